const GAP = 8;
/** Below the header that such pages have: their search and account menus stay free. */
const HEADER = 64;

/**
 * The rectangle at the page's right edge, as much of a size as there is room for, off the bars that run
 * along the window's top or bottom there.
 */
export function freeEdge(
  size: { width: number; height: number },
  bars: readonly DOMRectReadOnly[],
): DOMRectReadOnly {
  const { clientWidth } = document.documentElement;
  const width = Math.max(0, Math.min(size.width, clientWidth - 2 * GAP));
  const left = clientWidth - GAP - width;
  const here = bars.filter((bar) => bar.right > left);
  const middle = innerHeight / 2;
  const top = Math.max(
    Math.min(HEADER, innerHeight / 8),
    ...here.filter(({ bottom }) => bottom <= middle).map(({ bottom }) => bottom + GAP),
  );
  const bottom = Math.min(
    innerHeight - GAP,
    ...here.filter((bar) => bar.top >= middle).map((bar) => bar.top - GAP),
  );
  return new DOMRectReadOnly(left, top, width, Math.max(0, Math.min(size.height, bottom - top)));
}
