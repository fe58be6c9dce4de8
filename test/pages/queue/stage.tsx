import { Changes, changeOf, EVERYTHING } from '../../../src/background/changes.ts';
import { decide } from '../../../src/background/decide.ts';
import { decideClones } from '../../../src/background/decide-clones.ts';
import { firstLook } from '../../../src/background/first-look.ts';
import { makeDeviceKey } from '../../../src/background/gate/dpop.ts';
import { pace } from '../../../src/background/reading.ts';
import { QUEUE_PAGE } from '../../../src/background/sessions.ts';
import { openUndo, undo } from '../../../src/background/undo.ts';
import type { CloneSubject } from '../../../src/core/clones/subject.ts';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { type Handlers, receiver, sender } from '../../../src/messages/channel.ts';
import { DIRECTIONS } from '../../../src/messages/directions.ts';
import type { PagesToWorker } from '../../../src/messages/pages-to-worker.ts';
import { type PanelToWorker, panelToWorker } from '../../../src/messages/panel-to-worker.ts';
import type { ConnectionState } from '../../../src/messages/shared.ts';
import type { sheetToWorker } from '../../../src/messages/sheet.ts';
import { startQueue } from '../../../src/pages/queue/start.tsx';
import type { ItemLink } from '../../../src/pages/review/item-link.ts';
import { Store } from '../../../src/store/db.ts';
import { applyPage } from '../../../src/store/items.ts';
import { putDeviceKey } from '../../../src/store/keys.ts';
import { CONNECTION_START, getMeta, putMeta, SYNC_START } from '../../../src/store/meta.ts';
import { forgetNotTaken } from '../../../src/store/not-taken.ts';
import { putOff } from '../../../src/store/put-off.ts';
import { prepare } from '../../../src/store/rows.ts';
import { BUYERS, draftFor } from '../../core/clones/drafts.ts';
import { idOf, itemOf } from '../panel/samples.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/pages/review/review.css';
import '../../../src/pages/queue/queue.css';

const QUEUE = { panel: QUEUE_PAGE, mine: null };

export const due = (minute: number): string => new Date(Date.now() + minute * 60_000).toISOString();

/** The n-th of five clones. */
export async function cloneOf(n: number, change: Partial<ReviewItem> = {}): Promise<ReviewItem> {
  const buyer = BUYERS[n];
  if (!buyer) throw new Error('there are five');
  const { proposalId: _id, workflow: _flow, ...draft }: CloneSubject = draftFor(buyer);
  const made = await itemOf(100 + n, { ...draft, dueAt: due(60 + n), ...change });
  return { ...made, contentDigest: await contentDigest(made.content) };
}

/** A store with these items in it, and a key that decisions are signed by. */
export async function storeWith(items: ReviewItem[]): Promise<Store> {
  const db = new Store(`queue-${crypto.randomUUID()}`);
  const { pair, jkt } = await makeDeviceKey();
  await putDeviceKey(db, { name: 'device', pair, jkt });
  await putMeta(db, 'connection', CONNECTION_START);
  await putMeta(db, 'pairing', {
    ...{ gateUrl: 'http://127.0.0.1:1', deviceId: idOf(9001), jkt, accessToken: 't', renewAt: 0 },
    workspace: { id: idOf(9000), name: 'Northwind', createdAt: due(0) },
    reviewer: {
      id: idOf(9002),
      name: 'Ana',
      email: 'ana@northwind.example.com',
      role: 'rep',
      mailboxes: [],
    },
    gate: { name: 'Gate', url: 'http://127.0.0.1:1', keyThumbprint: 'x' },
  });
  await bring(db, items);
  return db;
}

/** As the feed brings them. */
export async function bring(
  db: Store,
  items: ReviewItem[],
  removals: string[] = [],
): Promise<void> {
  const upserts = await Promise.all(
    items.map((item) => prepare(item, { generation: 1, role: 'rep' })),
  );
  await applyPage(db, { upserts, removals, place: SYNC_START, askedAt: Date.now() });
}

