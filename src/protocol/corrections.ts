import * as z from 'zod/mini';
import { CorrectionFormat, CorrectionLine } from '../core/corrections/formats.ts';
import { ReasonCode } from '../core/schema/decision.ts';
import { line, Slug, Timestamp, Uuid } from '../core/schema/scalars.ts';

export { CorrectionLine };

/** `GET /v1/corrections.jsonl`: which corrections, and how they are written. */
export const CorrectionsQuery = z.object({
  /** `full` if left out */
  format: z.optional(CorrectionFormat),
  /** `kept` has people, companies, addresses and links as they are; words in their place if left out */
  names: z.optional(z.enum(['pseudonyms', 'kept'])),
  workflowId: z.optional(Slug),
  agentId: z.optional(Uuid),
  modelVersion: z.optional(line(200)),
  reason: z.optional(ReasonCode),
  /** decided at or after */
  since: z.optional(Timestamp),
  /** decided before */
  until: z.optional(Timestamp),
});
export type CorrectionsQuery = z.infer<typeof CorrectionsQuery>;
