import * as z from 'zod/mini';
import { Dispatch } from '../core/schema/dispatch.ts';
import { text } from '../core/schema/scalars.ts';
import { Workflow } from '../core/schema/workflow.ts';

export const WorkflowsAnswer = z.object({ workflows: z.array(Workflow) });

/** `POST /v1/workflows/{id}/pause` and `/resume`, by a manager, with a reason. */
export const PauseRequest = z.strictObject({ reason: text(500) });
/** What was under way when the pause committed is listed. */
export const PauseAnswer = z.object({ workflow: Workflow, underWay: z.array(Dispatch) });

export const DispatchesAnswer = z.object({ dispatches: z.array(Dispatch) });
