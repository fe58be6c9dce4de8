import { hostOf, identify, isListPage } from '../core/hosts/catalogue.ts';
import { recordKey } from '../core/hosts/same-record.ts';
import { watchAddress, watchNodes } from '../hosts/address.ts';
import { recordHostNamed } from '../hosts/registry.ts';
import type { LightHandlers } from '../messages/light.ts';
import type { PanelToContent } from '../messages/panel-and-content.ts';
import type { WorkerToContent } from '../messages/worker-to-content.ts';
import { text } from '../platform/content-runtime.ts';
import { edgeChip } from './chip.ts';
import { createFrame } from './frame.ts';
import { recordLinks } from './record-links.ts';
import { askWorker, hearWorker, tell } from './worker-line.ts';

/** The browser's word on the tab's address may come a little later than the page's own. */
const AGAIN_MS = 40;
const AGAIN_TIMES = 100;
/** Dialogs and links come and go; nobody waits for these to be noticed. */
const NODES_MS = 250;
const LINKS_MS = 1_000;
const HEALTH_MS = 60_000;
/** How long it stands there what became of the last decision, once it can't be taken back any more. */
const LINGER_MS = 4_000;

/**
 * A page of a CRM or sequencer: what waits on its record, in a panel at its edge.
 *
 *   address ─same record─▶ nothing changes
 *      └─another─▶ panel gone, in this task ─▶ ask the worker ─its address is this one─▶ a new panel
 *                                                 └─not yet─▶ ask again
 *
 * A panel is made for one record and let in by the worker for that one: what it shows and decides can
 * be about no other, whatever the address says by then. Only the last decision of this tab can be taken
 * back from the panel of the next page, too; where nothing else waits there, that panel is for that alone.
 */
