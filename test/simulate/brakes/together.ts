import { type Live, splitBudget } from '../../../src/core/brakes/budget.ts';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import { openBrake } from '../../../src/core/brakes/observe.ts';
import type { OpenBrake } from '../../../src/core/brakes/open-brake.ts';
import { newBrake } from '../../../src/core/brakes/state.ts';
import { gapBefore, seededRandom } from '../../../src/core/stats/random.ts';

const MINUTE = 60_000;
const BEGIN = Date.UTC(2026, 10, 23);
const WORKFLOWS = 10;
/** Short, because what is open at a restart is lost to the count: here a dozen sends. */
const WINDOW = { hours: 1 };

const line = (signal: string, side: BrakeLine['side'], at: number): BrakeLine => ({
  ...{ signal, side, line: at, action: 'stop', window: WINDOW, counted: 'by-send' },
});
/** Five signals of their own, so that all can be on their lines at once: 50 brakes. */
const LINES = [
  line('reply', 'floor', 0.03),
  line('bounce', 'ceiling', 0.05),
  line('complaint', 'ceiling', 0.003),
  line('opt-out', 'ceiling', 0.01),
  line('meeting', 'floor', 0.01),
];

export type Together = { brakes: number; sends: number; alarms: number };

/**
 * Fifty brakes of one workspace, all exactly on their lines, until `alarms` false ones; each is let run
 * again at once. One send a minute, in a workflow by chance, seen by that workflow's five brakes.
 */
export function together(
  given: { every: number; alarms: number; seed: number },
  tick: () => void,
): Together {
  const random = seededRandom(given.seed);
  const live: Live[] = Array.from({ length: WORKFLOWS * LINES.length }, (_, at) => ({
    id: String(at),
    of: 'workflow',
    weight: 1,
    line: LINES[at % LINES.length] ?? line('', 'floor', 0.5),
  }));
  const grants = splitBudget(given.every, live);
  const running = live.flatMap(({ id, line: of }) => {
    const grant = grants.get(id);
    if (!grant) return [];
    const brake: OpenBrake = openBrake(newBrake(of, grant, BEGIN));
    return [{ brake, grant, rate: of.line, sends: 0, hit: gapBefore(of.line, random) + 1 }];
  });
  let [sends, alarms] = [0, 0];
  const restart = (one: (typeof running)[number], at: number): void => {
    alarms += 1;
    if (alarms % Math.ceil(given.alarms / 5) === 0) tick();
    one.brake.take({
      ...{ type: 'restart', at, by: 'mara@brightloop.example', reason: 'A false alarm.' },
      grant: one.grant,
    });
  };
  while (alarms < given.alarms) {
    sends += 1;
    const at = BEGIN + sends * MINUTE;
    const first = Math.floor(random() * WORKFLOWS) * LINES.length;
    for (let which = first; which < first + LINES.length; which += 1) {
      const one = running[which];
      if (!one) continue;
      one.sends += 1;
      if (one.brake.take({ type: 'sent', at, count: 1 }).trip) restart(one, at);
      if (one.sends !== one.hit) continue;
      one.hit += gapBefore(one.rate, random) + 1;
      if (one.brake.take({ type: 'outcome', at, send: one.sends }).trip) restart(one, at);
    }
  }
  return { brakes: running.length, sends, alarms };
}
