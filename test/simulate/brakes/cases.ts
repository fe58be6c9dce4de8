import type { Side } from '../../../src/core/stats/e-detector.ts';

/** What brakes are held against: run lengths, lines, and how far a rate has gone over or under. */
export type Case = { side: Side; line: number; every: number };

export const FACTORS = [2, 3, 5] as const;
const RUN_LENGTHS = [1000, 10_000];
const LINES: readonly Pick<Case, 'side' | 'line'>[] = [
  { side: 'ceiling', line: 0.003 },
  { side: 'ceiling', line: 0.05 },
  { side: 'floor', line: 0.03 },
];
export const CASES: readonly Case[] = RUN_LENGTHS.flatMap((every) =>
  LINES.map((one) => ({ ...one, every })),
);

/** The rate at so many times a ceiling, or that part of a floor. */
export const gone = ({ side, line }: Case, factor: number): number =>
  side === 'ceiling' ? line * factor : line / factor;
