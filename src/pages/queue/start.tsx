import { effect, signal } from '@preact/signals';
import { render } from 'preact';
import type { Payload, Reply } from '../../messages/channel.ts';
import type { PagesToWorker, SpaceStatus } from '../../messages/pages-to-worker.ts';
import type { Store } from '../../store/db.ts';
import { openSpaces, type SpaceStore } from '../../store/spaces.ts';
import { applyLanguage } from '../../ui/locale.ts';
import { applyTheme } from '../../ui/theme.ts';
import { t } from '../../words/t.ts';
import type { ItemLink } from '../review/item-link.ts';
import type { AskWorker } from '../review/items.ts';
import { listenToKeys } from '../review/keyboard.ts';
import { background, seldom } from '../review/lazy-pieces.ts';
import { createSession } from '../review/session.ts';
import { watchSight } from '../review/sight.ts';
import { App } from './App.tsx';
import { createClones } from './clone-group.ts';
import { createLinked } from './linked.ts';
import { createList } from './list-model.ts';
import { localAsk } from './local-ask.ts';
import { createNotTaken } from './not-taken.ts';
import type { Queue } from './queue.ts';
import { createSheet } from './sheet.ts';
import { createSweep } from './sweep.ts';

/** Keeps the worker alive and the feed live while the queue is visible, milliseconds. */
const PING_MS = 20_000;

export type AskPage = <N extends keyof PagesToWorker & string>(
  name: N,
  payload: Payload<PagesToWorker, N>,
) => Promise<Reply<PagesToWorker, N>>;
type Hear = (heard: {
  items: (ids: readonly string[], all: boolean) => void;
  connection: () => void;
}) => () => void;

