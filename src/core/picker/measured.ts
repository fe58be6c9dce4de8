import type { Noticing } from '../lanes/sensitivity.ts';
import { auroc } from '../stats/auroc.ts';
import { betaBinomial } from '../stats/beta-binomial.ts';
import { clopperPearson } from '../stats/clopper-pearson.ts';
import type { Graded } from '../stats/graded.ts';
import { quantileInterval } from '../stats/quantile.ts';
import type { InputName, Measured } from './inputs.ts';

/** What the gate knows of a workflow's last weeks. */
export type Seen = {
  /** first versions that people decided, newest first */
  decided: readonly { confidence: number; defect: boolean; activeMs: number }[];
  /** proposals of the last `days` days */
  proposals: number;
  days: number;
  /** hours from a proposal to the complaint or report that names it */
  toldAfter: readonly number[];
  noticing: Noticing | null;
};

/** Fewer than this say nothing about a workflow. */
const LEAST = 20;
const MINUTE = 60_000;

/**
 * The questions that data can answer, each with its interval (95 %) and what it rests on. What is only the
 * person's to say (what a mistake costs, what may be lost, how fast it compounds, how many hours there are) is never
 * here, nor what too few observations would say.
 */
export function measuredBy(seen: Seen): Partial<Record<InputName, Measured>> {
  const { decided, proposals, days, toldAfter, noticing } = seen;
  const found: Partial<Record<InputName, Measured>> = {};
  const n = decided.length;
  if (n >= LEAST) {
    const defects = decided.filter(({ defect }) => defect).length;
    const of = 'defects that people noticed in what came to them';
    found.rate = { value: (defects + 0.5) / (n + 1), ...clopperPearson(defects, n), n, of };
    const graded = decided.map(
      ({ confidence, defect }): Graded => ({ confidence, right: !defect, inclusion: 1 }),
    );
    const curve = auroc(graded, { seed: 1, replicates: 200 });
    if (curve?.interval) {
      const held = { value: curve.value, low: curve.interval.low, high: curve.interval.high };
      found.auroc = { ...held, n, of: 'how often a wrong one was less confident than a right one' };
    }
    const minutes = decided
      .filter(({ activeMs }) => activeMs > 0)
      .map((one) => one.activeMs / MINUTE);
    const median = minutes.length >= LEAST ? quantileInterval(minutes, 0.5) : null;
    if (median !== null && median.low !== null && median.high !== null)
      found.reviewMinutes = {
        ...{ value: median.estimate, low: median.low, high: median.high, n: minutes.length },
        of: 'median time at one, of those whose time is known',
      };
  }
  if (noticing !== null && noticing.there >= LEAST) {
    const { noticed, there } = noticing;
    const of = 'planted and twice-read defects that were noticed';
    found.sensitivity = { value: noticed / there, ...betaBinomial(noticed, there), n: there, of };
  }
  if (proposals >= LEAST) {
    // a Poisson count as hits among the milliseconds of those days
    const slots = days * 86_400_000;
    const { low, high } = clopperPearson(proposals, slots);
    const perDay = (share: number): number => (share * slots) / days;
    found.volume = {
      ...{ value: proposals / days, low: perDay(low), high: perDay(high), n: proposals },
      of: `proposals a day in the last ${days} days`,
    };
  }
  const told = toldAfter.length >= LEAST ? quantileInterval(toldAfter, 0.5) : null;
  if (told !== null && told.low !== null && told.high !== null)
    found.knowHours = {
      ...{ value: told.estimate, low: told.low, high: told.high, n: toldAfter.length },
      of: 'median hours until a complaint or a report came',
    };
  return found;
}
