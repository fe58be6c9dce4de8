import type { ToldAlert } from '../../protocol/sync.ts';
import { bindCompose } from '../dispatch/bind.ts';
import { decide } from '../dispatch/decide.ts';
import { Refusal, type ReviewerIdentity } from '../dispatch/ports.ts';
import { redeemOnDevice } from '../dispatch/redeem.ts';
import { reportResult } from '../dispatch/report.ts';
import { standings } from '../dispatch/standing.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';
import { auditOf } from './handlers-audit.ts';
import { waitFor } from './wait.ts';

type Names =
  | 'sync'
  | 'decide'
  | 'bind'
  | 'unbind'
  | 'proposal'
  | 'standing'
  | 'lease'
  | 'clearance'
  | 'redeem'
  | 'result';

/** how long "I am looking at this" lasts, in seconds */
const LEASE_SECONDS = 60;
const PAGE = 200;

/** What a reviewer's device may call. */
export const reviewHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { proposals, feed, clearances } = deps.store;
  const standing = standings(deps);
  return {
    sync: async ({ caller: { reviewer: identity }, query, signal }) => {
      const { cursor = null, wait = 0, limit = PAGE } = query;
      const page = await waitFor({
        feed,
        workspaceId: identity.workspaceId,
        seconds: wait,
        signal,
        read: () => feed.read({ identity, cursor, limit: Math.floor(limit) }),
        done: (page) => page.entries.length > 0 || page.more || page.resync === true,
      });
      const audit = await auditOf(deps, identity, query.head);
      const alerts = page.more ? [] : await alertsFor(deps, identity);
      return {
        ...page,
        ...(audit ? { audit } : {}),
        ...(alerts.length > 0 ? { alerts } : {}),
      };
    },

    decide: async ({ caller, body }) => ({
      answers: await decide(deps, caller.reviewer, body.decisions),
    }),

    bind: ({ caller, id: proposalId, body: request }) =>
      bindCompose(deps, caller.reviewer, { proposalId, request }),

    unbind: async ({ caller, id: proposalId }) => {
      const { workspaceId } = caller.reviewer;
      return { released: await proposals.unbind({ workspaceId, proposalId }) };
    },

    proposal: async ({ caller: { reviewer: identity }, id: proposalId }) => {
      const found = await feed.shown({ identity, proposalId });
      if (!found) throw new Refusal('not-found', 'There is no such proposal.');
      return found;
    },

    standing: ({ caller, id }) => standing(caller.reviewer, id),

    lease: async ({ caller: { reviewer: identity }, body: { proposalId } }) => {
      const lease = await proposals.lease({
        workspaceId: identity.workspaceId,
        proposalId,
        reviewerId: identity.reviewer.id,
        seconds: LEASE_SECONDS,
      });
      if (!lease) throw new Refusal('not-found', 'There is no such proposal.');
      return { proposalId, ...lease };
    },

    clearance: async ({ caller, id: clearanceId }) => {
      const { workspaceId } = caller.reviewer;
      const found = await clearances.get({ workspaceId, clearanceId });
      if (!found) throw new Refusal('not-found', 'There is no such clearance.');
      const { id, jws, state } = found;
      return { id, jws, state };
    },

    redeem: ({ caller, id: clearanceId, body: request }) =>
      redeemOnDevice(deps, caller.reviewer, { clearanceId, request }),

    result: async ({ caller, id: dispatchId, body: result }) => {
      const { state } = await reportResult(deps, caller.reviewer, { dispatchId, result });
      return { dispatchId, state };
    },
  };
};

/** Alerts that one device is told of. */
const TOLD = 20;

/** Managers hear of all that is open, others of what is theirs by name. */
async function alertsFor(
  { store }: Pick<HttpDeps, 'store'>,
  { workspaceId, reviewer }: ReviewerIdentity,
): Promise<ToldAlert[]> {
  const open = await store.alerts.list({
    workspaceId,
    state: 'open',
    limit: TOLD,
    ...(reviewer.role === 'rep' ? { owner: reviewer.email } : {}),
  });
  return open.map((alert) => ({
    ...{ id: alert.id, kind: alert.kind, urgency: alert.urgency },
    ...{ title: alert.title, firstAt: alert.firstAt },
    ...(alert.workflowId === undefined ? {} : { workflowId: alert.workflowId }),
    ...(alert.seenAt === undefined ? {} : { seenAt: alert.seenAt }),
  }));
}
