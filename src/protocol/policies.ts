import * as z from 'zod/mini';
import { Timestamp, text } from '../core/schema/scalars.ts';
import { Workflow, WorkflowInput } from '../core/schema/workflow.ts';

/** `PUT /v1/workflows/{id}`: what changes counts the policy's version up by one. */
export const WorkflowPut = WorkflowInput;
export const WorkflowAnswer = z.object({ workflow: Workflow });

/** `GET /v1/workflows/{id}/versions`: every version as it was put, newest first. */
export const VersionsAnswer = z.object({
  versions: z.array(
    z.object({
      version: z.int(),
      workflow: WorkflowInput,
      by: z.string(),
      /** the person's name, where a person put it */
      name: z.optional(z.string()),
      at: Timestamp,
      /** why, where it was published with a reason */
      reason: z.optional(z.string()),
      /** the older version that it brought back */
      rolledBackTo: z.optional(z.int()),
    }),
  ),
});

const reason = text(2000).check(z.minLength(3));

/** `POST /v1/workflows/{id}/policy/simulate`: what it would have done; changes nothing. */
export const SimulateRequest = z.strictObject({
  workflow: WorkflowInput,
  /** of the last so many days; 30 if left out */
  days: z.optional(z.int().check(z.gte(1), z.lte(90))),
  /** drafts tried so far, this one included: each shares the 5 % that may go wrong */
  tries: z.optional(z.int().check(z.gte(1), z.lte(1000))),
});

const share = z.number();

export const DefectBound = z.object({
  /** with probability `level` the rate of defects among what runs without a person is at most this */
  upper: share,
  level: share,
  labels: z.int(),
  found: z.int(),
  /** at most so many in the next month */
  nextMost: z.nullable(z.int()),
  method: z.enum(['clopper-pearson', 'betting', 'lanes']),
  /** reviewers' sensitivity was never measured: only *noticed* defects are bounded */
  noticedOnly: z.boolean(),
});

export const PolicyFigures = z.object({
  proposals: z.int(),
  toPeople: z.int(),
  withoutPerson: z.int(),
  /** of kinds that the workflow would not take */
  refused: z.int(),
  causes: z.array(z.object({ code: z.string(), count: z.int() })),
  /** of so many in the next month, between so many go to people, if it is like these days */
  next: z.object({ of: z.int(), low: z.int(), high: z.int() }),
  defects: z.nullable(DefectBound),
  /** would run without a person and was not looked at: the bound is not about them */
  unlooked: z.int(),
  /** known as defective, and would have run without a person */
  slipped: z.int(),
});
export type PolicyFigures = z.infer<typeof PolicyFigures>;

export const PolicySimulation = z.object({
  /** compared with this version */
  version: z.int(),
  days: z.number(),
  /** there were more: these are the newest */
  capped: z.boolean(),
  /** where they went when they came */
  was: z.object({ proposals: z.int(), toPeople: z.int() }),
  current: PolicyFigures,
  draft: PolicyFigures,
  /** once its lanes have earned what this evidence would let them */
  earned: z.nullable(PolicyFigures),
  lanes: z.array(
    z.object({
      model: z.string(),
      modelVersion: z.string(),
      promptVersion: z.string(),
      tier: z.enum(['auto', 'constrained']),
      open: z.boolean(),
      threshold: z.nullable(share),
      why: z.string(),
    }),
  ),
  /** what these figures leave out, each a sentence */
  missing: z.array(z.string()),
});
export type PolicySimulation = z.infer<typeof PolicySimulation>;

/** `POST /v1/workflows/{id}/policy/publish`: a changed workflow as its next version, with the reason. */
export const PublishRequest = z.strictObject({ workflow: WorkflowInput, reason });

/** `POST /v1/workflows/{id}/policy/rollback`: an older version as the next one. */
export const RollBackRequest = z.strictObject({
  to: z.int().check(z.gte(1)),
  /** the version that the person saw as the current one */
  from: z.int().check(z.gte(1), z.lt(2 ** 31 - 1)),
  reason,
});
