import * as z from 'zod/mini';
import { ErasureCertificate } from '../core/schema/erasure.ts';
import { Kind } from '../core/schema/kind.ts';
import { MapMark, OversightMap } from '../core/schema/oversight-map.ts';
import { Disclosures, SignedReport } from '../core/schema/report.ts';
import { Slug } from '../core/schema/scalars.ts';
import { ReviewNote, WeeklyAnswer } from '../core/schema/weekly.ts';
import { Nothing } from './small.ts';

/** Of which workspace; of the only one if left out. */
const Where = { space: z.optional(z.string()) };
const Every = {
  ...Where,
  workflowId: Slug,
  policyVersion: z.int(),
  reason: z.string().check(z.minLength(1), z.maxLength(500)),
};

/** From the pages for evidence to the worker: what is asked of the gate, each time anew. Rejects, with a sentence. */
export const evidenceToWorker = {
  /** A signed report of a period: from the first moment, up to but without the second. */
  report: {
    payload: z.object({ ...Where, from: z.string(), to: z.string() }),
    /** `admin`: this person may change what the workspace says of itself, and see certificates */
    reply: z.object({ signed: SignedReport, admin: z.boolean() }),
  },
  'disclosures.put': { payload: z.object({ ...Where, disclosures: Disclosures }), reply: Nothing },
  /** Certificates of erasures, the newest first; an admin's. */
  erasures: {
    payload: z.object(Where),
    reply: z.object({ erasures: z.array(ErasureCertificate) }),
  },
  weekly: { payload: z.object(Where), reply: WeeklyAnswer },
  /** One thing of a weekly review, with its reason. */
  'weekly.act': {
    payload: z.discriminatedUnion('act', [
      z.object({ act: z.literal('retire'), ...Every, template: Slug }),
      z.object({
        act: z.literal('tighten'),
        ...Every,
        confidenceLine: z.optional(z.number()),
        kind: z.optional(Kind),
      }),
      z.object({ act: z.literal('promote'), ...Every }),
    ]),
    reply: z.object({ note: ReviewNote, stopped: z.int(), underWay: z.int() }),
  },
  /** The oversight map, and every mark that is known on it. */
  map: {
    payload: z.object(Where),
    reply: z.object({
      map: OversightMap,
      marks: z.array(MapMark),
      /** by connection only: the detectors could not be asked */
      partial: z.optional(z.boolean()),
    }),
  },
} as const;
