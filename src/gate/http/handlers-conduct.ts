import { holdsFor, importSuppressions, suppress } from '../dispatch/conduct.ts';
import type { AgentIdentity, ReviewerIdentity } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';
import { parseSuppressions, suppressionsCsv } from './suppressions-csv.ts';

type Names =
  | 'suppressions'
  | 'suppress'
  | 'unsuppress'
  | 'importSuppressions'
  | 'exportSuppressions'
  | 'conduct'
  | 'putConduct'
  | 'contact'
  | 'putContact'
  | 'incidents';

const PAGE = 500;
const byOf = ({ reviewer }: ReviewerIdentity): string => `reviewer:${reviewer.id}`;
type Either =
  | { kind: 'agent'; agent: AgentIdentity }
  | { kind: 'reviewer'; reviewer: ReviewerIdentity };
const who = (caller: Either): { workspaceId: string; by: string } =>
  caller.kind === 'agent'
    ? { workspaceId: caller.agent.workspaceId, by: `agent:${caller.agent.agentId}` }
    : { workspaceId: caller.reviewer.workspaceId, by: byOf(caller.reviewer) };

/** The suppression list, the rules of conduct, what is known of people, and incidents. */
export const conductHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { conduct, reconcile } = deps.store;
  return {
    suppressions: async ({ caller, query }) => {
      const limit = Math.floor(query.limit ?? 200);
      const suppressions = await conduct.suppressions({
        workspaceId: caller.reviewer.workspaceId,
        limit,
        ...(query.after === undefined ? {} : { after: query.after }),
        ...(query.value === undefined ? {} : { holdsFor: holdsFor(query.value) }),
      });
      const last = suppressions.at(-1);
      return suppressions.length === limit && last
        ? { suppressions, next: last.id }
        : { suppressions };
    },

    suppress: ({ caller: { reviewer }, body: input }) =>
      suppress(deps, { workspaceId: reviewer.workspaceId, input, by: byOf(reviewer) }),

    unsuppress: async ({ caller: { reviewer }, id }) => ({
      removed: await conduct.unsuppress({
        workspaceId: reviewer.workspaceId,
        id,
        by: byOf(reviewer),
      }),
    }),

    importSuppressions: ({ caller: { reviewer }, query, body }) =>
      importSuppressions(deps, {
        workspaceId: reviewer.workspaceId,
        ...parseSuppressions(body),
        partial: query.partial === 'true',
        by: byOf(reviewer),
      }),

    exportSuppressions: ({ caller: { reviewer } }) => exported(deps, reviewer.workspaceId),

    conduct: ({ caller: { reviewer } }) => conduct.policy({ workspaceId: reviewer.workspaceId }),

    putConduct: ({ caller: { reviewer }, body }) =>
      conduct.putPolicy({
        workspaceId: reviewer.workspaceId,
        policy: body.policy,
        by: byOf(reviewer),
        ...(body.basedOn === undefined ? {} : { basedOn: body.basedOn }),
      }),

    contact: async ({ caller, query }) => ({
      contact: await conduct.contact({ ...who(caller), person: query.person }),
    }),

    putContact: async ({ caller, body: contact }) => ({
      contact: await conduct.putContact({ ...who(caller), contact }),
    }),

    incidents: async ({ caller: { reviewer }, query }) => ({
      incidents: await reconcile.incidents({
        workspaceId: reviewer.workspaceId,
        limit: 200,
        ...(query.kind === undefined ? {} : { kind: query.kind }),
        ...(query.before === undefined ? {} : { before: query.before }),
      }),
    }),
  };
};

/** The whole list, read page by page. */
export async function exported(
  { store }: Pick<HttpDeps, 'store'>,
  workspaceId: string,
): Promise<string> {
  const parts: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.conduct.suppressions({
      workspaceId,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    parts.push(suppressionsCsv(page, parts.length === 0));
    after = page.at(-1)?.id;
    if (page.length < PAGE) return parts.join('');
  }
}
