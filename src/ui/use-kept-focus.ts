import { useEffect, useRef } from 'preact/hooks';

const TEXT = '[tabindex="-1"]';
const UNDO = 'undo-';
/** What stands in a button's place once it was pressed: `noise` and `undo-noise`. */
const inPlaceOf = (name: string): string =>
  name.startsWith(UNDO) ? name.slice(UNDO.length) : `${UNDO}${name}`;

/**
 * Keeps focus where a piece redraws itself: a button that goes hands it to what stands in its place (by
 * `data-name`), else to the last text of its row, or the first of the whole, that has `tabindex="-1"`. Never to another button: a
 * key that comes a moment late must press nothing.
 */
export function useKeptFocus<T extends HTMLElement>() {
  const box = useRef<T>(null);
  useEffect(() => {
    const root = box.current;
    if (!root) return;
    let had: { button: HTMLElement; row: Element | null } | null = null;
    const came = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) had = { button: target, row: target.closest('li') };
    };
    // Gone elsewhere, or nowhere, by the person: what isn't in the document any more lost it.
    const went = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (had?.button === target && had?.button.isConnected) had = null;
      });
    const redrawn = new MutationObserver(() => {
      if (!had || had.button.isConnected) return;
      const { button, row } = had;
      had = null;
      if (document.activeElement !== document.body) return;
      const place = `[data-name="${inPlaceOf(button.dataset.name ?? '')}"]`;
      const there = row?.isConnected ? row : null;
      const next =
        there?.querySelector<HTMLElement>(place) ??
        [...(there?.querySelectorAll<HTMLElement>(TEXT) ?? [])].at(-1) ??
        root.querySelector<HTMLElement>(TEXT);
      next?.focus();
    });
    root.addEventListener('focusin', came);
    root.addEventListener('focusout', went);
    redrawn.observe(root, { childList: true, subtree: true });
    return () => {
      root.removeEventListener('focusin', came);
      root.removeEventListener('focusout', went);
      redrawn.disconnect();
    };
  }, []);
  return box;
}
