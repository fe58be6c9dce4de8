import type { Host } from '../host.ts';
import { isDarkFrom } from '../look.ts';
import { type Marked, observe } from '../mail/observe.ts';
import { place } from '../mail/place.ts';
import { rangesIn } from '../mail/ranges.ts';
import { watch } from '../mail/watch.ts';
import { write } from '../mail/write.ts';
import { roots, surfaceOf } from './composes.ts';
import { fire, outcome } from './fire.ts';
import { discardAttempt, sendAttempt } from './guard-paths.ts';
import { account, identify, idNode } from './identity.ts';
import { discard, open } from './open.ts';
import { authoredText, bodyOf, read } from './read.ts';
import { find, findAll, health } from './select.ts';
import { TAIL } from './selectors.ts';

/** Gmail, as docs and captures show it; see selectors.ts for what is known of each anchor. */
export const gmail: Host = {
  name: 'gmail',
  label: 'Gmail',
  matches: ({ hostname, pathname }) =>
    hostname === 'mail.google.com' && pathname.startsWith('/mail/'),
  observe: (onChange, signal) => observe({ composes: roots, surfaceOf, marked }, onChange, signal),
  identify,
  surfaceOf,
  account,
  read,
  write: (surface, change) =>
    write(
      { read, body: bodyOf, subject: (root) => find(root, 'compose.subject'), tailAt: TAIL },
      surface,
      change,
    ),
  watch,
  keys: /^( |d|enter|numpadenter)$/i,
  sendAttempt,
  fire,
  outcome,
  discardAttempt,
  discard: ({ root }) => discard(root),
  focus: ({ root }) => bodyOf(root)?.focus(),
  anchor: ({ root }) => idNode(root)?.parentElement ?? null,
  open,
  ranges: ({ root }, marks) => rangesIn(authoredText(root)?.spots ?? [], marks),
  place: (surface, size) => place(roots(), surface, size),
  isDark: (surface) => isDarkFrom(surface?.root ?? document.body),
  health,
};

const marked = (): Marked[] =>
  (['row', 'thread'] as const).flatMap((kind) =>
    findAll(document, kind).flatMap((root) => {
      const ids = idNode(root);
      if (!ids) return [];
      const key = `${ids.getAttribute('data-legacy-thread-id')} ${ids.getAttribute('data-standalone-draft-id')}`;
      return [{ kind, root, ids, key }];
    }),
  );
