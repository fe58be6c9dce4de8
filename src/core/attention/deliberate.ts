import type { Attention, DecisionAction, Reason } from '../schema/decision.ts';
import { type Interval, wilson } from '../stats/wilson.ts';
import { expectedMs } from './reading.ts';

/** ρ of STATISTICS §5, to start with; only a policy version changes it. */
export const RHO = 0.3;

export type Judged = {
  attention: Attention;
  action: DecisionAction;
  reason?: Reason | undefined;
  /** words that an edit added or took out */
  wordsChanged?: number | undefined;
};

/**
 * Whether a decision was deliberate: read for at least ρ of the expected time with every high flag on
 * screen, or ended in what only somebody does who has read: a specific reason, a substantive edit, an
 * opened contradiction. STATISTICS §5.
 */
export function isDeliberate(judged: Judged, rho: number = RHO): boolean {
  const { attention } = judged;
  if (attention.contradictionOpened === true || isSpecific(judged)) return true;
  return attention.flagsSeen && attention.activeMs >= rho * expectedMs(attention.unseenWords);
}

function isSpecific({ action, reason, wordsChanged = 0 }: Judged): boolean {
  if (action === 'reject')
    return reason !== undefined && (reason.code !== 'other' || reason.note !== undefined);
  return action === 'approve_edited' && wordsChanged > 0 && reason?.code !== 'formatting';
}

/** M4, review saturation: share of decisions that were deliberate, with its 95 % Wilson interval. */
export function saturation(deliberate: number, all: number): { share: number; interval: Interval } {
  return { share: all === 0 ? 0 : deliberate / all, interval: wilson(deliberate, all) };
}
