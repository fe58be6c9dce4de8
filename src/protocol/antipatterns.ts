import * as z from 'zod/mini';
import { AntiPattern, Finding, FixKind } from '../core/antipatterns/finding.ts';
import { line, Timestamp, text, Uuid } from '../core/schema/scalars.ts';

/** What was done about a finding. */
export const FixDone = z.object({
  id: Uuid,
  finding: z.string(),
  pattern: AntiPattern,
  workflowId: z.string(),
  fix: FixKind,
  reason: z.string(),
  /** of the policy that it made; absent where it was a lever */
  version: z.optional(z.int()),
  by: z.string(),
  at: Timestamp,
});

/** `GET /v1/antipatterns`: what the workspace surely has now, and what was done, newest first. */
export const AntiPatternsAnswer = z.object({
  findings: z.array(Finding),
  fixes: z.array(FixDone),
});
export type AntiPatternsAnswer = z.infer<typeof AntiPatternsAnswer>;

/** `POST /v1/antipatterns/fixes`: one of a finding's fixes, as it was shown. */
export const FixRequest = z.strictObject({
  /** its `key` */
  finding: line(500),
  /** the fix's `id` */
  fix: line(200),
  /** the fix's own; another version of the policy by now is a conflict */
  basedOn: z.optional(z.int()),
  /** for the audit trail */
  reason: text(500),
});
export type FixRequest = z.infer<typeof FixRequest>;

export const FixAnswer = z.object({
  /** of the policy that it made */
  version: z.optional(z.int()),
  /** approvals that were taken back, and those that had left */
  recalled: z.optional(z.int()),
  gone: z.optional(z.int()),
  /** lanes that were closed */
  closed: z.optional(z.int()),
});
export type FixAnswer = z.infer<typeof FixAnswer>;
