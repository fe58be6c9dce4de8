import type { LaneSubject } from '../../core/lanes/lane.ts';
import { type Earned, hourIn, segmentsOf } from '../../core/routing/earned.ts';
import { exceptionOf } from '../../core/routing/exceptions.ts';
import { auditRate } from '../../core/schema/autonomy.ts';
import type { Flag } from '../../core/schema/claim.ts';
import type { Executor } from '../../core/schema/clearance.ts';
import type { Content } from '../../core/schema/content.ts';
import type { ProposalInput, Trigger } from '../../core/schema/proposal.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import { drawBy, inclusionBy } from '../../core/stats/inclusion.ts';
import type { UseCaseDeps } from './deps.ts';
import type { LanePass } from './ports.ts';

type Work = {
  workspaceId: string;
  workflow: Workflow;
  input: ProposalInput;
  content: Content;
  flags: readonly Flag[];
  target: { proposalId: string; revision: number };
  executor: Executor | null;
};

/** What routing has to know of the lanes, and what is written when one lets the proposal through. */
export async function autonomyOf(
  deps: Pick<UseCaseDeps, 'store' | 'keys' | 'now'>,
  work: Work,
): Promise<{ earned: Earned; pass(tier: LanePass['tier']): Promise<LanePass> } | null> {
  const { workspaceId, workflow, input, target } = work;
  const { autonomy } = workflow.policy;
  if (!autonomy) return null;
  const subject = subjectOf(input);
  const { template } = input;
  const known = await deps.store.lanes.now({
    ...{ workspaceId, workflowId: workflow.id, subject },
    ...(template === undefined ? {} : { template }),
  });
  const earned: Earned = {
    lanes: known.lanes,
    exception: exceptional(work, known.norms),
    hour: hourIn(autonomy.timeZone, deps.now()),
    segments: segmentsOf(template, autonomy.segments),
  };
  return {
    earned,
    async pass(tier) {
      const novel = template === undefined || known.ran < autonomy.novelUnder;
      const rate = auditRate(autonomy.audit, input.confidence, novel);
      const draws = await inclusionBy(samplingKey(deps, workspaceId, 'audits'));
      const { drawn, probability } = await draws(target.proposalId, rate);
      const band = autonomy.audit.find(({ from }) => input.confidence >= from)?.from ?? 0;
      const stratum = `${band} ${novel ? 'novel' : 'known'}`;
      return { tier, subject, stratum, inclusion: probability, drawn, template };
    },
  };
}

/** What a lane is about: another model, version or prompt has earned nothing yet. */
const subjectOf = ({ agent }: ProposalInput): LaneSubject => ({
  model: agent.model,
  modelVersion: agent.modelVersion,
  prompt: agent.promptVersion ?? '',
});

function exceptional(
  { workflow, input, content, flags, target, executor }: Work,
  norms: Parameters<typeof exceptionOf>[1]['norms'],
): Trigger | null {
  if (executor === null)
    return { code: 'exception', message: 'It leaves from a person’s own mailbox.' };
  // What was earned was earned by first versions: in an open lane nothing could be put in their place.
  if (target.revision > 1)
    return {
      code: 'exception',
      message: 'Its agent has changed it: a person reads what comes next.',
    };
  return exceptionOf(workflow.policy.autonomy?.exceptions ?? [], {
    ...{ content, context: input.context, flags },
    ...(norms ? { norms } : {}),
  });
}

/**
 * The workspace's sampling secret for one purpose. Derived, so nothing is stored; whoever audits the gate
 * can be given it and gets the same draw for every row.
 */
export const samplingKey = (
  { keys }: Pick<UseCaseDeps, 'keys'>,
  workspaceId: string,
  purpose: 'audits' | 'second-looks' | 'canaries',
): Uint8Array => Buffer.from(keys.mac(`sampling ${purpose}`, workspaceId), 'base64url');

/** The number from 0 to 1 that belongs to a proposal, for one purpose. */
export async function drawOf(
  deps: Pick<UseCaseDeps, 'keys'>,
  at: { workspaceId: string; purpose: 'second-looks' | 'canaries'; text: string },
): Promise<number> {
  const draw = await drawBy(samplingKey(deps, at.workspaceId, at.purpose));
  return draw(at.text);
}
