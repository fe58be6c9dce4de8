import * as z from 'zod/mini';

// Apart from shared.ts: what the panel's line to the page needs, without the schemas of items (B1).

/** Nothing to say. */
export const Nothing = z.object({});

/** Why a send was not let through. */
export const SendRefusal = z.enum([
  'not-approved',
  'changed',
  'gate-sends',
  'already-sent',
  'schedule',
  'offline',
  'expired',
  'paused',
  'unknown',
]);
export type SendRefusal = z.infer<typeof SendRefusal>;
