import type { Ports } from '../../src/background/worker.ts';
import type { MessageMap, Payload, Reply } from '../../src/messages/channel.ts';
import { sender } from '../../src/messages/channel.ts';
import type { MessageSender } from '../../src/platform/runtime.ts';

const ORIGIN = 'chrome-extension://self';
export const PAGE: MessageSender = { id: 'self', url: `${ORIGIN}/src/pages/options/index.html` };
export const QUEUE: MessageSender = { id: 'self', url: `${ORIGIN}/src/pages/queue/index.html` };
export const GMAIL: MessageSender = {
  ...{ id: 'self', url: 'https://mail.google.com/mail/u/0/', tabId: 7, frameId: 0 },
  documentId: 'doc-gmail',
};
export const PANEL: MessageSender = {
  ...{ id: 'self', url: `${ORIGIN}/src/pages/panel/index.html`, tabId: 7, frameId: 3 },
  documentId: 'doc-panel',
};

/** What a worker needs of a browser in which nothing else happens, over a session memory that outlives it. */
export const quietPorts = (memory: Map<string, unknown>) =>
  ({
    self: { id: 'self', origin: ORIGIN },
    panelUrl: () => PANEL.url ?? '',
    memory: {
      get: async (key) => memory.get(key),
      all: async () => Object.fromEntries(memory),
      set: async (key, value) => void memory.set(key, value),
      remove: async (keys) => {
        for (const key of [keys].flat()) memory.delete(key);
      },
    },
    speak: { toPages: async () => undefined, toTab: async () => undefined },
    random: () => 0.5,
    online: () => true,
    openSocket: (url) => new WebSocket(url),
    setBadge: async () => undefined,
    activeTabId: async () => 7,
    stayAwake: async () => undefined,
    repeatAlarm: async () => undefined,
    onceAlarm: async () => undefined,
    clearBrowser: async () => undefined,
  }) satisfies Partial<Ports>;

/** Asks over the real envelopes, from whoever the test says. */
export const asksOver =
  (onMessage: (envelope: unknown, from: MessageSender) => Promise<unknown> | null) =>
  <M extends MessageMap>(to: string, map: M) =>
  <N extends keyof M & string>(
    from: MessageSender,
    name: N,
    payload: Payload<M, N>,
  ): Promise<Reply<M, N>> =>
    sender({ to, map, transport: async (envelope) => await onMessage(envelope, from) })(
      name,
      payload,
    );
