import * as z from 'zod/mini';
import type { Pattern } from '../schema/workflow.ts';

/*
 * The five questions of P7, as ten numbers. Times are in hours, money is in any one unit.
 *
 * 1 How bad is one wrong output?            rate, cost, bearable
 * 2 How fast do mistakes compound?          compoundHours
 * 3 How honest is the agent about it?       auroc, sensitivity
 * 4 What is the volume against review?      volume, reviewMinutes, reviewHours
 * 5 How fast does one learn that it broke?  knowHours
 */
export const INPUTS = {
  /** share of outputs that are wrong and matter, 0 to 1 */
  rate: { question: 1, least: 1e-6, most: 0.999 },
  /** what one wrong output costs once it is out */
  cost: { question: 1, least: 1e-3, most: 1e9 },
  /** what may be lost, all in all, before somebody notices */
  bearable: { question: 1, least: 1e-3, most: 1e12 },
  /** hours after which an unnoticed mistake makes others: the next step builds on it, the next buyer hears of it */
  compoundHours: { question: 2, least: 0.01, most: 100_000 },
  /** probability that a wrong output has a lower confidence than a right one; 0.5 says nothing */
  auroc: { question: 3, least: 0.5, most: 0.9999 },
  /** share of wrong outputs that a person who reads one notices */
  sensitivity: { question: 3, least: 0.01, most: 1 },
  /** outputs a day */
  volume: { question: 4, least: 0.01, most: 1e7 },
  /** minutes that a person takes for one */
  reviewMinutes: { question: 4, least: 0.01, most: 600 },
  /** person-hours of review a day */
  reviewHours: { question: 4, least: 0.01, most: 100_000 },
  /** hours until an error shows in what comes back: a reply, a complaint, a bounce, a colleague */
  knowHours: { question: 5, least: 0.01, most: 100_000 },
} as const satisfies Record<string, { question: 1 | 2 | 3 | 4 | 5; least: number; most: number }>;
export type InputName = keyof typeof INPUTS;
export const INPUT_NAMES = Object.keys(INPUTS) as InputName[];

export type PickerInputs = Readonly<Record<InputName, number>>;

/** What the workflow is, as far as floors go. */
export type PickerScene = {
  /** what it proposes goes directly to a buyer */
  toBuyer: boolean;
  /** it proposes prices */
  prices: boolean;
  /** a lane's bound holds: it has earned running without a person */
  earned: boolean;
};

/** The patterns from the lightest to the heaviest: how little a person stands in the way. */
export const LIGHTEST_FIRST: readonly Pattern[] = [
  'post-hoc-audit',
  'periodic-review',
  'active-monitoring',
  'exception-handling',
  'pre-approval',
];

/** An answer from data: the value with its interval, and what it rests on. */
export const Measured = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.int(),
  /** of what it is the figure, for the page: "decisions of the last 90 days" */
  of: z.string(),
});
export type Measured = z.infer<typeof Measured>;
