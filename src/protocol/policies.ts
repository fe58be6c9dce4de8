import * as z from 'zod/mini';
import { Timestamp } from '../core/schema/scalars.ts';
import { Workflow, WorkflowInput } from '../core/schema/workflow.ts';

/** `PUT /v1/workflows/{id}`: what changes counts the policy's version up by one. */
export const WorkflowPut = WorkflowInput;
export const WorkflowAnswer = z.object({ workflow: Workflow });

/** `GET /v1/workflows/{id}/versions`: every version as it was put, newest first. */
export const VersionsAnswer = z.object({
  versions: z.array(
    z.object({ version: z.int(), workflow: WorkflowInput, by: z.string(), at: Timestamp }),
  ),
});
