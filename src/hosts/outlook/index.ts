import { watchAddress, watchNodes } from '../address.ts';
import type { Host, SurfaceChange } from '../host.ts';
import { isDarkFrom } from '../look.ts';
import { observe } from '../mail/observe.ts';
import { place } from '../mail/place.ts';
import { rangesIn } from '../mail/ranges.ts';
import { watch } from '../mail/watch.ts';
import { write } from '../mail/write.ts';
import { roots, surfaceOf } from './composes.ts';
import { noteAddress } from './drafts.ts';
import { fire, outcome } from './fire.ts';
import { discardAttempt, sendAttempt } from './guard-paths.ts';
import { account, identify } from './identity.ts';
import { discard, open } from './open.ts';
import { bodyOf, read, spotsIn, subjectOf } from './read.ts';
import { findAll, health } from './select.ts';
import { TAIL } from './selectors.ts';

/** Dialogs come and go; that is noticed a moment later. */
const LOOK_MS = 100;

const SCAN = {
  ...{ composes: roots, surfaceOf },
  marks: (kind: 'row' | 'thread') => findAll(document, kind),
  idNode: (root: HTMLElement) => root,
  keyOf: (ids: HTMLElement) => ids.dataset.convid ?? location.pathname,
};

/** Outlook on the web, as public code knows it; see selectors.ts for how sure each anchor is. */
export const outlook: Host = {
  name: 'outlook',
  label: 'Outlook',
  matches: ({ hostname, pathname }) =>
    /^outlook\.(office\.com|office365\.com|live\.com|cloud\.microsoft)$/.test(hostname) &&
    /^\/(mail|owa)(\/|$)/.test(pathname),
  observe(onChange, signal) {
    observe(SCAN, onChange, signal);
    // A compose may have come a moment before the address that says which draft it is.
    watchAddress(() => noteAddress() && sayAll('added', onChange), signal);
    let blocked = false;
    const look = () => {
      if (isBlocked() === blocked) return;
      blocked = !blocked;
      sayAll('changed', onChange);
    };
    watchNodes(look, LOOK_MS, signal);
  },
  identify,
  surfaceOf,
  account,
  read,
  write: write.bind(null, { read, bodyOf, subjectOf, tailAt: TAIL }),
  watch,
  keys: /^( |enter|numpadenter|keys|arrowdown)$/i,
  sendAttempt,
  fire,
  outcome,
  discardAttempt,
  discard,
  focus: ({ root }) => bodyOf(root)?.focus(),
  anchor: ({ root }) => root,
  open,
  ranges: ({ root }, marks) => rangesIn(spotsIn(root), marks),
  place: place.bind(null, roots),
  isBlocked,
  isDark: (surface) => isDarkFrom(surface?.root ?? document.body),
  health,
};

/** Says of all composes that something about them is other than it was. */
function sayAll(type: SurfaceChange['type'], onChange: (change: SurfaceChange) => void): void {
  for (const root of roots()) onChange({ type, surface: surfaceOf(root) });
}

/** Dialogs are divisions of the page here, which nothing else tells from others. */
function isBlocked(): boolean {
  return findAll(document, 'dialog').some((one) => one.getClientRects().length > 0);
}
