import * as z from 'zod/mini';
import { ErasureCertificate } from '../core/schema/erasure.ts';
import { EmailAddress } from '../core/schema/scalars.ts';

export { ErasureCertificate } from '../core/schema/erasure.ts';

/** `POST /v1/erasures`: forget this person. */
export const EraseRequest = z.strictObject({ address: EmailAddress });

export const ErasuresAnswer = z.object({ erasures: z.array(ErasureCertificate) });

const Days = z.int().check(z.gte(1), z.lte(36_500));
/** Days that closed proposals' texts, and signals, are kept. */
export const RetentionRequest = z.strictObject({
  content: z.optional(Days),
  signals: z.optional(Days),
});
export const RetentionAnswer = z.object({ content: z.optional(Days), signals: z.optional(Days) });
