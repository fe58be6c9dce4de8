import type { Warned } from '../../../src/core/antipatterns/warning-line.ts';
import { type Live, splitBudget } from '../../../src/core/brakes/budget.ts';
import type { BrakeLine } from '../../../src/core/brakes/line.ts';
import { openBrake } from '../../../src/core/brakes/observe.ts';
import { type Grant, newBrake } from '../../../src/core/brakes/state.ts';
import { gapBefore, type Random } from '../../../src/core/stats/random.ts';

/*
 * Workflows whose rate of complaints is known, week by week, with the brakes that warn of it: on the workflow,
 * its two templates and its model version. What trips is one alert a workflow, as the gate has it, until a
 * person closes it at the week's end, by the truth.
 */

/** A week in which the rate is so many times the first line or more is worth a look. */
const WORTH_FROM = 4;
const WORKFLOWS = 6;
const SENDS = 4000;
/** One false alarm in so many sends, of the workspace. */
const EVERY = 2000;
const WEEK = 7 * 24 * 3_600_000;
const BEGIN = Date.UTC(2026, 0, 5);

export const FIRST_LINE: BrakeLine = {
  ...{ signal: 'complaint', side: 'ceiling', line: 0.001, action: 'warn' },
  ...{ window: { hours: 24 * 14 }, counted: 'by-send' },
};

const ON = [
  { of: 'workflow', share: null },
  { of: 'template', share: 0 },
  { of: 'template', share: 1 },
  { of: 'model-version', share: null },
] as const;

export type Told = {
  /** each alert that was closed: the rate that it told of, and whether the week was worth it */
  alerts: Warned[];
  /** brakes that tripped for them */
  trips: number;
  /** weeks that were worth it, with and without an alert */
  worthWeeks: number;
  worthTold: number;
};

/** So many weeks of all workflows; `bad` is how many of the weeks are worth a look. */
export function live(
  line: BrakeLine,
  { weeks, bad, random }: { weeks: number; bad: number; random: Random },
): Told {
  const grants = splitBudget(
    EVERY,
    Array.from({ length: WORKFLOWS }, (_, workflow) =>
      ON.map(({ of }, nth): Live => ({ id: `${workflow} ${nth}`, of, line, weight: 1 })),
    ).flat(),
  );
  const told: Told = { alerts: [], trips: 0, worthWeeks: 0, worthTold: 0 };
  for (let week = 0; week < weeks; week += 1)
    for (let workflow = 0; workflow < WORKFLOWS; workflow += 1) {
      const worth = random() < bad;
      // what isn't worth it drifts about the line, on both sides of it
      const times = worth ? WORTH_FROM + 4 * random() : 0.5 + 1.7 * random();
      const hits = hitsOf(times * FIRST_LINE.line, random);
      const at = BEGIN + week * WEEK;
      const tripped = ON.flatMap(({ share }, nth) => {
        const grant = grants.get(`${workflow} ${nth}`);
        return grant ? tripOf(line, { grant, at, hits, share }) : [];
      });
      told.trips += tripped.length;
      if (worth) told.worthWeeks += 1;
      const [lead] = tripped;
      if (lead === undefined) continue;
      if (worth) told.worthTold += 1;
      told.alerts.push({ rate: lead, worth });
    }
  return told;
}

/** Which of a week's sends were complained of; templates take turns. */
function hitsOf(rate: number, random: Random): number[] {
  const hits: number[] = [];
  for (let nth = gapBefore(rate, random); nth < SENDS; nth += 1 + gapBefore(rate, random))
    hits.push(nth);
  return hits;
}

/** The rate since the brake began anew, at the send that tripped it; nothing where none did. */
function tripOf(
  line: BrakeLine,
  given: { grant: Grant; at: number; hits: readonly number[]; share: 0 | 1 | null },
): number[] {
  const { grant, at, hits, share } = given;
  const brake = openBrake(newBrake(line, grant, at));
  let [told, counted] = [0, 0];
  for (const nth of hits) {
    if (share !== null && nth % 2 !== share) continue;
    const send = share === null ? nth + 1 : Math.floor(nth / 2) + 1;
    brake.take({ type: 'sent', at, count: send - told });
    told = send;
    counted += 1;
    if (brake.take({ type: 'outcome', at, send }).trip) return [counted / send];
  }
  return [];
}
