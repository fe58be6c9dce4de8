import * as z from 'zod/mini';
import { PolicyFacts } from '../core/picker/facts.ts';
import { PolicySimulation } from '../core/policies/effect.ts';

/** Of which workspace; of the only one if left out. */
const Where = { space: z.optional(z.string()) };
const Id = z.string().check(z.maxLength(63));
const Reason = z.string().check(z.minLength(3), z.maxLength(2000));

/** Where a document is wrong (JSON pointer), and what is wrong. */
export const Fault = z.object({ path: z.string(), message: z.string() });
export type Fault = z.output<typeof Fault>;

/*
 * Workflows cross as plain JSON: the page that edits them parses them by `core/schema/workflow.ts`, and the
 * other pages don't carry that schema along.
 */
const Version = z.object({
  version: z.int(),
  workflow: z.unknown(),
  by: z.string(),
  at: z.string(),
  reason: z.optional(z.string()),
  rolledBackTo: z.optional(z.int()),
});
export type Version = z.output<typeof Version>;

/** One of: what it became, where it is wrong, or that somebody was there before. */
const Published = z.object({
  version: z.optional(z.int()),
  faults: z.optional(z.array(Fault)),
  /** another version is in force by now: nothing was published */
  conflict: z.optional(z.string()),
});
export type Published = z.output<typeof Published>;

/** From the policies page to the worker. Each rejects, with a sentence, where the gate can't be reached. */
export const policiesToWorker = {
  /** Every workflow with its policy, as the gate has it at this moment. */
  policies: {
    payload: z.object(Where),
    reply: z.object({
      /** changing policies is a manager's */
      manager: z.boolean(),
      workflows: z.array(z.unknown()),
    }),
  },
  'policy.versions': {
    payload: z.object({ ...Where, id: Id }),
    reply: z.object({ versions: z.array(Version) }),
  },
  /** A workflow's stage, what the next one needs, and what its data answer. */
  'policy.facts': { payload: z.object({ ...Where, id: Id }), reply: PolicyFacts },
  /** What it would have done with what came lately; changes nothing. */
  'policy.simulate': {
    payload: z.object({
      ...Where,
      id: Id,
      workflow: z.unknown(),
      days: z.int().check(z.gte(1), z.lte(90)),
      tries: z.int().check(z.gte(1), z.lte(1000)),
    }),
    reply: z.object({
      effect: z.optional(PolicySimulation),
      faults: z.optional(z.array(Fault)),
    }),
  },
  'policy.publish': {
    payload: z.object({ ...Where, id: Id, workflow: z.unknown(), reason: Reason }),
    reply: Published,
  },
  'policy.rollback': {
    payload: z.object({
      ...Where,
      id: Id,
      to: z.int().check(z.gte(1)),
      from: z.int().check(z.gte(1)),
      reason: Reason,
    }),
    reply: Published,
  },
} as const;
