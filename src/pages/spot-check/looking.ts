import { signal } from '@preact/signals';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import type { ItemView } from '../../messages/shared.ts';
import { t } from '../../words/t.ts';
import type { AskWorker } from '../review/items.ts';
import { listenToKeys } from '../review/keyboard.ts';
import { createSession } from '../review/session.ts';
import { watchSight } from '../review/sight.ts';

/** How many are fetched ahead. */
const AHEAD = 2;

/** Looking at what one spot-check drew, in the order in which it was drawn. */
export function createLooking(input: {
  /** ids of the looks that are open, in that order */
  order: readonly string[];
  ask: AskWorker;
  /** leaves the card; what was decided stays */
  leave: () => void;
  /** all have been decided on this device */
  done: () => void;
  now?: () => number;
  wall?: () => number;
}) {
  const { order } = input;
  const now = input.now ?? (() => performance.now());
  const wall = input.wall ?? (() => Date.now());
  const stopped = new AbortController();
  /** decided here; a decision that is taken back is none */
  const decided = signal<ReadonlySet<string>>(new Set());
  const byDecision = new Map<string, string>();

  const mark = (id: string, yes: boolean): void => {
    if (decided.peek().has(id) === yes) return;
    const next = new Set(decided.peek());
    if (yes) next.add(id);
    else next.delete(id);
    decided.value = next;
  };

  async function viewOf(id: string): Promise<ItemView | undefined> {
    const { view } = await input.ask('item.get', { proposalId: id });
    if (view?.local) mark(id, view.local.state !== 'conflict');
    return view;
  }

  /** Those after it first, then what was passed over. */
  async function neighbours(asked: Payload<PanelToWorker, 'item.neighbours'>) {
    const at = asked.proposalId === undefined ? -1 : order.indexOf(asked.proposalId);
    const next: ItemView[] = [];
    for (const id of [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))]) {
      if (next.length >= AHEAD) break;
      if (decided.peek().has(id)) continue;
      // One that the feed has not brought yet comes later; what the gate took back doesn't.
      const view = await viewOf(id);
      if (view && !decided.peek().has(id)) next.push(view);
    }
    const before = at > 0 ? await viewOf(order[at - 1] ?? '') : undefined;
    return {
      ...{ next, previous: before ? [before] : [] },
      pending: order.length - decided.peek().size,
    };
  }

  const here: { [N in keyof PanelToWorker]?: (asked: never) => Promise<unknown> } = {
    'item.neighbours': neighbours,
    'items.ahead': async () => ({ views: [] }),
    // What others did elsewhere is not this page's to take back.
    'undo.open': async () => ({}),
    decide: async (asked: Payload<PanelToWorker, 'decide'>) => {
      const told = await input.ask('decide', asked);
      if (told.saved) {
        byDecision.set(asked.decisionId, asked.proposalId);
        mark(asked.proposalId, true);
        if (decided.peek().size === order.length) input.done();
      }
      return told;
    },
    undo: async (asked: Payload<PanelToWorker, 'undo'>) => {
      const told = await input.ask('undo', asked);
      const id = byDecision.get(asked.decisionId);
      if (told.undone && id !== undefined) mark(id, false);
      return told;
    },
  };
  const ask: AskWorker = (name, payload) => {
    const answer = here[name];
    return answer
      ? (answer(payload as never) as Promise<Reply<PanelToWorker, typeof name>>)
      : input.ask(name, payload);
  };

  const session = createSession({
    ...{ ask, now, wall, afterPaint, newId: () => crypto.randomUUID() },
    page: () => Promise.reject(new Error(t('spot_no_draft'))),
  });
  session.model.link.value = 'ready';
  // A page of our own at the top of its tab: no other page can lie over it.
  session.model.uncovered.value = true;
  listenToKeys({
    ...{ window, session, now, signal: stopped.signal },
    onEscape() {
      if (session.model.menu.value) session.model.menu.value = null;
      else input.leave();
    },
  });
  watchSight(session.meter, stopped.signal);

  /** Shows the first that is not decided; where the feed has not brought it, it comes with a change. */
  async function start(): Promise<void> {
    if (session.model.currentId.value !== null) return session.items.refresh();
    const { next } = await neighbours({ count: AHEAD });
    const [one] = next;
    if (one && session.model.currentId.value === null) session.items.select(one.item.proposalId);
    else if (decided.peek().size === order.length) input.done();
  }

  return {
    session,
    wall,
    decided,
    total: order.length,
    start,
    /** Something changed in the store. */
    changed(ids: readonly string[], all: boolean): void {
      for (const id of session.model.views.value.keys())
        if (all || ids.includes(id)) void session.items.load(id);
      start().catch(() => undefined); // the next change asks again
    },
    stop(): void {
      stopped.abort();
      session.stop();
    },
  };
}
export type Looking = ReturnType<typeof createLooking>;

/** After the next frame; nearly at once where none is drawn. */
const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
