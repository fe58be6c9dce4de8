// First, before any schema is made: zod otherwise tries `new Function`, which the CSP reports.
import './jitless.ts';
import { setBadge } from '../platform/action.ts';
import { clearAlarms, onAlarm, onceAlarm, repeatAlarm } from '../platform/alarms.ts';
import { onCommand } from '../platform/commands.ts';
import {
  extensionId,
  extensionUrl,
  onInstalled,
  onMessage,
  onStartup,
  sendMessage,
  stayAwake,
} from '../platform/runtime.ts';
import { clearLocal, closeStorageToContentScripts, session } from '../platform/storage.ts';
import { activeTabId, onTabClosed, sendToTab } from '../platform/tabs.ts';
import { Store } from '../store/db.ts';
import { createWorker } from './worker.ts';

/*
 * The composition root. Every listener is registered here, synchronously: a worker that is woken for
 * an event which nobody has registered for by then never hears it. Nothing is kept in this file.
 */
const origin = extensionUrl('').replace(/\/$/, '');

const worker = createWorker({
  db: new Store(),
  self: { id: extensionId(), origin },
  panelUrl: extensionUrl('src/pages/panel/index.html'),
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
});

onMessage((raw, from) => worker.onMessage(raw, from));
onAlarm(() => worker.onAlarm());
onCommand((name) => void worker.onCommand(name));
onTabClosed((tabId) => worker.onTabClosed(tabId));
onInstalled(() => void worker.onBegin());
onStartup(() => void worker.onBegin());
addEventListener('online', () => worker.onNetwork());
addEventListener('offline', () => worker.onNetwork());

void closeStorageToContentScripts();
void worker.rise();
