import * as z from 'zod/mini';
import { OwnReading } from '../core/schema/own-reading.ts';

/** From the person's own page to the worker. */
export const ownPageToWorker = {
  'own.reading': {
    payload: z.object({ space: z.optional(z.string()), days: z.int().check(z.gte(1), z.lte(365)) }),
    reply: z.object({
      reading: OwnReading,
      /** when the gate told it, milliseconds of this device's clock */
      at: z.number(),
      /** why it is not of now: the gate could not be reached */
      stale: z.optional(z.string()),
    }),
  },
} as const;
