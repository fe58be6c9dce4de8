import type * as z from 'zod/mini';
import type { Envelope } from '../../messages/channel.ts';

/*
 * The panel may import core, messages and ui only, and its bundle has a budget: so it speaks to the
 * worker by the browser's own promise-based call, typed here with the three members it uses, and
 * not through platform/ and its polyfill.
 */
type MessageListener = (
  message: unknown,
  from: { id?: string; tab?: unknown },
  reply: (outcome: unknown) => void,
) => boolean | undefined;

export type Runtime = {
  id?: string;
  sendMessage(message: z.output<typeof Envelope>): Promise<unknown>;
  onMessage: {
    addListener(listener: MessageListener): void;
    removeListener(listener: MessageListener): void;
  };
};

/** The extension's runtime, or null when this frame has outlived it (the extension was updated). */
export function extensionRuntime(): Runtime | null {
  const { chrome } = globalThis as { chrome?: { runtime?: Runtime } };
  return chrome?.runtime?.id ? chrome.runtime : null;
}
