import type { Handlers } from '../messages/channel.ts';
import type { BrakeRow, metricsToWorker } from '../messages/metrics.ts';
import type { MessageSender } from '../platform/runtime.ts';
import type { Store } from '../store/db.ts';
import { changeMeta, getMeta, type KeptFigures } from '../store/meta.ts';
import { evidenceOf } from './brake-evidence.ts';
import { GateProblem, GateUnreachable, NotPaired } from './gate/problems.ts';
import type { Answer } from './gate/request.ts';
import type { Space } from './space.ts';

/** Figures of so many questions are kept for when the gate can't be reached. */
const KEPT = 6;

/** The dashboard's figures, kept as they were last seen. */
export function metricsHandlers(
  of: (space: string | undefined) => Promise<Space>,
): Handlers<typeof metricsToWorker, MessageSender> {
  return {
    async metrics({ space, weeks, by, workflowId }) {
      const { db, gate } = await of(space);
      const pairing = await getMeta(db, 'pairing');
      if (pairing === undefined) throw new NotPaired();
      const question = questionOf({ weeks, by, workflowId });
      try {
        const [answer, { brakes }] = await Promise.all([
          gate.call('metrics', { query: { weeks, by, workflowId } }),
          gate.call('brakes', {}),
        ]);
        const figures = { answer, brakes: brakes.map(rowOf) };
        await keep(db, question, figures);
        return { manager: true, figures };
      } catch (error) {
        if (error instanceof GateProblem && error.code === 'forbidden') {
          await changeMeta(db, 'figures', () => ({}));
          return { manager: false };
        }
        // An answer that never came, or a gate in trouble; what it refuses is not shown from before.
        const away =
          error instanceof GateUnreachable || (error instanceof GateProblem && error.status >= 500);
        const figures = away ? (await getMeta(db, 'figures'))?.[question] : undefined;
        if (figures === undefined) throw error;
        return { manager: true, figures, old: error instanceof Error ? error.message : '' };
      }
    },
    async 'metrics.kept'({ space, ...asked }) {
      const { db } = await of(space);
      const [pairing, kept] = await Promise.all([getMeta(db, 'pairing'), getMeta(db, 'figures')]);
      // Figures are a manager's: who no longer is one is shown none from before.
      const figures = pairing?.reviewer.role === 'rep' ? undefined : kept?.[questionOf(asked)];
      return figures === undefined ? {} : { figures };
    },
    async 'metrics.brake'({ space, id }) {
      const { gate } = await of(space);
      return evidenceOf(await gate.call('brake', { params: { id } }));
    },
  };
}

const questionOf = (asked: {
  weeks: number;
  by: string;
  workflowId?: string | undefined;
}): string => `${asked.weeks} ${asked.by} ${asked.workflowId ?? ''}`;

/** The newest answers; of the oldest the person no longer knows what they asked. */
const keep = (db: Store, question: string, figures: KeptFigures): Promise<unknown> =>
  changeMeta(db, 'figures', (known = {}) => {
    const { [question]: _before, ...others } = known;
    return Object.fromEntries(
      [[question, figures] as const, ...Object.entries(others)].slice(0, KEPT),
    );
  });

function rowOf(brake: Answer<'brakes'>['brakes'][number]): BrakeRow {
  const { id, watches, name, known, near, trip, coverage } = brake;
  const { signal, side, line } = brake.line;
  const { sends, events, low, high } = known;
  return {
    ...{ id, watches, name, signal, side, line, sends, events, low, high, near },
    tripped: trip !== undefined,
    ...(coverage === undefined ? {} : { coverage }),
  };
}
