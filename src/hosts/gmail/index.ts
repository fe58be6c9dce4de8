import type { Host } from '../host.ts';
import { surfaceOf } from './composes.ts';
import { fire, outcome } from './fire.ts';
import { discardAttempt, sendAttempt } from './guard-paths.ts';
import { account, identify, idNode } from './identity.ts';
import { observe } from './observe.ts';
import { discard, open } from './open.ts';
import { isDark, place } from './place.ts';
import { ranges } from './ranges.ts';
import { bodyOf, read } from './read.ts';
import { health } from './select.ts';
import { watch } from './watch.ts';
import { write } from './write.ts';

/** Gmail, as docs and captures show it; see selectors.ts for what is known of each anchor. */
export const gmail: Host = {
  name: 'gmail',
  matches: ({ hostname, pathname }) =>
    hostname === 'mail.google.com' && pathname.startsWith('/mail/'),
  observe,
  identify,
  surfaceOf,
  account,
  read,
  write,
  watch,
  sendAttempt,
  fire,
  outcome,
  discardAttempt,
  discard: ({ root }) => discard(root),
  focus: ({ root }) => bodyOf(root)?.focus(),
  anchor: ({ root }) => idNode(root)?.parentElement ?? null,
  open,
  ranges,
  place,
  isDark,
  health,
};
