import { sitesOf } from '../core/settings/sites.ts';
import { type Handlers, type MessageMap, receiver } from '../messages/channel.ts';
import { contentToWorker } from '../messages/content-to-worker.ts';
import { DIRECTIONS } from '../messages/directions.ts';
import { pagesToWorker } from '../messages/pages-to-worker.ts';
import { panelToWorker } from '../messages/panel-to-worker.ts';
import type { MessageSender } from '../platform/runtime.ts';
import type { Store } from '../store/db.ts';
import { deviceKey } from '../store/keys.ts';
import { getMeta, putMeta } from '../store/meta.ts';
import { loseSignatures, releaseDue } from '../store/outbox.ts';
import { bringBack } from '../store/put-off.ts';
import { forgetOver } from '../store/retention.ts';
import { type Badge, badgeOf } from './badge.ts';
import { Changes, changeOf } from './changes.ts';
import { diagnose } from './diagnose.ts';
import { gateClient } from './gate/client.ts';
import { GateUnreachable, NotPaired } from './gate/problems.ts';
import { publishedKeys } from './gate/published-keys.ts';
import { Requests, type Wire } from './gate/request.ts';
import { liveUrl } from './gate/url.ts';
import { createNotifier } from './notifier.ts';
import { notAllowed } from './pairing.ts';
import type { Parts } from './parts.ts';
import { createPreferences } from './preferences.ts';
import { askTab, pushChanges, type Speak } from './push.ts';
import { remembered } from './remembered.ts';
import { admitContent, admitPage, admitReview, type Self } from './router/admit.ts';
import { contentHandlers } from './router/content.ts';
import { pagesHandlers } from './router/pages.ts';
import { panelHandlers } from './router/panel.ts';
import { type SessionMemory, Sessions } from './sessions.ts';
import { settled } from './settling.ts';
import { createSites, type SitePorts } from './sites.ts';
import { isPaired, statusOf } from './status.ts';
import { createLive } from './sync/live.ts';
import { createLoop, type Loop } from './sync/loop.ts';
import { flushOutbox } from './sync/outbox.ts';
import { pull } from './sync/pull.ts';
import { findForsaken, flushReports, reportSilent, resolveLost } from './sync/reports.ts';

/** Everything the worker needs from the browser; `main.ts` gives the real thing. */
export type Ports = Wire & {
  db: Store;
  self: Self;
  panelUrl: (page: string) => string;
  memory: SessionMemory;
  speak: Speak;
  random: () => number;
  online: () => boolean;
  openSocket: (url: string, protocols: string[]) => WebSocket;
  setBadge: (badge: Badge) => Promise<void>;
  activeTabId: () => Promise<number | null>;
  stayAwake: () => Promise<void>;
  repeatAlarm: (name: string, seconds: number) => Promise<void>;
  onceAlarm: (name: string, seconds: number) => Promise<void>;
  clearBrowser: () => Promise<void>;
  /** what the organisation has set, as it was delivered */
  managed: () => Promise<unknown>;
  sites: SitePorts;
  notifications: {
    granted: () => Promise<boolean>;
    show: (id: string, counts: { waiting: number; high: number }) => Promise<void>;
    hide: (id: string) => Promise<void>;
  };
  /** bytes that the browser's storage takes, where it says */
  storageUsed: () => Promise<number | undefined>;
  /** names of steps and states only */
  log?: (line: string) => void;
};

/** What the browser's listeners call. */
export type Worker = {
  onMessage(raw: unknown, from: MessageSender): Promise<unknown> | null;
  onAlarm(): void;
  onCommand(name: string): Promise<void>;
  onTabClosed(tabId: number): void;
  onNetwork(): void;
  /** after install, update, or the browser's start */
  onBegin(why: 'install' | 'start'): Promise<void>;
  /** the browser granted these origins */
  onGranted(origins: string[]): Promise<void>;
  /** something was taken back, or the organisation changed its mind */
  onTakenBack(): Promise<void>;
  onPolicy(): Promise<void>;
  /** every time the worker starts: lets out what became due while it was dead */
  rise(): Promise<void>;
};

