import type { Surface, SurfaceChange } from '../host.ts';
import { type ComposeSurface, nextId } from './surfaces.ts';

/** Our own nodes carry this attribute; what happens to them is no news. */
export const OWN = 'data-countersign';
/** While the page is busy, one scan in so many milliseconds at the most. */
const SCAN_EVERY_MS = 200;

/** What a host finds on its page when it is looked over. */
export type Scan = {
  /** roots of the composes that have a body now */
  composes(): Iterable<HTMLElement>;
  surfaceOf(root: HTMLElement): ComposeSurface;
  marks(kind: 'row' | 'thread'): Iterable<HTMLElement>;
  /** the node of a row or thread that holds its ids */
  idNode(root: HTMLElement): HTMLElement | null;
  /** these ids in one text */
  keyOf(ids: HTMLElement): string;
};

/*
 *            elements came or went       frame, or 200 ms after the last scan; deaf until then
 *   quiet ───────────────────────▶ scheduled ─────────────────────────────────────▶ scan ─▶ quiet
 *
 * One observer for the whole document, child lists only. Nothing runs while nothing is added or
 * removed, and between scheduling and scanning a mutation costs nothing.
 */
export function observe(
  host: Scan,
  onChange: (change: SurfaceChange) => void,
  signal: AbortSignal,
): void {
  const composes = new Map<HTMLElement, { surface: ComposeSurface; look: string }>();
  const marked = new Map<HTMLElement, { surface: Surface; ids: HTMLElement; key: string }>();
  let scheduled = false;
  let lastScan = -SCAN_EVERY_MS;

  const scan = () => {
    scheduled = false;
    if (signal.aborted) return;
    listen();
    lastScan = performance.now();
    scanComposes();
    scanMarked();
  };

  function scanComposes(): void {
    for (const root of host.composes()) {
      const surface = host.surfaceOf(root);
      const look = `${surface.mode} ${surface.minimized}`;
      const before = composes.get(root);
      composes.set(root, { surface, look });
      // Some pages write the next draft into the nodes of the last.
      const isNew = before?.surface !== surface;
      if (before && isNew) onChange({ type: 'removed', surface: before.surface });
      if (isNew) onChange({ type: 'added', surface });
      else if (before.look !== look) onChange({ type: 'changed', surface });
    }
    for (const [root, { surface }] of composes) {
      // A body may be missing for a moment while the page makes a new one: only the root counts.
      if (root.isConnected) continue;
      composes.delete(root);
      onChange({ type: 'removed', surface });
    }
  }

  function scanMarked(): void {
    const seen = new Set<HTMLElement>();
    for (const kind of ['row', 'thread'] as const) {
      for (const root of host.marks(kind)) {
        const ids = host.idNode(root);
        if (!ids) continue;
        seen.add(root);
        const key = host.keyOf(ids);
        const before = marked.get(root);
        if (before && before.ids === ids && before.key === key) continue;
        const surface = before?.surface ?? { kind, id: nextId(kind), root };
        marked.set(root, { surface, ids, key });
        onChange({ type: before ? 'changed' : 'added', surface });
      }
    }
    for (const [root, { surface }] of marked) {
      if (seen.has(root)) continue;
      marked.delete(root);
      onChange({ type: 'removed', surface });
    }
  }

  // Between scheduling and scanning nothing is listened to: the scan looks at the whole page anyway,
  // and being told of each mutation cost more than the scan (B2: a storm's own time and 4 %).
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    observer.disconnect();
    const wait = lastScan + SCAN_EVERY_MS - performance.now();
    if (wait > 0 || document.hidden) setTimeout(scan, wait);
    else requestAnimationFrame(scan);
  };
  const observer = new MutationObserver((records) => {
    if (records.some(isNews)) schedule();
  });
  const listen = () => observer.observe(document, { childList: true, subtree: true });
  listen();
  signal.addEventListener('abort', () => observer.disconnect());
  const options = { signal, passive: true };
  for (const type of ['focus', 'hashchange', 'popstate', 'pageshow'])
    window.addEventListener(type, schedule, options);
  for (const type of ['visibilitychange', 'prerenderingchange', 'DOMContentLoaded'])
    document.addEventListener(type, schedule, options);
  schedule();
}

const isOther = (node: Node): boolean => node instanceof Element && !node.hasAttribute(OWN);

function isNews({ addedNodes, removedNodes }: MutationRecord): boolean {
  for (const node of addedNodes) if (isOther(node)) return true;
  for (const node of removedNodes) if (isOther(node)) return true;
  return false;
}
