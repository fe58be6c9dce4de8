import { alertPrecision } from '../../core/stats/alert-precision.ts';
import { Refusal } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names =
  | 'brakes'
  | 'brake'
  | 'restartBrake'
  | 'brakeBudget'
  | 'putBrakeBudget'
  | 'alerts'
  | 'seeAlert'
  | 'closeAlert'
  | 'ramps'
  | 'watchRamp'
  | 'widenRamp';

/** Alerts that one answer lists. */
const LISTED = 200;

/** What stops by itself, what people are told, what is new. */
export const brakeHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { brakes, alerts } = deps.store;
  return {
    brakes: async ({ caller, query }) => ({
      brakes: await brakes.list({
        workspaceId: caller.reviewer.workspaceId,
        retired: query.retired === 'true',
      }),
    }),

    brake: async ({ caller, id }) => {
      const found = await brakes.get({ workspaceId: caller.reviewer.workspaceId, id });
      if (!found) throw new Refusal('not-found', 'There is no such brake.');
      return found;
    },

    restartBrake: ({ caller: { reviewer }, id, body }) =>
      brakes.restart({
        workspaceId: reviewer.workspaceId,
        id,
        by: reviewer.reviewer.id,
        reason: body.reason,
      }),

    brakeBudget: ({ caller }) => brakes.budget(caller.reviewer.workspaceId),

    putBrakeBudget: ({ caller: { reviewer }, body: change }) =>
      brakes.putBudget({
        workspaceId: reviewer.workspaceId,
        change,
        by: reviewer.reviewer.id,
      }),

    alerts: async ({ caller, query }) => {
      const { workspaceId } = caller.reviewer;
      const { actionable, noise } = await alerts.verdicts(workspaceId);
      return {
        alerts: await alerts.list({
          workspaceId,
          limit: LISTED,
          ...(query.state === undefined ? {} : { state: query.state }),
        }),
        precision: alertPrecision(actionable, actionable + noise),
      };
    },

    seeAlert: async ({ caller: { reviewer }, id }) => {
      const { workspaceId } = reviewer;
      const alert = await alerts.see({ workspaceId, id, by: reviewer.reviewer.id });
      if (!alert) throw new Refusal('not-found', 'There is no such open alert.');
      return { alert };
    },

    closeAlert: async ({ caller: { reviewer }, id, body }) => {
      const { workspaceId } = reviewer;
      const by = reviewer.reviewer.id;
      const alert = await alerts.close({ workspaceId, id, by, ...body });
      if (alert) return { alert };
      // The same word again, after an answer that got lost.
      const known = await alerts.get({ workspaceId, id });
      if (!known) throw new Refusal('not-found', 'There is no such alert.');
      if (known.verdict !== body.verdict)
        throw new Refusal('not-open', `The alert was closed as ${known.verdict ?? 'nothing'}.`);
      return { alert: known };
    },

    ramps: async ({ caller }) => ({ ramps: await brakes.ramps(caller.reviewer.workspaceId) }),

    watchRamp: ({ caller: { reviewer }, id }) =>
      brakes.watch({ workspaceId: reviewer.workspaceId, id, by: reviewer.reviewer.id }),

    widenRamp: ({ caller: { reviewer }, id, body }) =>
      brakes.widen({
        workspaceId: reviewer.workspaceId,
        id,
        by: reviewer.reviewer.id,
        reason: body.reason,
      }),
  };
};
