import type { Side } from './e-detector.ts';
import { EXPECTED, LINES, SHARES } from './threshold-table.ts';

/** Room for the table's own errors (1 % of simulation, under 1 % between its points). */
const MARGIN = 1.03;

/**
 * Above this line M takes few different values at first, and run lengths go up in steps of which
 * no table knows all: there the most careful of four neighbours counts.
 */
const SMOOTH = 0.05;

/** What a run length can be asked for: whole trials, as many as numbers count exactly. */
const LONGEST = 1e12;

/**
 * The threshold h at which a brake's detector trips, so that on the line (and, since M is monotone
 * in its outcomes, for every process that stays on the safe side) a run lasts `every` trials on average.
 * h ≤ `every`, which alone would do by Ville's inequality but is needlessly slow.
 *
 * From {@link SHARES}, between whose points it is linear in the logarithms; tested against simulation
 * off those points. Outside: fewer than 3 events expected get the threshold for 3, more than 2,000
 * the last share (it grows towards a limit: run lengths become proportional to h), both
 * longer runs than asked for. A floor above one half is a ceiling on the other outcome.
 *
 * Not to be computed again for a detector that runs: what it was given stays in its log.
 * @throws {RangeError} unless 0 < line < 1 and 1 ≤ every ≤ 10^12
 */
export function thresholdFor(side: Side, line: number, every: number): number {
  if (!(line > 0 && line < 1)) throw new RangeError(`a line lies between 0 and 1, not at ${line}`);
  if (!(every >= 1 && every <= LONGEST))
    throw new RangeError(`a run length is 1 to ${LONGEST} trials, not ${every}`);
  if (line > 0.5) return thresholdFor(side === 'floor' ? 'ceiling' : 'floor', 1 - line, every);
  const events = Math.max(EXPECTED[0], line * every * MARGIN);
  return Math.min(every, events / shareAt(side, line, events));
}

function shareAt(side: Side, line: number, events: number): number {
  const across = between(LINES.map(logit), logit(line));
  const along = between(EXPECTED.map(Math.log), Math.log(events));
  const share = (row: number, column: number): number =>
    (SHARES[side][row]?.[column] ?? Number.NaN) / 1000;
  const [low = [], high = low] = [across.low, across.high].map((row) =>
    [along.low, along.high].map((column) => share(row, column)),
  );
  if (line > SMOOTH) return Math.min(...low, ...high);
  const mix = ([from = Number.NaN, to = from]: number[], part: number): number =>
    from + (to - from) * part;
  return mix([mix(low, along.part), mix(high, along.part)], across.part);
}

const logit = (share: number): number => Math.log(share / (1 - share));

/** The neighbours of `at` among ascending points, and how far it is from one to the other, 0 to 1. */
function between(
  points: readonly number[],
  at: number,
): { low: number; high: number; part: number } {
  const high = points.findIndex((point) => point >= at);
  if (high === -1) return { low: points.length - 1, high: points.length - 1, part: 0 };
  const low = Math.max(0, high - 1);
  const [from = at, to = at] = [points[low], points[high]];
  return { low, high, part: to > from ? (at - from) / (to - from) : 0 };
}
