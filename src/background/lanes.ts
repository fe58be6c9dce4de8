import type { Handlers } from '../messages/channel.ts';
import type { LanesOf, lanesToWorker } from '../messages/lanes.ts';
import type { MessageSender } from '../platform/runtime.ts';
import type { Answer } from './gate/request.ts';
import { namedIn } from './item-names.ts';
import type { Space } from './space.ts';

/** The weeks over which the share that reaches people is drawn. */
const WEEKS = 13;
/** Of the defective ones of a lane, as many as its page lists. */
const LISTED = 20;

/** What runs without a person in each workflow, and how much of it doesn't; the gate's of this moment. */
export function lanesHandlers(
  of: (space: string | undefined) => Promise<Space>,
): Handlers<typeof lanesToWorker, MessageSender> {
  return {
    async lanes({ space }) {
      const { gate } = await of(space);
      const [{ workflows }, { lanes, shares }] = await Promise.all([
        gate.call('workflows', {}),
        gate.call('lanes', {}),
      ]);
      return {
        workflows: workflows.map(({ id, name, state }) => ({
          ...{ id, name, state },
          open: lanes.filter((lane) => lane.workflowId === id && lane.open).length,
          share: shares.find(({ workflowId }) => workflowId === id) ?? null,
        })),
      };
    },

    async 'lanes.of'({ space, workflowId }) {
      const { db, gate } = await of(space);
      const params = { id: workflowId };
      const [report, { lanes: left }, audits, metrics] = await Promise.all([
        gate.call('laneReport', { params }),
        gate.call('exposure', { params }),
        gate.call('audits', { query: { workflowId } }),
        gate.call('metrics', { query: { weeks: String(WEEKS), by: 'workflow', workflowId } }),
      ]);
      const wrong = left.flatMap(({ defects }) => defects.slice(0, LISTED));
      const named = await namedIn(
        db,
        wrong.map(({ proposalId }) => proposalId),
      );
      const weeks = weeksOf(metrics, workflowId);
      return { report, left, named, looks: looksOf(audits), weeks };
    },
  };
}

function looksOf({ audits, missed, canaries }: Answer<'audits'>): LanesOf['looks'] {
  const { unflagged, flagged } = canaries;
  return { ...audits, missed: missed.atLeast, unflagged, flagged };
}

function weeksOf({ weeks, series }: Answer<'metrics'>, workflowId: string): LanesOf['weeks'] {
  const reached = series.find(
    ({ measure, group }) => measure === 'reached' && group === workflowId,
  );
  return weeks.map((week, at) => ({ week, reached: reached?.weeks[at] ?? null }));
}
