// First, before any schema is made: zod otherwise tries `new Function`, which the CSP reports.
import './jitless.ts';
import { setBadge } from '../platform/action.ts';
import { clearAlarms, onAlarm, onceAlarm, repeatAlarm } from '../platform/alarms.ts';
import { onCommand } from '../platform/commands.ts';
import { managedStorage, onManagedChanged } from '../platform/managed.ts';
import { notify, onNotificationClicked, unnotify } from '../platform/notifications.ts';
import { giveBack, isGranted, onGranted, onTakenBack } from '../platform/permissions.ts';
import {
  extensionId,
  extensionUrl,
  onInstalled,
  onMessage,
  onStartup,
  sendMessage,
  stayAwake,
} from '../platform/runtime.ts';
import {
  registeredScripts,
  registerScript,
  runIn,
  unregisterScripts,
} from '../platform/scripting.ts';
import { openSidePanel } from '../platform/side-panel.ts';
import { clearLocal, closeStorageToContentScripts, session } from '../platform/storage.ts';
import { activeTabId, onTabClosed, openTab, sendToTab, tabIdsAt } from '../platform/tabs.ts';
import { Store } from '../store/db.ts';
import { noticeWords } from './notice-words.ts';
import { createWorker } from './worker.ts';

/*
 * The composition root. Every listener is registered here, synchronously: a worker that is woken for
 * an event which nobody has registered for by then never hears it. Nothing is kept in this file.
 */
/** What sites besides Gmail get: self-contained, registered when one is turned on. */
const RECORDS = 'content/record.js';
const SITE_SCRIPTS = { inbox: 'content/outlook.js', record: RECORDS, both: RECORDS };
const PANEL = 'src/pages/panel/index.html';
const MAIL = 'https://mail.google.com/';
/** What waits is in Gmail; what was stopped is in the popup, here as a tab. */
const openFor = (id: string): void =>
  void openTab(id === 'waiting' ? MAIL : extensionUrl('src/pages/popup/index.html'));
const { origin } = location;

const worker = createWorker({
  db: new Store(),
  self: { id: extensionId(), origin },
  // Elsewhere than in Gmail by the address of this session, which no page can know beforehand.
  panelUrl: (page) => (page.startsWith(MAIL) ? `${origin}/${PANEL}` : extensionUrl(PANEL)),
  memory: session,
  speak: { toPages: sendMessage, toTab: sendToTab },
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  online: () => navigator.onLine,
  openSocket: (url, protocols) => new WebSocket(url, protocols),
  clearBrowser: async () => {
    await Promise.all([clearLocal(), clearAlarms()]);
  },
  ...{ setBadge, activeTabId, stayAwake, repeatAlarm, onceAlarm },
  managed: managedStorage,
  sites: {
    granted: (origins) => isGranted({ origins }),
    giveBack: (origins) => giveBack({ origins }),
    registered: registeredScripts,
    register: registerScript,
    unregister: unregisterScripts,
    tabsAt: tabIdsAt,
    run: runIn,
    scripts: SITE_SCRIPTS,
  },
  notifications: {
    granted: () => isGranted({ permissions: ['notifications'] }),
    show: (id, notice) =>
      notify(id, {
        ...noticeWords(notice, Date.now()),
        iconUrl: extensionUrl('icons/128.png'),
      }),
    hide: unnotify,
  },
  storageUsed: async () => (await navigator.storage.estimate()).usage,
});

onMessage((raw, from) => worker.onMessage(raw, from));
onAlarm((name) => worker.onAlarm(name));
onCommand((name, windowId) => {
  // At once: after a single await the browser no longer takes it for the person's own wish.
  if (name === 'open-queue' && windowId !== undefined) openSidePanel(windowId);
  else void worker.onCommand(name);
});
onTabClosed((tabId) => worker.onTabClosed(tabId));
onInstalled(() => void worker.onBegin('install'));
onStartup(() => void worker.onBegin('start'));
onGranted((origins) => {
  // Only now is there anything to hear it from.
  onNotificationClicked(openFor);
  void worker.onGranted(origins);
});
onTakenBack(() => void worker.onTakenBack());
onManagedChanged(() => void worker.onPolicy());
onNotificationClicked(openFor);
addEventListener('online', () => worker.onNetwork());
addEventListener('offline', () => worker.onNetwork());

void closeStorageToContentScripts();
void worker.rise();
