import type { Surface } from '../host.ts';
import { rootAround } from './composes.ts';
import { findAll } from './select.ts';

const GAP = 8;
/** Gmail's header, which a panel should leave alone where it can. */
const TOP = 8;

type Box = { left: number; top: number; right: number; bottom: number };

/**
 * The free rectangle beside a surface, never over a compose, its own or another open one: left or
 * right of it, whichever has the room (left first for a floating one, which hangs at the right); else
 * above it. What doesn't fit is cut to what is free; where nothing is, see {@link inside}. Empty
 * means: the compose is minimised.
 */
export function place(
  surface: Surface | null,
  size: { width: number; height: number },
): DOMRectReadOnly {
  const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const around = surface?.root.closest('[role=dialog]') ?? surface?.root;
  // Without one: beside a line at the page's right edge.
  const box = around?.getBoundingClientRect() ?? new DOMRect(view.width, TOP, 1, view.height / 2);
  if (box.width === 0 || box.height === 0 || (surface && !isOpen(surface.root))) {
    return new DOMRectReadOnly();
  }
  const others = otherComposes(around);
  const from = Math.min(box.left, ...others.map(({ left }) => left));
  const to = Math.max(
    box.right,
    ...others.filter(({ left }) => left > box.left).map(({ right }) => right),
  );
  const sides: Box[] = [
    { left: GAP, right: from - GAP, top: TOP, bottom: view.height - GAP },
    { left: to + GAP, right: view.width - GAP, top: TOP, bottom: view.height - GAP },
  ];
  const mode = surface?.kind === 'compose' ? surface.mode : surface?.kind;
  // Beside an inline reply, the right margin hides less of the mail than the list at the left.
  if (mode && mode !== 'floating') sides.reverse();
  const fits = sides.find((side) => side.right - side.left >= size.width);
  const above = { left: GAP, right: view.width - GAP, top: TOP, bottom: box.top - GAP };
  const roomiest = [...sides, above].sort((one, other) => area(other, size) - area(one, size))[0];
  const free = fits ?? roomiest ?? above;
  const width = Math.max(0, Math.min(size.width, free.right - free.left));
  const height = Math.max(0, Math.min(size.height, free.bottom - free.top));
  if (width === 0 || height === 0) return inside(view, size);
  const left =
    free.right <= box.left
      ? free.right - width
      : Math.max(free.left, Math.min(box.right + GAP, free.right - width));
  const bottom =
    free === above ? free.bottom : Math.min(free.bottom, Math.max(box.bottom, TOP + height));
  return new DOMRectReadOnly(left, Math.max(free.top, bottom - height), width, height);
}

/** Height of the row with Send at the foot of a compose that fills its window. */
const FOOT = 96;

/** Where a compose leaves no room at all (a window of its own): in its upper right, off the Send row. */
function inside(
  view: { width: number; height: number },
  size: { width: number; height: number },
): DOMRectReadOnly {
  const width = Math.max(0, Math.min(size.width, view.width - 2 * GAP));
  const height = Math.max(0, Math.min(size.height, view.height - TOP - FOOT));
  return new DOMRectReadOnly(view.width - GAP - width, TOP, width, height);
}

const isOpen = (root: HTMLElement): boolean => root.getClientRects().length > 0;

/** Floating composes stand side by side: a panel over the next one would keep the person out of it. */
function otherComposes(own: Element | undefined): DOMRect[] {
  if (own?.getAttribute('role') !== 'dialog') return [];
  return findAll(document, 'compose.body').flatMap((body) => {
    const root = rootAround(body);
    const dialog = root?.closest('[role=dialog]');
    return root && dialog && dialog !== own && isOpen(root) ? [dialog.getBoundingClientRect()] : [];
  });
}

const area = (box: Box, size: { width: number; height: number }): number =>
  Math.max(0, Math.min(size.width, box.right - box.left)) *
  Math.max(0, Math.min(size.height, box.bottom - box.top));

/** Whether what stands beside is dark, by the first opaque background outwards. No attribute says. */
export function isDark(surface: Surface | null): boolean {
  for (let node: Element | null = surface?.root ?? document.body; node; node = node.parentElement) {
    const color = getComputedStyle(node)
      .backgroundColor.match(/[\d.]+/g)
      ?.map(Number);
    if (!color || color[3] === 0) continue;
    const [red = 255, green = 255, blue = 255] = color;
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return false;
}
