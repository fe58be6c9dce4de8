import * as z from 'zod/mini';

/**
 * `POST /v1/structural-scan`: an inventory of what runs besides the gate, as the text of a CSV or as rows
 * (`core/scan/inventory.ts` has the columns). A row that can't be read is told, and doesn't stop the others.
 */
export const ScanRequest = z.union([
  z.strictObject({ csv: z.string().check(z.maxLength(4_000_000)) }),
  z.strictObject({ rows: z.array(z.unknown()).check(z.maxLength(10_000)) }),
]);

export { ScanAnswer } from '../core/scan/answer.ts';
