import type { Host } from '../host.ts';
import { isDarkFrom } from '../look.ts';
import { observe } from '../mail/observe.ts';
import { place } from '../mail/place.ts';
import { rangesIn } from '../mail/ranges.ts';
import { watch } from '../mail/watch.ts';
import { write } from '../mail/write.ts';
import { roots, surfaceOf } from './composes.ts';
import { fire, outcome } from './fire.ts';
import { discardAttempt, sendAttempt } from './guard-paths.ts';
import { account, identify, idNode, mails, messagesOf } from './identity.ts';
import { discard, open } from './open.ts';
import { authoredText, bodyOf, read, subjectOf } from './read.ts';
import { findAll, health } from './select.ts';
import { TAIL } from './selectors.ts';

/** Gmail, as docs and captures show it; see selectors.ts for what is known of each anchor. */
export const gmail: Host = {
  name: 'gmail',
  label: 'Gmail',
  matches: ({ hostname, pathname }) =>
    hostname === 'mail.google.com' && pathname.startsWith('/mail/'),
  observe: observe.bind(null, {
    ...{ composes: roots, surfaceOf, idNode },
    marks: (kind) => findAll(document, kind),
    // Of a thread, with how many of its messages are open: one that opens says more.
    keyOf: (ids) =>
      `${ids.dataset.legacyThreadId} ${ids.dataset.standaloneDraftId ?? (ids.tagName === 'H2' ? messagesOf(ids).length : '')}`,
  }),
  identify,
  surfaceOf,
  account,
  read,
  write: write.bind(null, { read, bodyOf, subjectOf, tailAt: TAIL }),
  watch,
  keys: /^( |d|enter|numpadenter)$/i,
  sendAttempt,
  fire,
  outcome,
  discardAttempt,
  discard,
  focus: ({ root }) => bodyOf(root)?.focus(),
  anchor: ({ root }) => idNode(root)?.parentElement ?? null,
  mails,
  open,
  ranges: ({ root }, marks) => rangesIn(authoredText(root)?.spots ?? [], marks),
  place: place.bind(null, roots),
  isDark: (surface) => isDarkFrom(surface?.root ?? document.body),
  health,
};
