import type { Surface } from '../host.ts';

const GAP = 8;
const TOP = 8;

type Box = { left: number; top: number; right: number; bottom: number };
type Size = { width: number; height: number };

/**
 * The free rectangle beside a surface, never over a compose, its own or another open one: left or
 * right of it, whichever has the room (left first for a floating one, which hangs at the right); else
 * above it. What doesn't fit is cut to what is free; where nothing is, inside it. Empty
 * means: the compose is minimised.
 */
export function place(
  composes: () => Iterable<HTMLElement>,
  surface: Surface | null,
  size: Size,
): DOMRectReadOnly {
  const width = document.documentElement.clientWidth;
  const view: Box = { left: GAP, top: TOP, right: width - GAP, bottom: window.innerHeight - GAP };
  const around = surface?.root.closest('[role=dialog]') ?? surface?.root;
  // Without one: beside a line at the page's right edge.
  const box = around?.getBoundingClientRect() ?? new DOMRect(width, TOP, 1, window.innerHeight / 2);
  if (box.width === 0 || box.height === 0 || (surface && !isOpen(surface.root))) {
    return new DOMRectReadOnly();
  }
  const others = otherComposes(composes, around);
  const from = Math.min(box.left, ...others.map(({ left }) => left));
  const to = Math.max(
    box.right,
    ...others.filter(({ left }) => left > box.left).map(({ right }) => right),
  );
  const sides: Box[] = [
    { ...view, right: from - GAP },
    { ...view, left: to + GAP },
  ];
  const mode = surface?.kind === 'compose' ? surface.mode : surface?.kind;
  // Beside an inline reply, the right margin hides less of the mail than the list at the left.
  if (mode && mode !== 'floating') sides.reverse();
  const above = { ...view, bottom: box.top - GAP };
  const roomiest = [...sides, above].sort((one, other) => area(other, size) - area(one, size))[0];
  const free = sides.find((side) => side.right - side.left >= size.width) ?? roomiest ?? above;
  if (area(free, size) === 0) {
    // No room at all (a window of its own): in its upper right, off the row with Send.
    const own = cut({ ...view, bottom: window.innerHeight - FOOT }, size);
    return new DOMRectReadOnly(view.right - own.width, TOP, own.width, own.height);
  }
  const own = cut(free, size);
  const left =
    free.right <= box.left
      ? free.right - own.width
      : Math.max(free.left, Math.min(box.right + GAP, free.right - own.width));
  const bottom =
    free === above ? free.bottom : Math.min(free.bottom, Math.max(box.bottom, TOP + own.height));
  return new DOMRectReadOnly(left, Math.max(free.top, bottom - own.height), own.width, own.height);
}

/** Height of the row with Send at the foot of a compose that fills its window. */
const FOOT = 96;

/** As much of a size as a box has room for. */
const cut = (box: Box, size: Size): Size => ({
  width: Math.max(0, Math.min(size.width, box.right - box.left)),
  height: Math.max(0, Math.min(size.height, box.bottom - box.top)),
});
const area = (box: Box, size: Size): number => {
  const { width, height } = cut(box, size);
  return width * height;
};

const isOpen = (root: HTMLElement): boolean => root.getClientRects().length > 0;

/** Floating composes stand side by side: a panel over the next one would keep the person out of it. */
function otherComposes(composes: () => Iterable<HTMLElement>, own: Element | undefined): DOMRect[] {
  if (own?.getAttribute('role') !== 'dialog') return [];
  return [...composes()].flatMap((root) => {
    const dialog = root.closest('[role=dialog]');
    return dialog && dialog !== own && isOpen(root) ? [dialog.getBoundingClientRect()] : [];
  });
}
