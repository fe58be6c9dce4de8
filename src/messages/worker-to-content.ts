import * as z from 'zod/mini';
import { IndexEntry, Nothing } from './shared.ts';

/** From the worker to the content script of one tab. */
export const workerToContent = {
  /** The index changed: the whole of it, small as it is. */
  'index.changed': {
    payload: z.object({ paired: z.boolean(), entries: z.array(IndexEntry) }),
    reply: Nothing,
  },
  /** What waits on the records of this page may have changed: ask again. */
  'record.changed': { payload: Nothing, reply: Nothing },
  /** The person used the extension's command: show the panel of this page and focus it. */
  'panel.focus': { payload: Nothing, reply: Nothing },
  /** Somebody looks at the health page: report what this page found, now. */
  'health.now': { payload: Nothing, reply: Nothing },
  /** The person has turned this site off: the script takes everything down. */
  'site.off': { payload: Nothing, reply: Nothing },
  /** Open a draft, a thread, or an empty compose with this item's text. */
  'compose.open': {
    payload: z.object({ proposalId: z.string() }),
    reply: z.object({ opened: z.boolean() }),
  },
} as const;
export type WorkerToContent = typeof workerToContent;
