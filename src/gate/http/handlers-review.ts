import { bindCompose } from '../dispatch/bind.ts';
import { decide } from '../dispatch/decide.ts';
import { Refusal } from '../dispatch/ports.ts';
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
      return audit ? { ...page, audit } : page;
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
