import { batch } from '@preact/signals';
import type { FirstLook, ReasonCode } from '../../core/schema/decision.ts';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import { t } from '../../words/t.ts';
import type { Decisions } from './decisions.ts';
import type { AskWorker } from './items.ts';
import { whyNotNow } from './may-decide.ts';
import type { Model } from './model.ts';

/*
 *   blind ──approve, reject, escalate──▶ kept by the worker ──▶ the rest is shown
 *     ▲                                                           │ keep, or any decision: once
 *     └── another revision                                        ▼
 *                                                              decided, with both
 */

type On = {
  model: Model;
  ask: AskWorker;
  decisions: Decisions;
  attention: (proposalId: string) => FirstLook['attention'];
  /** the rest has come on screen: keys wait for it */
  onReveal: () => void;
};

const nameOf = ({ proposalId, revision }: ReviewItem): string => `${proposalId}/${revision}`;

/** The look before confidence, flags and reasoning are shown. */
export function createBlind(on: On) {
  const { model, ask, decisions } = on;

  const put = (item: ReviewItem, look: FirstLook | null): void => {
    model.looks.value = new Map(model.looks.value).set(nameOf(item), look);
  };

  /** Asks whether this item was looked at before, here or in another tab. Until it is known: blind. */
  async function recall(item: ReviewItem): Promise<void> {
    if (!item.blind || model.looks.value.has(nameOf(item))) return;
    const { proposalId, revision } = item;
    const { look } = await ask('first.look', { proposalId, revision });
    if (look && !model.looks.value.get(nameOf(item))) put(item, look);
  }

  /** Takes the decision as the first look. True when that was what the key meant. */
  function take(action: FirstLook['action'], reason?: ReasonCode): boolean {
    const item = model.view.value?.item;
    if (!item || !model.blind.value) return false;
    const why = whyNotNow(model);
    if (why) {
      decisions.refuse(why);
      return true;
    }
    const { proposalId, revision } = item;
    const attention = on.attention(proposalId);
    const look: FirstLook = { action, attention, ...(reason ? { reason } : {}) };
    const keep = () => ask('first.look', { proposalId, revision, look });
    // Shown only once it is kept: nobody sees the rest of what they could still look at blind.
    void keep()
      .catch(keep)
      .then(
        ({ look: kept }) => {
          batch(() => {
            put(item, kept ?? look);
            if (model.currentId.value !== proposalId) return;
            model.menu.value = null;
            model.said.value = t('review_noted_here_rest_keep_change');
            on.onReveal();
          });
        },
        () => decisions.refuse(t('review_not_noted_extension_did_not')),
      );
    return true;
  }

  return { recall, take };
}
export type BlindLook = ReturnType<typeof createBlind>;
