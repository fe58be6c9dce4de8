import * as z from 'zod/mini';
import { OwnReading } from '../core/schema/own-reading.ts';

/** `GET /v1/reading`: what the caller's own decisions show; nobody else's. */
export const ReadingQuery = z.object({
  /** days looked back; 30 if left out */
  days: z.optional(z.coerce.number().check(z.gte(1), z.lte(365))),
});

export const ReadingAnswer = OwnReading;
export type ReadingAnswer = OwnReading;
