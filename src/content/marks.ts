import type { Host, Surface } from '../hosts/host.ts';
import type { IndexEntry } from '../messages/shared.ts';
import { text } from '../platform/content-runtime.ts';
import { chipOf, edgeChip } from './chip.ts';
import type { Index } from './index.ts';
import { OWN } from './own-nodes.ts';

/**
 * The small marks that a draft waits: on rows and threads, and one at the page's edge for what has
 * no row here. Put again when the page rewrites a row; gone when nothing waits.
 */
export function createMarks(input: {
  host: Host;
  index: Index;
  open: (entry: IndexEntry) => void;
  /** shows what has left; `guess`: the thread where it seems to be */
  openSent: (entry: IndexEntry, guess: Surface | null) => void;
  signal: AbortSignal;
}) {
  const { host, index, open, openSent } = input;
  input.signal.addEventListener('abort', () => {
    for (const node of document.querySelectorAll(`[${OWN}]`)) node.remove();
  });
  const surfaces = new Map<HTMLElement, Surface>();
  /** by surface root, or a mail's; the item's id stays here, where the page can't read it */
  const chipOn = new WeakMap<HTMLElement, { chip: HTMLElement; key: string }>();
  let edgeMark: HTMLElement | null = null;

  function added(surface: Surface): void {
    surfaces.set(surface.root, surface);
    markOne(surface);
  }

  function removed(surface: Surface): void {
    surfaces.delete(surface.root);
    chipOn.get(surface.root)?.chip.remove();
    chipOn.delete(surface.root);
  }

  /** The index changed. */
  function renew(busy: boolean): void {
    for (const surface of surfaces.values()) markOne(surface);
    edge(busy);
  }

  /** The mark at the edge: only while no panel stands there already. */
  function edge(busy: boolean): void {
    const waiting = index.entries.filter(({ state }) => state === 'pending');
    const [first] = waiting;
    if (!first || busy) {
      edgeMark?.remove();
      edgeMark = null;
      return;
    }
    const words = text('marksWaiting', '');
    // The index of a long queue is cut, see the store's entriesOf.
    const label = `${waiting.length > 999 ? '999+' : waiting.length} ${words}`;
    note(label, () => open(index.get(first.proposalId) ?? first));
  }

  /** A sentence at the edge, until it is pressed or the index changes. */
  function note(sentence: string, press = () => edge(false)): void {
    edgeMark?.remove();
    edgeMark = edgeChip(sentence, press);
  }

  function markOne(surface: Surface): void {
    const { root, kind } = surface;
    // With nothing to review a row costs nothing, however often the page draws it anew (B2).
    const ids = index.entries.length > 0 ? host.identify(surface) : {};
    const entry = index.waitingOn(ids);
    const mails = kind === 'thread' ? host.mails?.(surface) : undefined;
    let some = entry !== null;
    for (const { root: mail, draftId } of mails?.sent ?? []) {
      const left = index.sentFrom(draftId);
      some ||= left !== null;
      put(mail, mail, left, (now) => openSent(now, null));
    }
    const match = mails && !some ? index.sentOn(ids.threadId, mails) : null;
    const guess = match?.matched === 'text' ? surface : null;
    if (match) put(root, host.anchor(surface), match.entry, (now) => openSent(now, guess));
    else put(root, host.anchor(surface), entry, open);
  }

  /** One mark on a node, or none. */
  function put(
    root: HTMLElement,
    anchor: HTMLElement | null,
    entry: IndexEntry | null,
    press: (now: IndexEntry) => void,
  ): void {
    const old = chipOn.get(root);
    if (!entry) {
      old?.chip.remove();
      chipOn.delete(root);
      return;
    }
    const { proposalId, state } = entry;
    const key = `${proposalId} ${state}`;
    if (!anchor || (old?.chip.parentElement === anchor && old.key === key)) return;
    old?.chip.remove();
    const chip = chipOf(state === 'executed' ? text('markSent', '') : text('markWaits', ''), () => {
      const now = index.get(proposalId);
      if (now) press(now);
    });
    anchor.append(chip);
    chipOn.set(root, { chip, key });
  }

  return { added, removed, renew, edge, note };
}
export type Marks = ReturnType<typeof createMarks>;
