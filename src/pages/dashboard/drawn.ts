import * as Plot from '@observablehq/plot';

/*
 * Drawings. No colour says anything alone: the second line of a picture is dashed with square points, and
 * lines are named at their ends. Colours are the page's own, so that a theme changes them.
 */

/**
 * The drawing as one element that reads as a picture with this name. The library's own style element is
 * taken out before it comes into the page, where the extension's policy would refuse it; dashboard.css
 * says the same.
 */
export function drawn(label: string, options: Plot.PlotOptions): Element {
  const made = Plot.plot({ ...options, className: 'plot', style: { background: 'transparent' } });
  for (const style of made.querySelectorAll('style')) style.remove();
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', label);
  for (const part of made.querySelectorAll('[aria-label], [aria-description]')) {
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-description');
  }
  return made;
}

/** How strong an interval, a bar or a band's edge is drawn, so that it stands 3 : 1 off the page (WCAG 1.4.11). */
export const CLEAR = 0.72;

/** How many small pictures stand beside each other. */
export const columnsOf = (width: number, panels: number): number =>
  Math.max(1, Math.min(panels, Math.floor(width / 260)));

/** Which column and row each of them has. */
export const placed =
  (groups: readonly string[], columns: number) =>
  (group: string): { fx: number; fy: number } => {
    const nth = groups.indexOf(group);
    return { fx: nth % columns, fy: Math.floor(nth / columns) };
  };

/** A name above a small picture, in bold. */
export const facetName = (width: number) =>
  ({
    text: 'group',
    frameAnchor: 'top-left',
    textAnchor: 'start',
    fontSize: 12,
    fontWeight: 600,
    textOverflow: 'ellipsis',
    lineWidth: Math.max(8, width / 13),
  }) as const;
