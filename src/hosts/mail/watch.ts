import type { Surface } from '../host.ts';

const QUIET_MS = 150;

/**
 * Calls back when what `read` gives may have changed, a moment after the last change. It observes
 * the compose's root, so a re-created body needs no new observer; used for bound composes only.
 */
export function watch(surface: Surface, onChange: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  };
  const observer = new MutationObserver(later);
  observer.observe(surface.root, {
    ...{ childList: true, subtree: true, characterData: true, attributes: true },
    attributeFilter: ['value', 'href', 'src', 'title', 'data-hovercard-id', 'data-size'],
  });
  surface.root.addEventListener('input', later, { signal, passive: true });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    observer.disconnect();
  });
}
