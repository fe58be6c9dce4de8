import * as z from 'zod/mini';
import { detectorFor, fresh, hitOnce, misses, mixture } from '../stats/e-detector.ts';
import { thresholdFor } from '../stats/threshold.ts';

/** The detector of STATISTICS §1 on audited outcomes of one open lane, as it is kept between two of them. */
export const AuditWatch = z.strictObject({
  /** the rate of noticed defects that the lane's bound rests on */
  line: z.number().check(z.gt(0), z.lt(1)),
  /** trips at this; never computed again for a detector that runs */
  threshold: z.number(),
  values: z.array(z.number()),
  seen: z.int().check(z.gte(0)),
  defects: z.int().check(z.gte(0)),
});
export type AuditWatch = z.infer<typeof AuditWatch>;

/** From a fresh start. @param runLength audits to a false closing, on average, on the line */
export const watching = (line: number, runLength: number): AuditWatch => ({
  line,
  threshold: thresholdFor('ceiling', line, runLength),
  values: [...fresh(detectorFor('ceiling', line))],
  seen: 0,
  defects: 0,
});

/** One audited outcome, in the order in which they were found. */
export function saw(
  watch: AuditWatch,
  defect: boolean,
): { watch: AuditWatch; tripped: boolean; level: number } {
  const detector = detectorFor('ceiling', watch.line);
  const values = Float64Array.from(watch.values);
  if (defect) hitOnce(detector, values);
  else misses(detector, values, 1);
  const level = mixture(detector, values);
  const next = {
    ...watch,
    values: [...values],
    seen: watch.seen + 1,
    defects: watch.defects + (defect ? 1 : 0),
  };
  return { watch: next, tripped: level >= watch.threshold, level };
}

/** What is said when it trips. */
export const tripSentence = ({ seen, defects, line }: AuditWatch): string =>
  `${defects} of ${seen} audits found a defect, above the ${(line * 100).toPrecision(2)} % that its bound rests on`;
