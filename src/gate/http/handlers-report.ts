import { REPORT_DAYS } from '../../protocol/report.ts';
import type { reportRoutes } from '../../protocol/routes/report.ts';
import { Refusal } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

const DAY_MS = 86_400_000;
/** Days that the oversight map looks back. */
const MAP_DAYS = 30;
/** Days of a report where nobody says how many. */
const USUAL_DAYS = 90;

/** What a procurement team and a regulator read. */
export const reportHandlers = (deps: HttpDeps): Pick<Handlers, keyof typeof reportRoutes> => {
  const { reports } = deps.store;
  return {
    report: async ({ caller: { reviewer }, query }) => {
      const { workspaceId } = reviewer;
      const { to = new Date(deps.now()).toISOString() } = query;
      const { from = new Date(Date.parse(to) - USUAL_DAYS * DAY_MS).toISOString() } = query;
      const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
      if (!(days > 0 && days <= REPORT_DAYS))
        throw new Refusal('invalid-request', 'The request is not valid.', [
          { path: '/to', message: `is after /from, by ${REPORT_DAYS} days at the most` },
        ]);
      const { retentionDays = null } = deps.config;
      const made = await deps.audit.report({ workspaceId, from, to, retentionDays });
      if (!made) throw new Refusal('not-found', 'There is no such workspace.');
      return made;
    },

    map: ({ caller: { reviewer } }) =>
      reports.map({ workspaceId: reviewer.workspaceId, days: MAP_DAYS }),

    disclosures: async ({ caller: { reviewer } }) => ({
      disclosures: await reports.disclosures(reviewer.workspaceId),
    }),

    putDisclosures: async ({ caller: { reviewer: identity }, body: disclosures }) => {
      const { workspaceId, reviewer } = identity;
      await reports.putDisclosures({ workspaceId, disclosures, by: `reviewer:${reviewer.id}` });
      return { disclosures: await reports.disclosures(workspaceId) };
    },
  };
};
