/*
 * The runtime calls of a content script, on the browser's own promise-based API. Content scripts
 * load into every Gmail tab within 15 KB gzip; the polyfill alone is 3 KB and does nothing in the
 * browsers this is built for (Chromium 132 and up), so only they do without it.
 */
type Sender = { id?: string; tab?: unknown };
type Listener = (
  message: unknown,
  sender: Sender,
  reply: (outcome: unknown) => void,
) => boolean | undefined;
type Api = {
  runtime?: {
    id?: string;
    getURL(path: string): string;
    sendMessage(message: unknown): Promise<unknown>;
    onMessage: { addListener(listener: Listener): void; removeListener(listener: Listener): void };
  };
  i18n?: { getMessage(name: string, substitutions?: string[]): string };
};

// Kept from the start: after an update of the extension the object stays and its members go.
const api = (globalThis as { chrome?: Api }).chrome;

/** False once the extension was updated or removed under this script. */
export const isAlive = (): boolean => Boolean(api?.runtime?.id);

/** This extension's id; empty when orphaned. */
export const extensionId = (): string => api?.runtime?.id ?? '';

/** The URL of one of the extension's own files; empty when orphaned. */
export const fileUrl = (path: string): string => api?.runtime?.getURL(path) ?? '';

/** Asks the worker. Rejects when orphaned, and when nobody answers. */
export async function sendMessage(message: unknown): Promise<unknown> {
  if (!api?.runtime?.id) throw new Error('the extension was updated: reload this tab');
  return api.runtime.sendMessage(message);
}

/**
 * Hears the worker, and nobody else: another extension has another id, a content script has a tab.
 * A null from the listener means "not mine".
 */
export function onWorkerMessage(
  listener: (message: unknown) => Promise<unknown> | null,
  signal: AbortSignal,
): void {
  const { runtime } = api ?? {};
  if (!runtime) return;
  const own = runtime.id;
  const hear: Listener = (message, sender, reply) => {
    if (sender.id !== own || sender.tab !== undefined) return undefined;
    const answer = listener(message);
    answer?.then(reply, () => undefined); // an orphan's reply goes nowhere
    return answer ? true : undefined;
  };
  runtime.onMessage.addListener(hear);
  signal.addEventListener('abort', () => {
    try {
      runtime.onMessage.removeListener(hear);
    } catch {
      // orphaned: it is gone already
    }
  });
}

/** A string of `_locales`; `otherwise` when orphaned or missing. */
export function text(name: string, otherwise: string): string {
  try {
    return api?.i18n?.getMessage(name) || otherwise;
  } catch {
    return otherwise;
  }
}
