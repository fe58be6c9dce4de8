import type { SendAttempt } from '../host.ts';
import { rootAround, roots } from './composes.ts';
import { anyOf, find, findAll, matchesAny } from './select.ts';

/**
 * Which send an event would start (DELIVERY §4, paths 1 to 6), from the event alone. Buttons are
 * resolved now, by where they stand, and by every variant at once: stopping too much on a bound
 * compose is a nuisance, stopping too little is a mail gone.
 */
export function sendAttempt(event: Event): SendAttempt | null {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return null;
  if (event instanceof KeyboardEvent) return byKey(event, target);
  return byPointer(target);
}

function byPointer(target: Element): SendAttempt | null {
  const item = target.closest<HTMLElement>('[role=menuitem], [selector=scheduledSend]');
  if (item) return inMenu(item);
  const button = target.closest<HTMLElement>('[role=button], button');
  return button && onButton(button, 'click');
}

function byKey(event: KeyboardEvent, target: Element): SendAttempt | null {
  const enter = event.key === 'Enter' || event.code === 'NumpadEnter';
  if (!enter && event.key !== ' ') return null;
  if (enter && (event.ctrlKey || event.metaKey)) {
    const root = rootAround(target);
    if (!root) return null;
    const archive = event.shiftKey ? find(root, 'send.archive', false) : null;
    return { root, path: 'shortcut', button: archive ?? find(root, 'send.button') };
  }
  const menu = target.closest<HTMLElement>(anyOf('send.menu'));
  if (menu) return inMenu(chosenItem(menu, target));
  const button = target.closest<HTMLElement>('[role=button], button');
  return button && onButton(button, 'key');
}

function onButton(button: HTMLElement, path: 'click' | 'key'): SendAttempt | null {
  const archive = matchesAny(button, 'send.archive');
  if (matchesAny(button, 'send.arrow')) return null;
  if (!archive && !matchesAny(button, 'send.button')) return null;
  const root = rootAround(button);
  return root && { root, path: archive ? 'send-and-archive' : path, button };
}

/** Gmail's menus keep the focus and say which item is meant; if this one doesn't, the worst is meant. */
function chosenItem(menu: HTMLElement, target: Element): HTMLElement {
  const active = menu.getAttribute('aria-activedescendant');
  const item = (active && document.getElementById(active)) || target.closest('[role=menuitem]');
  if (item instanceof HTMLElement && menu.contains(item)) return item;
  return find(menu, 'send.schedule') ?? menu;
}

function inMenu(item: HTMLElement): SendAttempt | null {
  const menu = item.closest(anyOf('send.menu'));
  if (!menu) return null;
  const root = rootAround(menu) ?? openComposeOf();
  if (!root) return null;
  const schedule = item.closest(anyOf('send.schedule')) !== null;
  return { root, path: schedule ? 'schedule' : 'menu', button: item };
}

/** Where the menu hangs outside its compose: the compose whose arrow is open, or the only one. */
function openComposeOf(): HTMLElement | null {
  const all = [...roots()];
  const open = all.find((root) =>
    findAll(root, 'send.arrow').some((arrow) => arrow.getAttribute('aria-expanded') === 'true'),
  );
  return open ?? (all.length === 1 ? (all[0] ?? null) : null);
}

/** Discard by its button, by Enter or Space on it, or by Ctrl/Cmd+Shift+D. */
export function discardAttempt(event: Event): HTMLElement | null {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return null;
  if (event instanceof KeyboardEvent) {
    const { key, ctrlKey, metaKey, shiftKey } = event;
    if (key.toLowerCase() === 'd' && shiftKey && (ctrlKey || metaKey)) return rootAround(target);
    if (key !== 'Enter' && key !== ' ') return null;
  }
  const button = target.closest('[role=button]');
  return button && matchesAny(button, 'discard') ? rootAround(button) : null;
}
