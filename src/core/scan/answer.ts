import * as z from 'zod/mini';
import { Risk } from './risk.ts';

/** What a structural scan found, and how much of the inventory could be read. */
export const ScanAnswer = z.object({
  risks: z.array(Risk),
  /** workflows of the gate that were looked at */
  workflows: z.int(),
  /** null where none was given */
  inventory: z.nullable(
    z.object({
      rows: z.int(),
      /** rows that were scanned; all others have faults */
      read: z.int(),
      faults: z.array(z.object({ line: z.int(), column: z.string(), message: z.string() })),
      /** how many faults there are, where not all are listed */
      faulty: z.int(),
      /** headings that aren't columns of an inventory */
      ignored: z.array(z.string()),
    }),
  ),
});
export type ScanAnswer = z.infer<typeof ScanAnswer>;
