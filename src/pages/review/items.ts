import { batch } from '@preact/signals';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { PanelToWorker } from '../../messages/panel-to-worker.ts';
import type { ItemView } from '../../messages/shared.ts';
import type { Model } from './model.ts';

/** A question to the worker; rejects when it refuses or is gone. */
export type AskWorker = <N extends keyof PanelToWorker & string>(
  name: N,
  payload: Payload<PanelToWorker, N>,
) => Promise<Reply<PanelToWorker, N>>;

const AHEAD = 6;
/** Views kept beyond those around the current item. */
const KEPT = 60;
/** Views fetched ahead at a time: parsing them must not be felt. */
const MANY = 10;

/** As the queue is ordered: risk, due time, id. */
const placeOf = ({ item }: ItemView): string =>
  `${['high', 'medium', 'low'].indexOf(item.tier)} ${item.dueAt} ${item.proposalId}`;

/** Which item is looked at, and the ones around it, fetched before they are wanted. */
export function createItems(input: {
  model: Model;
  ask: AskWorker;
  onSelect: (id: string) => void;
  /** the gate has said something of a decision whose item is no longer on screen */
  onTold: (detail: string, refused: boolean) => void;
  /** it stays on screen: what can wait is asked now */
  onStay: (id: string) => void;
  /** resolves when what was just changed is on screen */
  afterPaint: () => Promise<void>;
}) {
  const { model, ask, onSelect } = input;
  const history: string[] = [];
  const snoozed = new Set<string>();
  /** the last item known was decided: the next one that comes is shown by itself */
  let ranOut = false;
  /** the worker is to write before it reads for us */
  let held: Promise<unknown> = Promise.resolve();

  /** Takes a view in; says when the item on screen has become another revision. */
  function keep(list: readonly ItemView[]): void {
    if (list.length === 0) return;
    const views = new Map(model.views.value);
    for (const view of list) {
      const id = view.item.proposalId;
      const before = views.get(id);
      const { state, detail } = view.local ?? {};
      // On screen it is a banner of its own; what was told before is no news.
      if (id !== model.currentId.value && detail && (state === 'accepted' || state === 'conflict'))
        if (before && before.local?.state !== state) input.onTold(detail, state === 'conflict');
      if (id === model.currentId.value && before && before.item.revision !== view.item.revision) {
        model.revisedFrom.value = before.item.content;
        onSelect(id);
      }
      views.delete(id);
      // Told the same again: the same object, so that nothing is drawn anew.
      views.set(id, before && JSON.stringify(before) === JSON.stringify(view) ? before : view);
    }
    for (const id of views.keys()) {
      if (views.size <= KEPT) break;
      if (id !== model.currentId.value) views.delete(id);
    }
    model.views.value = views;
  }

  async function load(id: string): Promise<void> {
    try {
      const { view } = await ask('item.get', { proposalId: id });
      if (view) keep([view]);
      if (model.currentId.value === id) model.loading.value = view ? null : 'missing';
    } catch {
      if (model.currentId.value === id && !model.views.value.has(id))
        model.loading.value = 'failed';
    }
  }

  async function around(id: string | null): Promise<void> {
    try {
      const asked = { ...(id ? { proposalId: id } : {}), count: AHEAD };
      // Asked once more when the worker died over it: a person faster than that would run out.
      const asking = () => ask('item.neighbours', asked);
      const { next, previous, pending, connection } = await asking().catch(asking);
      batch(() => {
        keep([...next, ...previous]);
        model.pending.value = pending;
        model.connection.value = connection;
        if (model.currentId.value !== id) return;
        model.next.value = next.map(({ item }) => item.proposalId);
        model.previous.value = previous.map(({ item }) => item.proposalId);
      });
      const first =
        ranOut && model.currentId.value === null ? model.next.value.find(open) : undefined;
      if (first) select(first);
    } catch {
      // The item on screen stays; the next key asks again.
    }
  }

  /** Shows an item: at once when it was fetched before. */
  function select(id: string | null): void {
    ranOut = false;
    batch(() => {
      const from = model.currentId.value;
      if (from && from !== id) history.push(from);
      model.currentId.value = id;
      model.menu.value = null;
      model.note.value = '';
      model.editReason.value = null;
      model.activeFinding.value = null;
      model.revisedFrom.value = null;
      model.base.value = null;
      model.plan.value = null;
      model.others.value = [];
      model.loading.value = id === null || model.views.value.has(id) ? null : 'loading';
    });
    if (id !== null) onSelect(id);
    void follow(id);
  }

  /**
   * Asks for what belongs to the item that was just chosen. One that was fetched before is painted
   * first, and the decision that brought it on screen is written first (B3, B4).
   */
  async function follow(id: string | null): Promise<void> {
    if (id !== null && !model.views.value.has(id)) await load(id);
    else {
      await Promise.all([input.afterPaint(), held]);
      if (id !== null && model.currentId.value === id) void load(id);
    }
    if (model.currentId.value !== id) return;
    if (id !== null) input.onStay(id);
    await around(id);
  }

  /** Fetches what the person will likely open next, so that it is there when they do. */
  async function fetchAhead(): Promise<void> {
    try {
      while (model.views.value.size < KEPT - MANY) {
        const known = [...model.views.value.keys()];
        const { views } = await ask('items.ahead', { known, count: MANY });
        const fresh = views.filter(({ item }) => !known.includes(item.proposalId));
        keep(fresh);
        if (fresh.length < MANY) return;
      }
    } catch {
      // It is fetched when it is opened.
    }
  }

  const open = (id: string): boolean => {
    const view = model.views.value.get(id);
    if (!view || (view.item.state !== 'pending' && !view.mine)) return false;
    if (view.putOffUntil !== undefined) return false;
    const step = model.progress.value.get(id)?.step;
    return (!step || step === 'not-saved') && (!view.local || view.local.state === 'conflict');
  };

  return {
    keep,
    load,
    select,
    fetchAhead,
    /** The worker's next questions wait for this, half a second at most. */
    hold(until: Promise<unknown>): void {
      const enough = new Promise((resolve) => setTimeout(resolve, 500));
      held = Promise.race([until, enough]);
    },
    refresh: () => around(model.currentId.value),
    /** The next open item; the ones put off come last. False, and nothing moves, when there is none. */
    move(): boolean {
      const from = model.currentId.value;
      const other = model.next.value.find((id) => id !== from && open(id)) ?? waiting(from);
      if (other) this.advance();
      return other !== undefined;
    },
    /** The next open item; what has been decided is not held on to when there is none. */
    advance(): void {
      const from = model.currentId.value;
      const wanted = model.next.value.filter((id) => id !== from && open(id));
      const id = wanted.find((one) => !snoozed.has(one)) ?? wanted[0] ?? waiting(from);
      const ahead = model.next.value.filter((one) => one !== id);
      select(id ?? null);
      ranOut = id === undefined;
      model.next.value = ahead;
    },
    back(): void {
      const last = history.pop() ?? model.previous.value[0];
      if (!last) return;
      const { length } = history;
      select(last);
      history.length = length;
    },
    later(id: string): void {
      snoozed.add(id);
    },
    reopen(id: string): void {
      select(id);
    },
  };

  /**
   * The next one known while the worker has not said what comes next: in the queue's order from here,
   * then from its front, so that a person faster than the worker doesn't go to and fro.
   */
  function waiting(from: string | null): string | undefined {
    const here = model.views.value.get(from ?? '');
    const known = [...model.views.value.values()]
      .filter(({ item }) => item.proposalId !== from && open(item.proposalId))
      .map((view) => ({ id: view.item.proposalId, at: placeOf(view) }))
      .sort((one, other) => (one.at < other.at ? -1 : 1));
    const place = here ? placeOf(here) : '';
    const fresh = known.filter(({ id }) => !snoozed.has(id));
    return (fresh.find(({ at }) => at > place) ?? fresh[0] ?? known[0])?.id;
  }
}
export type Items = ReturnType<typeof createItems>;
