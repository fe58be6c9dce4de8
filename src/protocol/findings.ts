import * as z from 'zod/mini';
import { Reason } from '../core/schema/decision.ts';
import { Slug, Timestamp, Uuid } from '../core/schema/scalars.ts';

/** `GET /v1/findings`. */
export const FindingsQuery = z.object({
  workflowId: z.optional(Slug),
  /** days looked back; 90 if left out */
  days: z.optional(z.coerce.number().check(z.gte(1), z.lte(365))),
  /** a fix is shown when surely more than this share of drafts has it; 0.05 if left out */
  line: z.optional(z.coerce.number().check(z.gte(0.01), z.lte(0.9))),
});
export type FindingsQuery = z.infer<typeof FindingsQuery>;

const Counted = {
  /** drafts that had it, of those that people decided */
  hits: z.int(),
  of: z.int(),
  /** 95 % interval of the share, valid however often one looks */
  low: z.number(),
  high: z.number(),
};
const Version = {
  model: z.string(),
  modelVersion: z.string(),
  /** empty where the agent names none */
  promptVersion: z.string(),
};

/** One fix that people make again and again. */
export const FindingAnswer = z.object({
  workflowId: z.string(),
  /** stable while it recurs in the same place */
  key: z.string(),
  /** `replaced`, `quantity`, `removed-sentence`, `field-value`, `rejected-for`, …: what kind of change */
  kind: z.string(),
  /** what was done: “30 minutes” became “15 minutes” */
  sentence: z.string(),
  was: z.optional(z.string()),
  became: z.optional(z.string()),
  ...Version,
  /** of this template alone; null: of all that the version wrote */
  template: z.nullable(z.string()),
  ...Counted,
  /** `new`: surely rarer in the version before; `fixed`: surely rarer in the newest version than it was */
  standing: z.enum(['new', 'still', 'fixed', 'unclear']),
  /** in each version of the workflow, oldest first */
  versions: z.array(z.object({ ...Version, ...Counted })),
});

/** A correction that had it, with people and companies replaced by words. */
export const FindingExample = z.object({
  proposalId: Uuid,
  revision: z.int(),
  at: Timestamp,
  reason: z.optional(Reason),
  /** as the agent wrote it, at most 4,000 characters */
  before: z.string(),
  /** as a person approved it; absent where they rejected it */
  after: z.optional(z.string()),
});

export const FindingsAnswer = z.object({
  since: Timestamp,
  line: z.number(),
  /** at most this share of workflows ever shows a fix that is no more frequent than the line */
  delta: z.number(),
  findings: z.array(z.extend(FindingAnswer, { examples: z.array(FindingExample) })),
  /** what was read for it, by workflow: also where nothing recurs */
  read: z.array(
    z.object({
      workflowId: z.string(),
      name: z.string(),
      decided: z.int(),
      corrected: z.int(),
      /** there were more; these are the newest */
      cut: z.boolean(),
    }),
  ),
});
export type FindingsAnswer = z.infer<typeof FindingsAnswer>;
