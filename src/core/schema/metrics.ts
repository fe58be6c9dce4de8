import * as z from 'zod/mini';
import { Timestamp } from './scalars.ts';

/** M1 to M10 (PRODUCT) as far as they are one figure a week; shares from 0 to 1, unless said. */
export const Measure = z.enum([
  /** M1: defects that a person found before a buyer, an outside report or a bypass did */
  'found-first',
  /** M2: alerts that were worth it, of those closed */
  'alert-precision',
  /** M4: decisions that were deliberate */
  'read',
  /** M5: overridden, over all proposals (Horvitz–Thompson, audits included) */
  'override',
  /** M5 of the human lane alone: rises while quality improves, as only hard items reach people */
  'override-human',
  /** M6: seconds from arrival to decision, within 5 % */
  'wait-median',
  'wait-90',
  /** decisions a week; a count, without an interval */
  'decisions',
  /** planted defects that were noticed: those our checks don't flag (reading), and those they do (obeying) */
  'catch-unflagged',
  'catch-flagged',
  /** M10: proposals that a person saw */
  'reached',
]);
export type Measure = z.infer<typeof Measure>;

/** A figure of `n` items with its 95 % interval; null where nothing is known, or one side isn't bounded. */
export const Estimate = z.object({
  n: z.number(),
  value: z.nullable(z.number()),
  low: z.nullable(z.number()),
  high: z.nullable(z.number()),
});
export type Estimate = z.infer<typeof Estimate>;

/** Who told first of what had left and was wrong; `unnamed`: a report that doesn't say. */
export const ToldBy = z.enum([
  'spot-check',
  'rep',
  'auditor',
  'customer-success',
  'prospect',
  'complaint',
  'unnamed',
]);
export type ToldBy = z.infer<typeof ToldBy>;

const interval = z.object({ low: z.number(), high: z.number() });

/** Blind second looks at what a person had decided. */
export const Agreement = z.object({
  items: z.int(),
  disagreement: z.nullable(z.object({ share: z.number(), ...interval.shape })),
  /** Krippendorff's α; null where undefined */
  alpha: z.nullable(z.object({ value: z.number(), interval: z.nullable(interval) })),
  kappa: z.nullable(z.number()),
  ac1: z.nullable(z.number()),
  /** share of the commonest label: without it no agreement can be read */
  baseRate: z.nullable(z.number()),
});

const Rate = z.object({ ...Estimate.shape, hits: z.int() });

/** How well a confidence sorts and keeps its word (STATISTICS §3), over all proposals. */
export const Worth = z.object({
  /** AUROC, of scores in bins: 1 sorts perfectly, 0.5 not at all; binning moved it by `within` at the most */
  sorts: z.object({ ...Estimate.shape, within: z.number() }),
  /** Brier's score: 0 is best */
  brier: Estimate,
  /** expected calibration error over the bins of the curve: 0 is best */
  calibration: Estimate,
});
export type Worth = z.infer<typeof Worth>;

/** Sends that had an outcome; `less` is the difference to what was written by hand (Newcombe). */
const Outcomes = z.array(
  z.object({
    arm: z.enum(['approve', 'approve_edited', 'nobody', 'by-hand']),
    outcome: z.enum(['reply', 'positive', 'meeting', 'conversion']),
    ...Rate.shape,
    less: z.nullable(z.object({ difference: z.number(), low: z.number(), high: z.number() })),
  }),
);
/** Of sends with that signal, those with a meeting. */
const SignalWorth = z.array(z.object({ type: z.string(), ...Rate.shape }));

export const MetricsBy = z.enum(['all', 'workflow', 'model-version', 'template']);
export type MetricsBy = z.infer<typeof MetricsBy>;

/** `GET /v1/metrics`: what a manager steers by, with intervals (STATISTICS §3, §5, §6). */
export const MetricsAnswer = z.object({
  at: Timestamp,
  /** Mondays, in UTC, oldest first; the last week isn't over */
  weeks: z.array(z.string()),
  by: MetricsBy,
  /** the busiest, most proposals first; `others` are left out */
  groups: z.array(
    z.object({ id: z.string(), name: z.string(), workflowId: z.optional(z.string()) }),
  ),
  others: z.int(),
  series: z.array(
    z.object({
      measure: Measure,
      /** id of a group */
      group: z.string(),
      /** over all weeks */
      total: Estimate,
      /** one for each of `weeks`; null where there was nothing */
      weeks: z.array(z.nullable(Estimate)),
    }),
  ),
  /** M1: what was found by whom */
  found: z.object({
    person: z.int(),
    audit: z.int(),
    /** complaints and reports about what was sent */
    outside: z.int(),
    /** sent past the gate */
    bypass: z.int(),
    /** `outside`, by who told first, most first; left out by a gate that doesn't tell them apart */
    by: z.optional(z.array(z.object({ who: ToldBy, n: z.int() }))),
  }),
  /** M3: hours from the first bad send of a cause (workflow, model version, template) until it was found */
  detection: Estimate,
  /** M5 by category: what reviewers gave as the reason for overriding */
  reasons: z.array(z.object({ code: z.string(), n: z.int() })),
  /** M6: what waits now, and the hours it takes at the pace of these weeks */
  backlog: z.array(
    z.object({
      workflowId: z.string(),
      name: z.string(),
      items: z.int(),
      oldestAt: z.nullable(Timestamp),
      hours: z.nullable(z.number()),
    }),
  ),
  /** M7: blind second looks at what a person had decided */
  agreement: Agreement,
  /** M8 */
  outcomes: Outcomes,
  /** M9 */
  signals: SignalWorth,
  /** M3, M7, M8 and M9 of each group; left out of what isn't told apart, and by a gate of before */
  apart: z.optional(
    z.array(
      z.object({
        /** id of a group */
        group: z.string(),
        detection: Estimate,
        /** left out where the groups are no workflows: two looks at one item are few */
        agreement: z.optional(Agreement),
        /** what was written by hand belongs to no group, and stands beside each */
        outcomes: Outcomes,
        signals: SignalWorth,
      }),
    ),
  ),
  /** what a confidence was worth, over all proposals; bins with anything in them */
  reliability: z.array(
    z.object({
      group: z.string(),
      bins: z.array(
        z.object({
          from: z.number(),
          to: z.number(),
          n: z.int(),
          share: z.number(),
          says: z.number(),
          right: z.number(),
          /** Jeffreys, 95 %, at the effective number of items */
          low: z.number(),
          high: z.number(),
        }),
      ),
      /** left out by a gate that doesn't keep it */
      worth: z.optional(Worth),
    }),
  ),
});
export type MetricsAnswer = z.infer<typeof MetricsAnswer>;
