import * as z from 'zod/mini';
import { Reviewer, Workspace } from '../core/schema/people.ts';
import { ConnectionState, Keys, Nothing } from './shared.ts';

export { ConnectionState };

export const Status = z.object({
  connection: ConnectionState,
  gate: z.optional(z.object({ name: z.string(), url: z.string(), keyThumbprint: z.string() })),
  workspace: z.optional(Workspace),
  reviewer: z.optional(Reviewer),
  lastSyncAt: z.optional(z.string()),
  pending: z.int(),
  /** decisions not yet answered by the gate */
  outbox: z.int(),
  problem: z.optional(z.string()),
  /** a signed head of the audit chain that this device saw and the gate no longer has */
  historyLost: z.optional(z.object({ head: z.string(), seenAt: z.string(), foundAt: z.string() })),
});
export type Status = z.infer<typeof Status>;

const HealthRow = z.object({
  name: z.string(),
  hits: z.int(),
  misses: z.int(),
  variant: z.nullable(z.string()),
});

/** From options, popup and health page to the worker. */
export const pagesToWorker = {
  status: { payload: Nothing, reply: Status },
  /** Pairs this device. `detail` is a sentence for the person when it failed. */
  pair: {
    payload: z.object({
      gateUrl: z.string().check(z.maxLength(500)),
      code: z.string().check(z.maxLength(60)),
      device: z.string().check(z.maxLength(120)),
    }),
    reply: z.object({ paired: z.boolean(), detail: z.optional(z.string()) }),
  },
  /** A real round trip with token and proof; milliseconds. */
  'connection.test': {
    payload: Nothing,
    reply: z.object({
      ok: z.boolean(),
      roundTripMs: z.optional(z.number()),
      detail: z.optional(z.string()),
    }),
  },
  /** Syncs now. */
  refresh: { payload: Nothing, reply: Nothing },
  /** Revokes the device at the gate if it can be reached, then wipes everything here. */
  'sign-out': { payload: Nothing, reply: Nothing },
  'settings.get': {
    payload: Nothing,
    reply: z.object({
      theme: z.enum(['auto', 'light', 'dark']),
      keys: Keys,
    }),
  },
  'settings.put': {
    payload: z.object({
      theme: z.enum(['auto', 'light', 'dark']),
      keys: Keys,
    }),
    reply: Nothing,
  },
  /** Selector health as the open pages reported it. */
  health: {
    payload: Nothing,
    reply: z.object({
      pages: z.array(
        z.object({ host: z.string(), at: z.string(), capabilities: z.array(HealthRow) }),
      ),
    }),
  },
} as const;
export type PagesToWorker = typeof pagesToWorker;
