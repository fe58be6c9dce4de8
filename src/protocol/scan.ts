import * as z from 'zod/mini';
import { Risk } from '../core/scan/risk.ts';

/**
 * `POST /v1/structural-scan`: an inventory of what runs besides the gate, as the text of a CSV or as rows
 * (`core/scan/inventory.ts` has the columns). A row that can't be read is told, and doesn't stop the others.
 */
export const ScanRequest = z.union([
  z.strictObject({ csv: z.string().check(z.maxLength(4_000_000)) }),
  z.strictObject({ rows: z.array(z.unknown()).check(z.maxLength(10_000)) }),
]);

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
