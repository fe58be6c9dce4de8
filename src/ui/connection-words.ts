import type { PlainKey } from '../words/catalogue.ts';
import type { BannerTone } from './Banner.tsx';

/** How the extension stands to its gate, in words and by role; names are those of `messages/`. */
export const CONNECTION_WORDS: Record<
  'unpaired' | 'connecting' | 'live' | 'polling' | 'offline' | 'revoked',
  { word: PlainKey; role: Exclude<BannerTone, 'info'>; means: PlainKey }
> = {
  unpaired: {
    word: 'ui_not_paired',
    role: 'warn',
    means: 'ui_pair_device_your_gate_see',
  },
  connecting: { word: 'ui_connecting', role: 'warn', means: 'ui_gate_has_not_answered_yet' },
  live: { word: 'ui_connected', role: 'good', means: 'ui_changes_arrive_they_happen' },
  polling: { word: 'ui_connected', role: 'good', means: 'ui_changes_arrive_every_half_minute' },
  offline: {
    word: 'ui_offline',
    role: 'warn',
    means: 'ui_gate_cannot_reached_decisions_kept',
  },
  revoked: {
    word: 'ui_signed_out_gate',
    role: 'bad',
    means: 'ui_device_may_no_longer_decide',
  },
};
