import { plant } from '../../core/canaries/mutate.ts';
import { checkProposal } from '../../core/claims/check.ts';
import { canonical } from '../../core/digest/canonical.ts';
import { executable } from '../../core/digest/content.ts';
import { checkWork } from '../../core/review/check.ts';
import type { Routed } from '../../core/routing/route.ts';
import type { Claim, Flag } from '../../core/schema/claim.ts';
import type { ProposalInput } from '../../core/schema/proposal.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import { drawBy } from '../../core/stats/inclusion.ts';
import { seededRandom } from '../../core/stats/random.ts';
import { samplingKey } from './autonomy.ts';
import { blindOf } from './blind.ts';
import type { UseCaseDeps } from './deps.ts';
import type { NewCanary } from './ports.ts';

type Work = {
  workspaceId: string;
  workflow: Workflow;
  /** normalised: `flags` are its agent's own */
  input: ProposalInput;
  target: { proposalId: string; revision: number; lookId?: string };
  /** all that the original has, our own checks' among them */
  flags: readonly Flag[];
  routed(changed: { flags: Flag[]; claims: Claim[] }): Routed;
};

/**
 * The canary that stands in for a new proposal, where policy plants one here and now: `canary` is null
 * where it doesn't, and the whole is where it never would. Made before anybody can have seen the original,
 * and with the same work for those that are not planted, so that neither its coming nor the time that it
 * took tells it apart. Decided by HMAC: agents can't foresee it, an auditor gets the same.
 */
export async function canaryFor(
  deps: Pick<UseCaseDeps, 'draw' | 'keys' | 'now' | 'sha256'>,
  work: Work,
): Promise<{ canary: NewCanary | null } | null> {
  const { workspaceId, workflow, input, target } = work;
  const { policy } = workflow;
  const plan = policy.autonomy?.canaries;
  const { lookId } = target;
  if (!plan || lookId === undefined || target.revision > 1 || !mayStandIn(input)) return null;
  const draw = await drawBy(samplingKey(deps, workspaceId, 'canaries'));
  const hour = Math.floor(deps.now() / 3_600_000);
  const burst = (await draw(`burst ${workflow.id} ${hour}`)) < plan.bursts;
  const drawn = (await draw(`plant ${target.proposalId}`)) < plan.rate;
  const seed = Math.floor((await draw(`choices ${target.proposalId}`)) * 2 ** 32);
  const { content, context, claims, flags } = input;
  const made = plant({ content, context, claims, flags }, seededRandom(seed));
  if (made === null) return { canary: null };
  const now = new Date(deps.now()).toISOString();
  const all = [
    ...made.flags,
    ...checkWork({ content: made.content, context, policy }),
    ...checkProposal({ content: made.content, claims: made.claims, context, policy, now }),
  ];
  const { lane, tier, trigger } = work.routed({ flags: all, claims: made.claims });
  const blind = blindOf(deps, { policy, tier, id: lookId });
  // In another lane it would have to be shown as what needs no person.
  if (!burst || !drawn || lane !== 'human') return { canary: null };
  const canary = {
    ...{ lookId, content: made.content, claims: made.claims, flags: all, tier, trigger },
    contentDigest: deps.sha256(Buffer.from(canonical(executable(made.content)), 'utf8')),
    flagged: all.length > work.flags.length,
    ...{ ...blind, planted: made.planted, mostADay: plan.mostADay },
  };
  return { canary };
}

/**
 * Only what lies nowhere but in the queue and on a record: no draft in a mailbox, nothing with a place on
 * a page. Nothing with slots, whose clones would show it by contrast, and no price.
 */
function mayStandIn({ content, placement, slots }: ProposalInput): boolean {
  if (placement !== undefined || slots !== undefined || content.kind === 'price.quote')
    return false;
  return content.kind !== 'email.draft' || content.delivery === 'gate';
}
