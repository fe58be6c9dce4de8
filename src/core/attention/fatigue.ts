import type { ReviewItem } from '../schema/proposal.ts';
import type { Fatigue, RiskTier } from '../schema/workflow.ts';

/** What a policy starts with: no blind looks, no recall by rule, until somebody turns them on. */
export const DEFAULT_FATIGUE = {
  sessionMinutes: 60,
  batchSize: 20,
  blindShare: 0,
  recallUnread: false,
};

/** A policy's own values over {@link DEFAULT_FATIGUE}. */
export const fatigueOf = ({ fatigue }: { fatigue?: Fatigue | undefined }) => ({
  sessionMinutes: fatigue?.sessionMinutes ?? DEFAULT_FATIGUE.sessionMinutes,
  batchSize: fatigue?.batchSize ?? DEFAULT_FATIGUE.batchSize,
  blindShare: fatigue?.blindShare ?? DEFAULT_FATIGUE.blindShare,
  recallUnread: fatigue?.recallUnread ?? DEFAULT_FATIGUE.recallUnread,
});

/**
 * Whether an item falls into the share that is decided blind. `drawn` is uniform from 0 to 1 and not
 * for the agent to know: an HMAC of the proposal's id.
 */
export const isBlindShare = (
  policy: { fatigue?: Fatigue | undefined },
  { tier, drawn }: { tier: RiskTier; drawn: number },
): boolean => tier === 'high' && drawn < fatigueOf(policy).blindShare;

/**
 * Whether this item is to be decided before the rest is shown: while it waits, by whoever may decide
 * it. The panel hides by it, and the worker saves no decision without the look that it asks for.
 */
export const asksBlindFirst = ({
  blind,
  state,
  ownership,
}: Pick<ReviewItem, 'blind' | 'state' | 'ownership'>): boolean =>
  blind !== undefined && (state === 'pending' || state === 'recalled') && ownership?.mine !== false;
