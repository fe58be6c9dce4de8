import type { Claim } from '../schema/claim.ts';
import type { Content } from '../schema/content.ts';
import type { Reason } from '../schema/decision.ts';
import type { Context } from '../schema/proposal.ts';

/** What a person made of an agent's proposal, where it wasn't simply approved. */
export type Correction = {
  proposalId: string;
  revision: number;
  /** when the gate heard of it, RFC 3339 */
  at: string;
  workflow: { id: string; name: string };
  template: string | null;
  model: string;
  modelVersion: string;
  promptVersion: string;
  action: 'approve_edited' | 'reject';
  reason: Reason | null;
  /** as the agent proposed it */
  before: Content;
  /** as a person approved it; null where they rejected it */
  after: Content | null;
  context: Context | null;
  claims: readonly Claim[];
};
