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

/** `POST /v1/workflows/{id}/policy/publish`: a changed workflow as its next version, with the reason. */
export const PublishRequest = z.strictObject({ workflow: WorkflowInput, reason });

/** `POST /v1/workflows/{id}/policy/rollback`: an older version as the next one. */
export const RollBackRequest = z.strictObject({
  to: z.int().check(z.gte(1), z.lt(2 ** 31 - 1)),
  /** the version that the person saw as the current one */
  from: z.int().check(z.gte(1), z.lt(2 ** 31 - 1)),
  reason,
});
