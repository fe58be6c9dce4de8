import type { ComponentChildren } from 'preact';

/** What may be wider than its page (a table), scrolled by itself and by keys. `label` names it. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a group; a region each would crowd the landmarks
    <div class="wide" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
