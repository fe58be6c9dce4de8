/**
 * A ceiling watches that an event doesn't become more frequent than a line, a floor that it doesn't
 * become rarer.
 */
export type Side = 'ceiling' | 'floor';

/**
 * A CUSUM e-detector for one line: a weighted mixture of CUSUMs, each against one alternative rate.
 * Source: J. Shin, A. Ramdas, A. Rinaldo, "E-detectors: a nonparametric framework for sequential
 * change detection", New England Journal of Statistics in Data Science 2 (2024) 229–260.
 *
 * For alternative p_k and line c an outcome x (1: the event) has the likelihood ratio
 * L_k = (p_k/c)^x · ((1−p_k)/(1−c))^(1−x), an e-value for every true rate on the safe side; then
 * M_k ← max(M_k, 1) · L_k, and M = Σ w_k M_k.
 */
export type Detector = {
  readonly side: Side;
  readonly line: number;
  /** w_k, adding up to 1 */
  readonly weights: Float64Array;
  /** L_k of an event, p_k/c */
  readonly hit: Float64Array;
  /** L_k of none, (1−p_k)/(1−c) */
  readonly miss: Float64Array;
  /** miss_k to the power 2^j, at `j * K + k` */
  readonly powers: Float64Array;
};

/**
 * Odds ratios of the alternatives to the line (of the line to them, for a floor): 1.5 to 8 in equal
 * steps of the logarithm. In odds, because they stay rates whatever the line is. Written out, because
 * engines may differ in the last bit of a power, and a rebuilt detector must not.
 */
const ODDS_RATIOS = [1.5, 2.097, 2.931, 4.096, 5.724, 8] as const;
/** How many alternatives a brake's detector has. */
export const ALTERNATIVES = ODDS_RATIOS.length;

/** Runs of up to 2^31 − 1. */
const BITS = 31;

/** Far above any threshold; infinity would turn into null in JSON, and times zero into no number. */
const MOST = 1e200;

/**
 * The detector of a brake. Weights fall as 1/odds ratio: what is near the line takes longest, and
 * gains most from its weight (equal weights are 5 % slower at twice a ceiling, 1 % faster at five times).
 * @throws {RangeError} unless 0 < line < 1
 */
export function detectorFor(side: Side, line: number): Detector {
  const odds = line / (1 - line);
  const rates = ODDS_RATIOS.map((ratio) => {
    const at = side === 'ceiling' ? odds * ratio : odds / ratio;
    return at / (1 + at);
  });
  return detectorAgainst({ side, line, rates, weights: ODDS_RATIOS.map((ratio) => 1 / ratio) });
}

/**
 * A detector against given rates: with one, the CUSUM that knows the truth (E. S. Page, Biometrika 41
 * (1954) 100–115), which is the fastest possible at its run length (G. V. Moustakides, Annals of
 * Statistics 14 (1986) 1379–1387). Weights are scaled to add up to 1.
 * @throws {RangeError} unless all rates are in 0 to 1 and on the far side of the line
 */
export function detectorAgainst(given: {
  side: Side;
  line: number;
  rates: readonly number[];
  weights: readonly number[];
}): Detector {
  const { side, line, rates, weights } = given;
  if (!(line > 0 && line < 1)) throw new RangeError(`a line lies between 0 and 1, not at ${line}`);
  if (rates.length === 0 || rates.length !== weights.length)
    throw new RangeError(`${rates.length} rates need as many weights, not ${weights.length}`);
  for (const rate of rates) {
    const far = side === 'ceiling' ? rate > line && rate < 1 : rate < line && rate > 0;
    if (!far) throw new RangeError(`${rate} is no alternative to a ${side} of ${line}`);
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const miss = Float64Array.from(rates, (rate) => (1 - rate) / (1 - line));
  return {
    side,
    line,
    weights: Float64Array.from(weights, (weight) => weight / all),
    hit: Float64Array.from(rates, (rate) => rate / line),
    miss,
    powers: powersOf(miss),
  };
}

function powersOf(miss: Float64Array): Float64Array {
  const wide = miss.length;
  const powers = new Float64Array(BITS * wide);
  powers.set(miss);
  for (let at = wide; at < powers.length; at += 1) {
    const half = powers[at - wide] ?? 0;
    powers[at] = half * half;
  }
  return powers;
}

/** Where every detector begins: M_k = 1. */
export const fresh = (detector: Detector): Float64Array =>
  new Float64Array(detector.weights.length).fill(1);

/** M = Σ w_k M_k. */
export function mixture({ weights }: Detector, values: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k += 1) sum += (weights[k] ?? 0) * (values[k] ?? 0);
  return sum;
}

/** One trial with the event, in place. */
export function hitOnce({ hit }: Detector, values: Float64Array): void {
  for (let k = 0; k < values.length; k += 1)
    values[k] = Math.min(MOST, Math.max(values[k] ?? 1, 1) * (hit[k] ?? 1));
}

/**
 * A run of trials without the event, in place and in closed form. A factor d < 1 (ceiling) decays to
 * the floor of 1: n steps are max(M·d^(n−1), 1)·d. One above 1 (floor) only grows: max(M, 1)·d^n.
 * Powers are made by multiplication alone, so that every engine gets the same bits.
 */
export function misses(detector: Detector, values: Float64Array, run: number): void {
  if (run <= 0) return;
  const { miss } = detector;
  if (detector.side === 'floor') {
    for (let k = 0; k < values.length; k += 1) values[k] = Math.max(values[k] ?? 1, 1);
    scale(detector, values, run);
    for (let k = 0; k < values.length; k += 1) values[k] = Math.min(MOST, values[k] ?? 1);
    return;
  }
  scale(detector, values, run - 1);
  for (let k = 0; k < values.length; k += 1)
    values[k] = Math.max(values[k] ?? 1, 1) * (miss[k] ?? 1);
}

function scale({ powers }: Detector, values: Float64Array, run: number): void {
  const wide = values.length;
  let row = 0;
  for (let rest = run; rest > 0; rest >>>= 1) {
    if (rest & 1)
      for (let k = 0; k < wide; k += 1) values[k] = (values[k] ?? 1) * (powers[row + k] ?? 1);
    row += wide;
  }
}

/**
 * `hits` events among `trials` whose order nobody knows, in place: M_k ← max(M_k, 1) · Π L_k. Every
 * order of them leaves M at least as high at the end, so looking only there can't trip early.
 * The rest of a run underflows or overflows alone, therefore logarithms.
 */
export function block(
  { hit, miss }: Detector,
  values: Float64Array,
  { trials, hits }: { trials: number; hits: number },
): void {
  for (let k = 0; k < values.length; k += 1) {
    const log = hits * Math.log(hit[k] ?? 1) + (trials - hits) * Math.log(miss[k] ?? 1);
    values[k] = Math.min(MOST, Math.max(values[k] ?? 1, 1) * Math.exp(log));
  }
}