/** Starts the page in `root`; everything it started ends with `stop`. */
export function startQueue(input: {
  root: HTMLElement;
  /** the first space's; what others there are stands in it */
  db: Store;
  askReview: AskWorker;
  askPage: AskPage;
  hear: Hear;
  /** hands the person a file */
  save: (name: string, text: string, type: string) => void;
  /** the item that the page's address names: shown first, whatever its state */
  link?: ItemLink | null;
}): { queue: Queue; stop: () => void } {
  const { root, db, askPage } = input;
  const stopped = new AbortController();
  const now = () => performance.now();
  const wall = () => Date.now();
  const newId = () => crypto.randomUUID();
  const opened = openSpaces(db);
  const spaces = signal<readonly SpaceStore[]>([]);
  let known = read();
  const list = createList(() => known);
  const pane = signal<'list' | 'card'>('list');
  const manager = signal(false);
  const linked = createLinked({
    worker: input.askReview,
    tell: (missing) => {
      session.model.missing.value = missing;
    },
  });
  const ask = localAsk({
    ...{ spaces: () => known, list, worker: input.askReview, linked },
    connection: () => session.model.connection.value,
  });
  const clones = createClones({ spaces: () => known, ask, newId, now, session: () => session });
  const session = createSession({
    ...{ ask, newId, now, wall, afterPaint, clones },
    maySweep: () => manager.peek(),
    search: () => void toSearch(),
    page: () => Promise.reject(new Error(t('queue_draft_not_page_open_your'))),
  });
  const { model, items } = session;
  model.link.value = 'ready';
  // A page of our own at the top of its tab or panel: no other page can lie over it.
  model.uncovered.value = true;
  const sweeping = createSweep({ ask: askPage, model });
  const notTaken = createNotTaken({ spaces: () => known, ask: askPage });
  const sheet = createSheet({
    ...{ ask: askPage, save: input.save, wall },
    say: (text) => {
      session.model.said.value = text;
    },
  });
  const standing = signal<readonly SpaceStatus[]>([]);
  const queue: Queue = {
    list,
    session,
    clones,
    pane,
    spaces,
    standing,
    manager,
    sweeping,
    notTaken,
    sheet,
    open(link) {
      linked.add(link);
      pane.value = 'card';
      items.select(link.proposalId);
    },
  };

  /** The spaces as they are now; a list that is on screen is read anew where they are others. */
  async function read(): Promise<readonly SpaceStore[]> {
    const now = await opened.read();
    const same = sameSpaces(spaces.peek(), now);
    if (!same) spaces.value = now;
    return same ? spaces.peek() : now;
  }
  async function reread(): Promise<void> {
    const before = spaces.peek();
    const reading = read();
    known = reading.catch(() => before);
    if (sameSpaces(before, await reading)) return;
    const { space, ...others } = list.filter.value;
    await list.setFilter(
      space && !spaces.peek().some(({ id }) => id === space) ? others : list.filter.value,
    );
    await list.loadWorkflows();
    for (const id of model.views.value.keys()) void items.load(id);
    void items.refresh();
    showFirst();
  }

  async function status(): Promise<void> {
    try {
      const [{ connection, spaces: each }, { theme, keys, language }] = await Promise.all([
        askPage('status', {}),
        askPage('settings.get', {}),
      ]);
      model.connection.value = connection;
      standing.value = each;
      manager.value = each.some(({ reviewer }) => reviewer.role !== 'rep');
      model.keys.value = keys;
      applyTheme(theme);
      await applyLanguage(language);
    } catch {
      // A worker that does not answer is asked again with the next change.
    }
  }

  const unhear = input.hear({
    items(ids, all) {
      goOn(list.changed(ids, all).then(() => void showFirst()));
      if (all) goOn(list.loadWorkflows());
      for (const id of model.views.value.keys()) if (all || ids.includes(id)) void items.load(id);
      if (all || ids.includes(model.currentId.value ?? '')) lookAgain();
      void items.refresh();
      session.pace();
      goOn(notTaken.read());
      goOn(clones.look());
      session.offerUndo();
    },
    connection() {
      void status();
      // Not while the feed is bringing it: asking makes the worker sync, which ends in being heard here.
      if (model.missing.value?.why !== 'coming') lookAgain();
      goOn(reread());
    },
  });
  const ping = setInterval(() => {
    if (document.visibilityState === 'visible')
      input.askReview('panel.ping', {}).catch(() => undefined); // the next real question says so
  }, PING_MS);

  listenToKeys({
    ...{ window, session, now, signal: stopped.signal },
    onEscape() {
      if (model.menu.value) model.menu.value = null;
      else if (isField(document.activeElement)) document.activeElement.blur();
      else pane.value = 'list';
    },
  });
  watchSight(session.meter, stopped.signal);
  session.pace();
  const uncloned = effect(() => {
    // Also when a press may decide more, or less, than before.
    const { batchSize = null } = model.pace.value ?? {};
    if (model.currentId.value !== null || clones.group.peek() !== null)
      goOn(clones.look(batchSize));
  });

  /** Where nothing is shown, what stands first is; also when it comes after the page was opened. */
  function showFirst(): boolean {
    const [first] = list.lines.value;
    if (!first || model.currentId.value !== null) return false;
    items.select(first.row.proposalId);
    return true;
  }

  /** What a link names and wasn't here may have come, or the gate may answer by now. */
  function lookAgain(): void {
    const id = model.currentId.value;
    if (id !== null && model.loading.value === 'missing') void items.load(id);
  }

  /** What is typed next must find the field: until it does, no key decides. */
  async function toSearch(): Promise<void> {
    const field = () => root.querySelector<HTMLInputElement>('.queue-search input');
    field()?.focus();
    if (document.activeElement === field()) return;
    session.guard.hidden();
    pane.value = 'list';
    await afterPaint();
    field()?.focus();
  }

  if (input.link) queue.open(input.link);
  void status();
  goOn(notTaken.read());
  session.offerUndo();
  void list.load().then(() => {
    goOn(list.loadWorkflows());
    if (!showFirst()) void items.refresh();
  });
  render(<App queue={queue} wall={wall} />, root);
  // Wanted as soon as an item is there, and not to be painted before.
  for (const piece of [import('../review/approval.ts'), background(), seldom()])
    piece.catch(() => undefined);
  input.askReview('panel.ping', {}).catch(() => undefined);

  return {
    queue,
    stop() {
      stopped.abort();
      clearInterval(ping);
      unhear();
      uncloned();
      session.stop();
      render(null, root);
      opened.close();
    },
  };
}

const sameSpaces = (one: readonly SpaceStore[], other: readonly SpaceStore[]): boolean =>
  one.length === other.length &&
  one.every(({ id, name }, at) => other[at]?.id === id && other[at].name === name);

const isField = (element: Element | null): element is HTMLInputElement | HTMLSelectElement =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement;

/** A reading that failed leaves what is on screen as it was; the next change reads again. */
const goOn = (reading: Promise<void>): void => void reading.catch(() => undefined);

/** After the next frame; nearly at once where none is drawn. */
const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
