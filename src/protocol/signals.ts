import * as z from 'zod/mini';
import { Signal } from '../core/schema/signal.ts';

/** `POST /v1/signals`. */
export const SignalsRequest = z.strictObject({
  signals: z.array(Signal).check(z.minLength(1), z.maxLength(500)),
});
export const SignalsAnswer = z.object({ accepted: z.int(), duplicates: z.int() });
