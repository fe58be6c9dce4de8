import type { LaneSubject } from '../lanes/lane.ts';
import type { Claim, Flag } from '../schema/claim.ts';
import type { Content } from '../schema/content.ts';
import type { Kind } from '../schema/kind.ts';
import type { Context } from '../schema/proposal.ts';
import type { Lane } from '../schema/workflow.ts';

/** A proposal as it first came (revision 1), where it went, and what is known of it by now. */
export type PastProposal = {
  id: string;
  /** milliseconds since 1970 */
  at: number;
  kind: Kind;
  confidence: number;
  template?: string | undefined;
  subject: LaneSubject;
  flags: readonly Flag[];
  claims: readonly Pick<Claim, 'statement' | 'status'>[];
  context?: Context | undefined;
  /** null where its text was erased */
  content: Content | null;
  /** where it went then */
  lane: Lane;
  /** it leaves from a person's own mailbox, so that no lane can run it */
  byHand: boolean;
  /** 1 where it went to a person; the probability of its audit where it ran without one */
  inclusion: number;
  /** false: it ran without a person and was not drawn */
  drawn: boolean;
  /** of the decision, or of the audit; null while there is none */
  found: { defect: boolean } | null;
  /** a complaint or a report names it */
  reported: boolean;
  /** its agent put another revision in its place before anybody looked */
  superseded: boolean;
};
