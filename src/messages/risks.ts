import * as z from 'zod/mini';
import { Finding } from '../core/antipatterns/finding.ts';
import { ScanAnswer } from '../core/scan/answer.ts';

/** Of which workspace; of the only one if left out. */
const Where = { space: z.optional(z.string()) };

/** What a manager once did about a finding. */
const Done = z.object({
  id: z.string(),
  pattern: z.string(),
  workflowId: z.string(),
  fix: z.string(),
  reason: z.string(),
  version: z.optional(z.int()),
  at: z.string(),
});

/** What the workspace surely has now, and what was done about what it had, newest first. */
export const FoundNow = z.object({ findings: z.array(Finding), done: z.array(Done) });
export type FoundNow = z.output<typeof FoundNow>;

export const FixDone = z.object({
  version: z.optional(z.int()),
  recalled: z.optional(z.int()),
  gone: z.optional(z.int()),
  closed: z.optional(z.int()),
});
export type FixDone = z.output<typeof FixDone>;

/** An inventory larger than this is not read: the gate would not take it. Characters. */
export const MOST_CSV = 4_000_000;

/** From the risks page to the worker; each answer is the gate's of this moment. */
export const risksToWorker = {
  /** Rejects, with a sentence, where the gate can't be reached. */
  risks: { payload: z.object(Where), reply: FoundNow },
  /** One of a finding's fixes, as it was shown; another policy by now is refused with a sentence. */
  'risks.fix': {
    payload: z.object({
      ...Where,
      finding: z.string(),
      fix: z.string(),
      basedOn: z.optional(z.int()),
      reason: z.string().check(z.minLength(1), z.maxLength(500)),
    }),
    reply: FixDone,
  },
  /** The structural scan: of the gate's own data, and of an inventory where one is given. */
  'risks.scan': {
    payload: z.object({ ...Where, csv: z.optional(z.string().check(z.maxLength(MOST_CSV))) }),
    reply: ScanAnswer,
  },
} as const;