/** In the memory that ends with the browser: a worker has been here before. */
const BEGUN = 'begun';
const DAY_MS = 24 * 60 * 60_000;

/** Puts the worker together. Starts nothing: what was under way is in Dexie and goes on by `rise`. */
export function createWorker(ports: Ports): Worker {
  const { db, now, random, speak } = ports;
  const changes = new Changes();
  const requests = new Requests(ports);
  const gate = gateClient({ db, requests, now });
  const sessions = new Sessions(remembered(ports.memory), now);
  const preferences = createPreferences({ db, managed: ports.managed });
  const sites = createSites({
    ...{ db, preferences, browser: ports.sites },
    ended: async (name) => {
      const there = (await sessions.pages()).filter(({ host }) => host === name);
      await Promise.all(
        there.map(({ tabId }) => askTab(speak, tabId)('site.off', {}).catch(() => undefined)),
      );
    },
    changed: () => changes.connection(),
  });
  const asking = new Set<string>();
  const rose = now();
  const work = { db, gate, changes, now };

  async function release(): Promise<{ released: number; nextAt: number | null }> {
    const { changed, nextAt } = await releaseDue(db, now());
    const back = await bringBack(db, now());
    const ids = [...changed.map(({ proposalId }) => proposalId), ...back.ids];
    if (ids.length > 0) changes.items(changeOf(ids, []));
    const times = [nextAt, back.nextAt].filter((at) => at !== null);
    return { released: changed.length, nextAt: times.length > 0 ? Math.min(...times) : null };
  }

  /** Erases what is over, unless that was done less than `every` milliseconds ago. */
  async function forget(every = 0): Promise<void> {
    const last = (await getMeta(db, 'forgotAt')) ?? 0;
    // A clock that was set back since makes no difference for longer than a day.
    if (Math.abs(now() - last) < every) return;
    const { retentionDays } = (await preferences.inForce()).settings;
    await forgetOver(db, now() - retentionDays * DAY_MS);
    await putMeta(db, 'forgotAt', now());
  }

  const loop: Loop = createLoop({
    ...{ now, random, release },
    connection: {
      get: () => getMeta(db, 'connection'),
      put: (connection) => putMeta(db, 'connection', connection),
    },
    ...(ports.log === undefined ? {} : { log: ports.log }),
    steps: [
      {
        name: 'paired?',
        run: async () => {
          if (!(await isPaired(db))) throw new NotPaired();
          const [pairing, policy] = await Promise.all([
            getMeta(db, 'pairing'),
            preferences.policy(),
          ]);
          const refused = notAllowed(pairing?.gateUrl ?? '', policy);
          // No step after this one: nothing is sent to a gate that the organisation doesn't want.
          if (refused !== null) throw new GateUnreachable(refused);
        },
      },
      { name: 'outbox', run: (signal) => flushOutbox({ ...work, signal }) },
      { name: 'forsaken', run: () => findForsaken({ db, now, asking }) },
      { name: 'lost', run: (signal) => resolveLost({ ...work, signal }) },
      { name: 'reports', run: (signal) => flushReports({ ...work, signal }) },
      { name: 'pull', run: (signal) => pull({ ...work, signal }) },
    ],
    onConnection: () => changes.connection(),
    stayAwake: () => void ports.stayAwake(),
  });

  const live = createLive({
    ...{ now, random },
    ticket: async () => {
      const { ticket } = await gate.call('live', {});
      const url = (await getMeta(db, 'pairing'))?.gateUrl;
      if (url === undefined) throw new NotPaired();
      return { ticket, url: liveUrl(url) };
    },
    open: ports.openSocket,
    onMoved: () => void loop.wake('live'),
    onState: (state) => {
      ports.log?.(`live ${state}`);
      if (state !== 'opening') changes.connection();
    },
  });

  const parts: Parts = {
    ...{ db, gate, requests, changes, sessions, loop, live, now, asking, speak },
    ...{ preferences, sites },
    gateKeys: (gateUrl) => publishedKeys(ports.fetch, gateUrl),
    forget,
    diagnose: () =>
      diagnose({
        ...{ db, preferences, sites, now },
        live: () => live.state(),
        scripts: async () => (await ports.sites.registered()).length,
        mayNotify: ports.notifications.granted,
        storage: ports.storageUsed,
      }),
    hosts: async () => sitesOf((await preferences.inForce()).settings.customSites),
    online: ports.online,
    panelUrl: ports.panelUrl,
    settled: (proposalId, ms) =>
      settled({ db, changes, wake: () => void loop.wake('person') }, proposalId, ms),
    backstop: () => ports.onceAlarm('release', 30),
    keepAlarm: () => ports.repeatAlarm('sync', 30),
    clearBrowser: ports.clearBrowser,
  };

  const paintBadge = async (): Promise<void> => {
    await ports.setBadge(badgeOf(await statusOf(db, live.state()))).catch(() => undefined);
  };
  const announce = createNotifier({
    db,
    notify: async () => (await preferences.inForce()).settings.notify,
    looking: () => live.state() === 'open',
    show: async (id, counts) => {
      if (await ports.notifications.granted()) await ports.notifications.show(id, counts);
    },
    hide: ports.notifications.hide,
  });
  const after = async (): Promise<void> => {
    await paintBadge();
    await announce();
  };
  pushChanges({ db, sessions, changes, speak, after });

  const line = <M extends MessageMap>(
    to: string,
    rest: {
      map: M;
      handlers: Handlers<M, MessageSender>;
      admit: (from: MessageSender) => Promise<void> | void;
    },
  ) => receiver<M, MessageSender>({ to, ...rest });
  const { self } = ports;
  const lines = [
    line(DIRECTIONS.contentToWorker, {
      map: contentToWorker,
      handlers: contentHandlers(parts),
      admit: admitContent(self, sites.isOn),
    }),
    line(DIRECTIONS.panelToWorker, {
      map: panelToWorker,
      handlers: panelHandlers(parts, self),
      admit: admitReview(self),
    }),
    line(DIRECTIONS.pagesToWorker, {
      map: pagesToWorker,
      handlers: pagesHandlers(parts),
      admit: admitPage(self),
    }),
  ];

  return {
    onMessage(raw, from) {
      for (const receive of lines) {
        const answer = receive(raw, from);
        if (answer !== null) return answer;
      }
      return null;
    },
    onAlarm: () => void loop.wake('alarm'),
    async onCommand(name) {
      if (name !== 'open-panel') return;
      const tabId = await ports.activeTabId();
      if (tabId !== null) await askTab(speak, tabId)('panel.focus', {}).catch(() => undefined);
    },
    onTabClosed: (tabId) => void sessions.tabClosed(tabId),
    onNetwork() {
      if (ports.online()) void loop.wake('online');
      else changes.connection();
    },
    async onBegin(why) {
      // An update clears registered scripts, and leaves old ones in open tabs deaf.
      await sites.reconcile({ tabs: why === 'install' });
      if (await isPaired(db)) await parts.keepAlarm();
      await paintBadge();
      await loop.wake('start');
    },
    onGranted: (origins) => sites.granted(origins),
    onTakenBack: () => sites.reconcile(),
    async onPolicy() {
      preferences.forget();
      await sites.reconcile();
      await forget();
      void loop.wake('person');
    },
    async rise() {
      const pairing = await getMeta(db, 'pairing');
      // The key went without the rest (a damaged profile): nothing signed by it will be believed.
      if (pairing !== undefined && (await deviceKey(db)) === undefined) await loseSignatures(db);
      if (pairing !== undefined) await parts.keepAlarm();
      // The first worker of this browser: the pages that were sending went with the one before.
      if ((await ports.memory.get(BEGUN)) === undefined) {
        await reportSilent(db, rose);
        await ports.memory.set(BEGUN, true);
      }
      void loop.wake('timer');
      // One that died between the person's click and the browser's list is made up for.
      await sites.reconcile();
      await forget(DAY_MS);
    },
  };
}
