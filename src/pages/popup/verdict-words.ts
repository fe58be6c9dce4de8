import type { GivenVerdict } from '../../messages/oversight.ts';
import { t } from '../../words/t.ts';

/** What becomes of a verdict, `left` seconds before it leaves. Of one that was refused, the gate's sentence isn't in it. */
export function verdictWords(given: GivenVerdict, left: number): string {
  const noise = given.verdict === 'noise';
  if (given.refused) {
    const verdict = t(noise ? 'popup_noise' : 'popup_actionable');
    return t(given.refused.closed ? 'popup_verdict_late' : 'popup_verdict_refused', { verdict });
  }
  if (given.away) return t(noise ? 'popup_noise_when_back' : 'popup_actionable_when_back');
  if (left > 0) return t(noise ? 'popup_noise_in' : 'popup_actionable_in', { left });
  return t(noise ? 'popup_noise_leaves' : 'popup_actionable_leaves');
}
