import type { Notice } from '../core/notices/notices.ts';
import { sitesOf } from '../core/settings/sites.ts';
import { type Handlers, type MessageMap, receiver } from '../messages/channel.ts';
import { contentToWorker } from '../messages/content-to-worker.ts';
import { DIRECTIONS } from '../messages/directions.ts';
import { pagesToWorker } from '../messages/pages-to-worker.ts';
import { panelToWorker } from '../messages/panel-to-worker.ts';
import type { MessageSender } from '../platform/runtime.ts';
import type { Store } from '../store/db.ts';
import { getMeta, putMeta } from '../store/meta.ts';
import { forgetOver } from '../store/retention.ts';
import { chooseLanguage } from '../words/choose.ts';
import { type Badge, badgeOf } from './badge.ts';
import { Changes } from './changes.ts';
import { diagnose } from './diagnose.ts';
import { publishedKeys } from './gate/published-keys.ts';
import { Requests, type Wire } from './gate/request.ts';
import { createNotices, NOTICE_ALARM, openAlerts, rulesOf } from './notices.ts';
import type { Parts } from './parts.ts';
import { createPreferences } from './preferences.ts';
import { askTab, pushChanges, type Speak } from './push.ts';
import { remembered } from './remembered.ts';
import { admitContent, admitPage, admitReview, type Self } from './router/admit.ts';
import { contentHandlers } from './router/content.ts';
import { pagesHandlers } from './router/pages.ts';
import { panelHandlers } from './router/panel.ts';
import { type SessionMemory, Sessions } from './sessions.ts';
import { createSites, type SitePorts } from './sites.ts';
import { createSpace } from './space.ts';
import { createSpaces } from './spaces.ts';
import { isAnyPaired, statusOf } from './status.ts';
import type { Why } from './sync/loop.ts';

/** Everything the worker needs from the browser; `main.ts` gives the real thing. */
export type Ports = Wire & {
  /** of the first space, and of what belongs to the browser; its name begins the others' */
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
    show: (id: string, notice: Notice) => Promise<void>;
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
  onAlarm(name?: string): void;
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
  const { db: home, now, speak } = ports;
  const changes = new Changes();
  const requests = new Requests(ports);
  const sessions = new Sessions(remembered(ports.memory), now);
  const preferences = createPreferences({ db: home, managed: ports.managed });
  const sites = createSites({
    ...{ db: home, preferences, browser: ports.sites },
    ended: async (name) => {
      const there = (await sessions.pages()).filter(({ host }) => host === name);
      await Promise.all(
        there.map(({ tabId }) => askTab(speak, tabId)('site.off', {}).catch(() => undefined)),
      );
    },
    changed: () => changes.connection(),
  });
  const spaces = createSpaces(home, (db) =>
    createSpace(db, { ...ports, home, changes, requests, policy: preferences.policy }),
  );

  /** Erases what is over, in spaces where that wasn't done less than `every` milliseconds ago. */
  async function forget(every = 0): Promise<void> {
    const { retentionDays } = (await preferences.inForce()).settings;
    for (const { db } of await spaces.all()) {
      const last = (await getMeta(db, 'forgotAt')) ?? 0;
      // A clock that was set back since makes no difference for longer than a day.
      if (Math.abs(now() - last) < every) continue;
      await forgetOver(db, now() - retentionDays * DAY_MS);
      await putMeta(db, 'forgotAt', now());
    }
  }

  async function wakeAll(why: Why): Promise<void> {
    await Promise.all((await spaces.all()).map(({ loop }) => loop.wake(why)));
  }

  const parts: Parts = {
    ...{ spaces, home, requests, changes, sessions, speak, preferences, sites, now },
    gateKeys: (gateUrl) => publishedKeys(ports.fetch, gateUrl),
    forget,
    diagnose: async () =>
      diagnose({
        ...{ spaces: await spaces.all(), preferences, sites, now },
        scripts: async () => (await ports.sites.registered()).length,
        mayNotify: ports.notifications.granted,
        storage: ports.storageUsed,
      }),
    hosts: async () => sitesOf((await preferences.inForce()).settings.customSites),
    panelUrl: ports.panelUrl,
    backstop: () => ports.onceAlarm('release', 30),
    keepAlarm: () => ports.repeatAlarm('sync', 30),
    clearBrowser: ports.clearBrowser,
  };

  // What the worker itself says, in the language that is set: badge, notifications, answers.
  let spoken = 'auto';
  const speakTheirs = async (): Promise<void> => {
    const { language } = (await preferences.inForce()).settings;
    if (language === spoken) return;
    await chooseLanguage(language);
    spoken = language;
  };
  const paintBadge = async (): Promise<void> => {
    await speakTheirs();
    const all = await spaces.all();
    const stopped = (await openAlerts(all.map(({ db }) => db))).length;
    await ports.setBadge(badgeOf(await statusOf(all), stopped)).catch(() => undefined);
  };
  const tell = createNotices({
    ...{ home, now, spaces: spaces.all },
    rules: async () =>
      rulesOf((await preferences.inForce()).settings, await ports.notifications.granted()),
    looking: async () => (await spaces.all()).some(({ live }) => live.state() === 'open'),
    show: ports.notifications.show,
    hide: ports.notifications.hide,
    wakeIn: (seconds) => ports.onceAlarm(NOTICE_ALARM, seconds),
  });
  const after = async (): Promise<void> => {
    await paintBadge();
    await tell();
  };
  pushChanges({ spaces: spaces.all, sessions, changes, speak, after });

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
    onAlarm(name) {
      if (name === NOTICE_ALARM) void tell().catch(() => undefined);
      else void wakeAll('alarm');
    },
    async onCommand(name) {
      if (name !== 'open-panel') return;
      const tabId = await ports.activeTabId();
      if (tabId !== null) await askTab(speak, tabId)('panel.focus', {}).catch(() => undefined);
    },
    onTabClosed: (tabId) => void sessions.tabClosed(tabId),
    onNetwork() {
      if (ports.online()) void wakeAll('online');
      else changes.connection();
    },
    async onBegin(why) {
      // An update clears registered scripts, and leaves old ones in open tabs deaf.
      await sites.reconcile({ tabs: why === 'install' });
      if (await isAnyPaired(await spaces.all())) await parts.keepAlarm();
      await paintBadge();
      await wakeAll('start');
    },
    onGranted: (origins) => sites.granted(origins),
    onTakenBack: () => sites.reconcile(),
    async onPolicy() {
      preferences.forget();
      await sites.reconcile();
      await forget();
      void wakeAll('person');
    },
    async rise() {
      await speakTheirs();
      // The first worker of this browser: the pages that were sending went with the one before.
      const fresh = (await ports.memory.get(BEGUN)) === undefined;
      for (const space of await spaces.all()) await space.rise({ fresh });
      if (fresh) await ports.memory.set(BEGUN, true);
      if ((await spaces.paired()).length > 0) await parts.keepAlarm();
      await spaces.inTurn(spaces.tidy);
      // One that died between the person's click and the browser's list is made up for.
      await sites.reconcile();
      await forget(DAY_MS);
      // Quiet hours may have ended, and a day's budget begun anew, while there was no worker.
      await tell().catch(() => undefined);
    },
  };
}
