import { Refusal, type ReviewerIdentity } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names = 'sweep' | 'recall' | 'reading';

/** days of a reviewer's own reading where they ask for no other number */
const READING_DAYS = 30;

const actor = ({ reviewer }: ReviewerIdentity): string => `reviewer:${reviewer.id}`;

/** The emergency levers, and a reviewer's own reading. */
export const leverHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { levers } = deps.store;
  return {
    sweep: ({ caller: { reviewer }, body: request }) => {
      const { workspaceId } = reviewer;
      return levers.sweep({ workspaceId, id: deps.newId(), by: actor(reviewer), request });
    },

    recall: async ({ caller: { reviewer }, body: request }) => {
      const { workspaceId } = reviewer;
      const asked = { workspaceId, id: deps.newId(), by: actor(reviewer), request };
      const recalled = await levers.recall(asked);
      if (!recalled) throw new Refusal('not-found', 'There is no such reviewer.');
      return recalled;
    },

    reading: ({ caller: { reviewer: identity }, query: { days = READING_DAYS } }) =>
      levers.reading({
        workspaceId: identity.workspaceId,
        reviewerId: identity.reviewer.id,
        days,
      }),
  };
};
