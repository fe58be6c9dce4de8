import type { BrakeLine } from '../brakes/line.ts';
import { LEAST_PRECISION } from '../stats/alert-precision.ts';

/** The rate that a warning told of, and whether it was worth it. */
export type Warned = { rate: number; worth: boolean };

/** What a warning line would have let through of the warnings that were closed. */
export type Proposed = { line: number; kept: number; worth: number };

/** What no line may be nearer to, and 1 as far from it (`core/brakes/line.ts`). */
const LEAST = 0.0001;
/** Fewer that were worth it speak for no line. */
const LEAST_WORTH = 3;

/**
 * The warning line that the closed warnings speak for: of all that would have kept at least one in five worth it,
 * the one that keeps the most of those, and of these the one with the least noise. In two digits, on the
 * side where nothing worth it is lost. Null where fewer than three it would have kept were worth it (the rate at
 * which a brake trips early is far off the true one: `npm run simulate -- alerts`), or no line sorts them:
 * rates then say nothing of what matters. What it would have kept is by the rate at the time; a farther line also
 * needs more sends to be sure, so what it keeps comes later.
 */
export function proposedLine(
  warned: readonly Warned[],
  { side, line: now }: Pick<BrakeLine, 'side' | 'line'>,
): Proposed | null {
  const farther = (rate: number): boolean =>
    (side === 'ceiling' ? rate > now : rate < now) && rate >= LEAST && rate <= 1 - LEAST;
  const candidates = new Set(
    warned
      .filter(({ worth }) => worth)
      .map(({ rate }) => inTwoDigits(rate, side))
      .filter(farther),
  );
  let best: Proposed | null = null;
  for (const line of candidates) {
    const beyond = warned.filter(({ rate }) => (side === 'ceiling' ? rate >= line : rate <= line));
    const one: Proposed = {
      ...{ line, kept: beyond.length },
      worth: beyond.filter(({ worth }) => worth).length,
    };
    if (one.worth < LEAST_WORTH || one.worth < LEAST_PRECISION * one.kept) continue;
    if (best === null || better(one, best)) best = one;
  }
  return best;
}

const better = (one: Proposed, than: Proposed): boolean =>
  one.worth > than.worth || (one.worth === than.worth && one.kept < than.kept);

/** Nearer to where lines stand now: down for a ceiling, up for a floor. */
function inTwoDigits(rate: number, side: BrakeLine['side']): number {
  if (rate <= 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(rate)) - 1);
  // what is round already stays, whatever its binary digits
  const units = Number((rate / unit).toPrecision(12));
  const whole = side === 'ceiling' ? Math.floor(units) : Math.ceil(units);
  return Number((whole * unit).toPrecision(2));
}
