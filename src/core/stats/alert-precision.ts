import type { Interval } from './interval.ts';
import { wilson } from './wilson.ts';

/** One in five alerts has to be worth the interruption. */
export const LEAST_PRECISION = 0.2;

export type AlertPrecision = Interval & {
  /** actionable ÷ acknowledged; null before anything was acknowledged */
  precision: number | null;
  acknowledged: number;
  /** alert fatigue (A2): below one in five; `surely` when Wilson's whole interval is */
  fatigue: 'no' | 'likely' | 'surely';
};

/** M2, with Wilson's 95 % interval. Alerts that nobody acknowledged don't count either way. */
export function alertPrecision(actionable: number, acknowledged: number): AlertPrecision {
  const interval = wilson(actionable, acknowledged);
  const precision = acknowledged === 0 ? null : actionable / acknowledged;
  const below = precision !== null && precision < LEAST_PRECISION;
  const surely = interval.high < LEAST_PRECISION;
  const fatigue = surely ? 'surely' : below ? 'likely' : 'no';
  return { precision, acknowledged, ...interval, fatigue };
}