export function startRecordPage(life: AbortController): void {
  const { signal } = life;
  const system = hostOf(location.href)?.name ?? location.hostname;
  const host = recordHostNamed(system);
  let href = '';
  /** what the address names: a record, a list, or nothing */
  let place: string | null = null;
  let waiting: readonly string[] = [];
  let shown: string | null = null;
  /** a panel was made for this place */
  let framed = false;
  /** the person said that this is not the record that the work means */
  let denied: string | null = null;
  let turn = 0;
  let linked = '';
  let chip: HTMLElement | null = null;
  /** a panel with nothing but an undo in it; the timer asks again when that is over */
  let idle: ReturnType<typeof setTimeout> | null = null;
  let healthAt = -HEALTH_MS;

  const frame = createFrame({
    host: {
      place: (_, size) => host.place(size),
      focus: () => undefined,
      isBlocked: host.isBlocked,
    },
    handlers: panelHandlers(),
    first: () => shown ?? undefined,
    pass: () => askWorker('panel.nonce', {}),
    signal,
  });
  hearWorker(workerHandlers(), signal);
  watchAddress(onAddress, signal);
  watchNodes(() => frame.place(), NODES_MS, signal);
  watchNodes(onLinks, LINKS_MS, signal);
  signal.addEventListener('abort', () => {
    chip?.remove();
    if (idle) clearTimeout(idle);
  });
  onAddress();

  function onAddress(): void {
    if (location.href === href) return;
    href = location.href;
    const now = placeOf(href);
    if (now === null || now !== place) leave();
    place = now;
    if (here() !== denied) denied = null;
    tell(ask());
  }

  /** The record is no longer there: neither is what was shown on it. */
  function leave(): void {
    turn += 1;
    waiting = [];
    shown = null;
    linked = '';
    close();
    mark();
  }

  /** Takes the panel away; what was said in it is over. */
  function close(): void {
    if (idle) clearTimeout(idle);
    idle = null;
    framed = false;
    frame.drop();
  }

  async function ask(): Promise<void> {
    turn += 1;
    const mine = turn;
    const links = isListPage(href) ? recordLinks() : [];
    linked = links.join('\n');
    for (let times = 0; times < AGAIN_TIMES; times += 1) {
      const told = await askWorker('record.opened', { href, links, panel: !framed });
      // Gone on meanwhile: another question is under way.
      if (mine !== turn || signal.aborted) return;
      if (isHere(told.href)) {
        if (told.panel && !framed) {
          framed = true;
          tell(frame.prepare(told.panel));
        }
        take(told.waiting, told.undoUntil);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      if (mine !== turn) return;
    }
  }

  /** What the person can say no to: of a site of their own, that address. */
  function here(): string {
    return place ?? href;
  }

  /** The browser may write the same address a little differently. */
  function isHere(other: string): boolean {
    return other === location.href || (place !== null && placeOf(other) === place);
  }

  function take(now: readonly string[], undoUntil: string | undefined): void {
    waiting = here() === denied ? [] : now;
    const [first] = waiting;
    // What is on screen stays, also when it has just been decided: it says what became of it.
    if (first && shown === null && !isListPage(href)) show(first, false);
    else if (shown === null) offerUndo(undoUntil);
    mark();
    reportHealth();
  }

  /** Nothing stands here, but what was decided on the page before can be taken back until then. */
  function offerUndo(until: string | undefined): void {
    if (until === undefined && idle === null) return;
    if (idle) clearTimeout(idle);
    else tell(frame.show(null, false, (say) => say('idle', { dark: host.isDark() })));
    idle = until
      ? setTimeout(() => tell(ask()), Date.parse(until) - Date.now() + AGAIN_MS)
      : setTimeout(() => {
          if (shown === null) close();
          mark();
        }, LINGER_MS);
  }

  function show(proposalId: string, focus: boolean): void {
    if (idle) clearTimeout(idle);
    idle = null;
    shown = proposalId;
    mark();
    tell(
      frame.show(null, focus, (say) =>
        say('show', { proposalId, matched: 'none', dark: host.isDark(), focus }),
      ),
    );
  }

  /** On a list, how much waits on its records, as the way to it. */
  function mark(): void {
    chip?.remove();
    chip = null;
    const [first] = waiting;
    if (!first || shown !== null || idle !== null) return;
    chip = edgeChip(`${waiting.length} ${text('marksWaiting', '')}`, () => show(first, true));
  }

  function onLinks(): void {
    if (isListPage(href) && location.href === href && recordLinks().join('\n') !== linked) {
      tell(ask());
    }
  }

  function reportHealth(): void {
    if (performance.now() - healthAt < HEALTH_MS || waiting.length === 0) return;
    healthAt = performance.now();
    tell(sayHealth());
  }

  async function sayHealth(): Promise<void> {
    host.title();
    await askWorker('health.report', { host: host.name, capabilities: host.health() });
  }

  function workerHandlers(): LightHandlers<WorkerToContent> {
    return {
      'index.changed': () => undefined,
      'record.changed': () => tell(ask()),
      'site.off': () => life.abort(),
      'panel.focus': () => {
        const [first] = waiting;
        if (shown !== null || idle !== null) frame.focus();
        else if (first) show(first, true);
      },
      'health.now': async () => {
        await sayHealth();
        return {};
      },
      'compose.open': () => ({ opened: false }),
    };
  }

  /** The panel's questions about a compose: there is none. */
  function panelHandlers(): LightHandlers<PanelToContent> {
    return {
      read: () => ({}),
      title: () => ({ name: host.title() }),
      mark: () => ({ placed: [] }),
      reveal: () => undefined,
      write: () => ({ written: false }),
      confirm: () => ({ bound: false }),
      deny: () => {
        denied = here();
        leave();
      },
      send: () => ({ started: false }),
      discard: () => ({ discarded: false }),
      open: () => ({ opened: false }),
      layout: (size) => frame.resize(size),
      blur: () => frame.blur(),
    };
  }
}

/** One text for what an address names; another one, another place. Null where that isn't known. */
function placeOf(href: string): string | null {
  const record = identify(href);
  if (record) return `${recordKey(record)}|${record.accountId ?? ''}`;
  return isListPage(href) ? `list ${href}` : null;
}
