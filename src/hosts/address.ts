/** The Navigation API, of which TypeScript's library of this version has no types. */
type WithNavigation = { navigation?: EventTarget };

/**
 * Calls back whenever the page's address may have changed, which it may not have. `currententrychange`
 * comes for every kind of change by the page, also here in the isolated world (measured, Chromium 156);
 * the others are a backstop. No timer, no patched history.
 */
export function watchAddress(onMaybe: () => void, signal: AbortSignal): void {
  const { navigation } = globalThis as WithNavigation;
  navigation?.addEventListener('currententrychange', onMaybe, { signal });
  for (const type of ['popstate', 'hashchange', 'focus', 'pageshow']) {
    window.addEventListener(type, onMaybe, { signal });
  }
  document.addEventListener('visibilitychange', onMaybe, { signal });
}

/** Calls back some time after nodes came or went: once in a while however much a page redraws. */
export function watchNodes(onChange: () => void, everyMs: number, signal: AbortSignal): void {
  let waiting = false;
  const observer = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (!signal.aborted) onChange();
    }, everyMs);
  });
  // The document itself: a page may replace its body, and even its root stays ours to see.
  observer.observe(document, { childList: true, subtree: true });
  signal.addEventListener('abort', () => observer.disconnect());
}
