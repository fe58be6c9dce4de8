import type { SendAttempt } from '../host.ts';
import { onlyShown, rootAround, roots } from './composes.ts';
import { find, findAll, matchesAny } from './select.ts';

/** Whose send menu was opened last, in case the page draws its arrow anew, closed, while the menu is open. */
let opened: HTMLElement | null = null;

/**
 * Which send an event would start (DELIVERY §4), from the event and what opened the menu it is in. There
 * is no send-and-archive here. The send menu hangs outside its compose and nothing tells its entries
 * apart but words in the page's language, so each counts as the worst of them, schedule send.
 */
export function sendAttempt(event: Event): SendAttempt | null {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return null;
  if (!target.closest('[role=menu]')) {
    const button = target.closest('button, [role=button]');
    const opens = button && (matchesAny(button, 'send.arrow') || matchesAny(button, 'send.button'));
    opened = opens ? rootAround(button) : null;
  }
  if (event instanceof KeyboardEvent) return byKey(event, target);
  return inMenu(target) ?? onButton(target, 'click');
}

function byKey(event: KeyboardEvent, target: Element): SendAttempt | null {
  const { key, code, ctrlKey, metaKey, altKey } = event;
  const enter = key === 'Enter' || code === 'NumpadEnter';
  const command = ctrlKey || metaKey;
  if ((enter && command) || (code === 'KeyS' && altKey && !command)) {
    // Such keys are the whole page's: with the focus elsewhere, the compose on screen is meant.
    const root = rootAround(target) ?? onlyShown();
    return root && { root, path: 'shortcut', button: find(root, 'send.button') };
  }
  if (!enter && key !== ' ') return null;
  return inMenu(target) ?? onButton(target, 'key');
}

function onButton(target: Element, path: 'click' | 'key'): SendAttempt | null {
  const button = target.closest<HTMLElement>('button, [role=button]');
  if (!button || matchesAny(button, 'send.arrow') || !matchesAny(button, 'send.button'))
    return null;
  const root = rootAround(button);
  return root && { root, path, button };
}

function inMenu(target: Element): SendAttempt | null {
  const item = target.closest<HTMLElement>('[role=menu] [role^=menuitem]') ?? null;
  const menu = item ?? target.closest<HTMLElement>('[role=menu]');
  const root = menu && composeOfMenu();
  return root ? { root, path: 'schedule', button: menu } : null;
}

/** The compose whose send menu is open. */
const composeOfMenu = (): HTMLElement | null =>
  [...roots()].find((root) =>
    findAll(root, 'send.arrow').some((arrow) => arrow.getAttribute('aria-expanded') === 'true'),
  ) ?? (opened?.isConnected ? opened : null);

/** Discard by its button, or by Enter or Space on it. */
export function discardAttempt(event: Event): HTMLElement | null {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return null;
  if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return null;
  const button = target.closest('button');
  return button && matchesAny(button, 'discard') ? rootAround(button) : null;
}