/** Everything that tabs of one browser share: the store, and the worker's own code over it. */
export function browserWith(
  db: Store,
  input: {
    connection?: ConnectionState;
    theme?: 'light' | 'dark';
    fails?: boolean;
    role?: 'rep' | 'manager';
    /** answers for the gate, of what a link names and the store doesn't have */
    look?: Handlers<PanelToWorker, null>['item.look'];
    /** the person's own keys, by action */
    keys?: Readonly<Record<string, string>>;
    sweep?: Handlers<PagesToWorker, null>['sweep'];
    recall?: Handlers<PagesToWorker, null>['recall'];
    /** answers what a sheet asks of the worker */
    sheet?: Partial<Handlers<typeof sheetToWorker, null>>;
  } = {},
) {
  const changes = new Changes();
  const now = () => Date.now();
  const work = { db, home: db, changes, now };
  const asked: string[] = [];
  const saved: { name: string; text: string }[] = [];
  const handlers: Handlers<PanelToWorker, null> = {
    'panel.hello': () => {
      throw new Error('the queue needs no admission');
    },
    'panel.ping': () => ({}),
    'item.get': () => ({}),
    'item.look': async (asked) => {
      if (!input.look) throw new Error('nothing is asked of the gate here');
      return await input.look(asked, null);
    },
    'item.neighbours': () => ({ next: [], previous: [], pending: 0 }),
    'items.ahead': () => ({ views: [] }),
    decide: (payload) => {
      if (input.fails) throw new Error('The worker is gone.');
      return decide(work, QUEUE_PAGE, payload);
    },
    'decide.clones': (payload) => decideClones(work, QUEUE_PAGE, payload),
    'first.look': (payload) => firstLook(db, QUEUE_PAGE, payload),
    pace: ({ take }) => pace(db, { take, at: now() }),
    'undo.open': () => openUndo(work, QUEUE),
    undo: ({ decisionId }) => undo(work, QUEUE, decisionId),
    'decision.settled': () => ({}),
    'put-off': async ({ proposalId, until }) => {
      const done = await putOff(db, proposalId, until === undefined ? null : Date.parse(until));
      changes.items(changeOf([proposalId], []));
      return { putOff: done };
    },
    'item.standing': () => ({}),
    'defect.report': () => ({ undoUntil: new Date(Date.now() + 6000).toISOString() }),
    'defect.undo': () => ({ undone: true }),
    lease: () => ({ others: [] }),
  };
  const receive = receiver<PanelToWorker, null>({
    to: DIRECTIONS.panelToWorker,
    map: panelToWorker,
    admit: () => undefined,
    handlers,
  });
  const askReview = sender<PanelToWorker>({
    to: DIRECTIONS.panelToWorker,
    map: panelToWorker,
    transport: async (envelope) => {
      asked.push(envelope.name);
      return structuredClone(await receive(structuredClone(envelope), null));
    },
  });
  const tabs: (() => void)[] = [];
  const connected: (() => void)[] = [];
  return {
    asked,
    saved,
    everything: () => changes.items(EVERYTHING),
    /** Tells every tab that the connection changed. */
    reconnected() {
      for (const heard of connected) heard();
    },
    /** Tells every tab, as the worker does after a change that came by the feed. */
    changed: (ids: string[]) => changes.items({ ids, all: false, accounts: null }),
    open(width?: number, link?: ItemLink | null) {
      const root = document.createElement('div');
      root.id = 'app';
      root.style.cssText = `position:fixed;inset:0 auto 0 0;width:${width ? `${width}px` : '100%'}`;
      document.body.append(root);
      const { queue, stop } = startQueue({
        ...{ root, db, askReview },
        ...(link === undefined ? {} : { link }),
        save: (name, text) => void saved.push({ name, text }),
        askPage: async (name, payload) => {
          const ofSheet = input.sheet?.[name as keyof typeof sheetToWorker];
          if (ofSheet) return (await ofSheet(payload as never, null)) as never;
          if (name === 'sweep') return (await input.sweep?.(payload as never, null)) as never;
          if (name === 'not-taken.seen') {
            const { decisionId } = payload as { decisionId: string };
            const forgotten = await forgetNotTaken(db, decisionId);
            changes.items(EVERYTHING);
            return { forgotten } as never;
          }
          if (name === 'recall') return (await input.recall?.(payload as never, null)) as never;
          const { reviewer } = (await getMeta(db, 'pairing')) ?? {};
          const answers: Record<string, unknown> = {
            status: {
              ...{ connection: input.connection ?? 'live', pending: 0, outbox: 0 },
              spaces: [
                {
                  ...{ id: db.name, name: 'Work', connection: input.connection ?? 'live' },
                  reviewer: { ...reviewer, role: input.role ?? 'rep' },
                },
              ],
            },
            'settings.get': { theme: input.theme ?? 'light', keys: input.keys ?? {} },
          };
          return answers[name] as never;
        },
        hear: ({ items, connection }) => {
          connected.push(connection);
          return changes.onItems(({ ids, all }) => items(ids, all));
        },
      });
      tabs.push(() => {
        stop();
        root.remove();
      });
      return { root, queue };
    },
    async close() {
      for (const stop of tabs) stop();
      // What was asked last is answered by then: a store that is deleted under a reading waits for it.
      await new Promise((resolve) => setTimeout(resolve, 150));
      await db.delete();
    },
  };
}
