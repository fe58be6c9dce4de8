import * as z from 'zod/mini';

/** Characters of a sheet that is taken; the gate reads 8 MB at the most. */
export const MOST_SHEET = 4_000_000;

const Where = { space: z.optional(z.string()) };
const Filled = z.object({ ...Where, csv: z.string().check(z.maxLength(MOST_SHEET)) });
const Refused = z.object({ line: z.int(), message: z.string() });

/** From the queue's page to the worker: reviewing in a spreadsheet. Each rejects, with a sentence, without the gate. */
export const sheetToWorker = {
  /** What the person can decide in a sheet, as CSV. */
  'sheet.export': { payload: z.object(Where), reply: z.object({ csv: z.string() }) },
  /** What a filled sheet would decide; nothing is decided by it. */
  'sheet.check': {
    payload: Filled,
    reply: z.object({
      ready: z.array(
        z.object({ line: z.int(), proposalId: z.string(), action: z.enum(['approve', 'reject']) }),
      ),
      refused: z.array(Refused),
      /** rows without a decision */
      open: z.int(),
    }),
  },
  /** Decides it, signed by this device: an answer for each row. */
  'sheet.decide': {
    payload: Filled,
    reply: z.object({
      rows: z.array(
        z.object({
          line: z.int(),
          /** `unknown`: the gate's answer did not come, so it may have taken it */
          came: z.enum(['approved', 'rejected', 'refused', 'unknown']),
          message: z.optional(z.string()),
        }),
      ),
    }),
  },
} as const;
