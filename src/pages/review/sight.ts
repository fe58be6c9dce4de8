import type { AttentionMeter } from '../../core/attention/meter.ts';

/** Visibility, focus and input, for the attention's clock. Keys come by `keyboard.ts`. */
export function watchSight(meter: AttentionMeter, signal: AbortSignal): void {
  const look = () =>
    meter.sight(
      { visible: document.visibilityState === 'visible', focused: document.hasFocus() },
      performance.now(),
    );
  const input = (event: Event) => {
    if (event.isTrusted) meter.input(performance.now());
  };
  document.addEventListener('visibilitychange', look, { signal });
  window.addEventListener('focus', look, { signal });
  window.addEventListener('blur', look, { signal });
  // No movement of the pointer, and no scrolling: scripts scroll too, and their events are trusted.
  for (const type of ['pointerdown', 'wheel', 'touchmove']) {
    window.addEventListener(type, input, { signal, capture: true, passive: true });
  }
  look();
}
