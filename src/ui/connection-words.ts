import type { BannerTone } from './Banner.tsx';

/** How the extension stands to its gate, in words and by role; names are those of `messages/`. */
export const CONNECTION_WORDS: Record<
  'unpaired' | 'connecting' | 'live' | 'polling' | 'offline' | 'revoked',
  { word: string; role: Exclude<BannerTone, 'info'>; means: string }
> = {
  unpaired: {
    word: 'Not paired',
    role: 'warn',
    means: 'Pair this device with your gate to see what waits for you.',
  },
  connecting: { word: 'Connecting…', role: 'warn', means: 'The gate has not answered yet.' },
  live: { word: 'Connected', role: 'good', means: 'Changes arrive as they happen.' },
  polling: { word: 'Connected', role: 'good', means: 'Changes arrive every half minute.' },
  offline: {
    word: 'Offline',
    role: 'warn',
    means: 'The gate cannot be reached. Decisions are kept here and leave when it answers.',
  },
  revoked: {
    word: 'Signed out by the gate',
    role: 'bad',
    means: 'This device may no longer decide. Pair it again with a new code.',
  },
};
