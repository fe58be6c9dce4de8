import * as z from 'zod/mini';
import { Disclosures } from '../core/schema/report.ts';
import { Timestamp } from '../core/schema/scalars.ts';

export {
  type ChainProof,
  Disclosures,
  type Estimate,
  NO_DISCLOSURES,
  type Report,
  type ReportWorkflow,
  SignedReport,
} from '../core/schema/report.ts';

/** `typ` of a report's signature. */
export const REPORT_TYP = 'countersign-report+jwt';
/** Days that one report covers at the most: a quarter, and the days around it. */
export const REPORT_DAYS = 100;

export const DisclosuresAnswer = z.object({ disclosures: Disclosures });

/**
 * `GET /v1/report?from&to`: from the first moment, up to but without the second. Up to now, and 90 days,
 * where left out.
 */
export const ReportQuery = z.object({ from: z.optional(Timestamp), to: z.optional(Timestamp) });
