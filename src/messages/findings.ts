import * as z from 'zod/mini';
import { CorrectionFormat } from '../core/corrections/formats.ts';

const Counted = { hits: z.int(), of: z.int(), low: z.number(), high: z.number() };
const Version = { model: z.string(), modelVersion: z.string(), promptVersion: z.string() };

/** One fix that people make again and again, as its page shows it. */
export const FindingRow = z.object({
  key: z.string(),
  workflow: z.string(),
  sentence: z.string(),
  ...Version,
  template: z.nullable(z.string()),
  ...Counted,
  standing: z.enum(['new', 'still', 'fixed', 'unclear']),
  versions: z.array(z.object({ ...Version, ...Counted })),
  examples: z.array(
    z.object({
      proposalId: z.string(),
      before: z.string(),
      after: z.optional(z.string()),
      note: z.optional(z.string()),
    }),
  ),
});
export type FindingRow = z.output<typeof FindingRow>;

const Rate = z.object({ rate: z.number(), low: z.number(), high: z.number() });

/** How much was right as it came, of one workflow, version and kind. */
export const AccuracyRow = z.object({
  workflow: z.string(),
  model: z.string(),
  modelVersion: z.string(),
  kind: z.string(),
  proposals: z.int(),
  all: z.nullable(Rate),
  people: z.nullable(z.extend(Rate, { decided: z.int() })),
  waiting: z.int(),
  uncovered: z.int(),
  /** oldest first; null where nobody had looked at any of that week */
  weeks: z.array(z.object({ week: z.string(), proposals: z.int(), all: z.nullable(Rate) })),
});
export type AccuracyRow = z.output<typeof AccuracyRow>;

/** What corrections say: asked of the gate each time, nothing of it is kept in the browser. */
export const Findings = z.object({
  /** everything here is for managers; false: nothing was asked */
  manager: z.boolean(),
  /** a fix is shown when surely more than this share of drafts has it */
  line: z.number(),
  findings: z.array(FindingRow),
  /** what was read for it */
  read: z.array(z.object({ name: z.string(), decided: z.int(), corrected: z.int() })),
  accuracy: z.array(AccuracyRow),
});
export type Findings = z.output<typeof Findings>;

/** Of which workspace; of the only one if left out. */
const Where = { space: z.optional(z.string().check(z.maxLength(200))) };

/** From the findings page to the worker. */
export const findingsToWorker = {
  /** Rejects, with a sentence, where the gate can't be reached. */
  findings: { payload: z.object(Where), reply: Findings },
  /** The corrections as lines to train on; the page hands them to the person as a file. */
  'corrections.export': {
    payload: z.object({
      ...Where,
      format: CorrectionFormat,
      names: z.enum(['pseudonyms', 'kept']),
    }),
    reply: z.object({ text: z.string(), lines: z.int() }),
  },
} as const;
