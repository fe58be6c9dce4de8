import { Uuid } from '../../core/schema/scalars.ts';
import { lessonsFor } from '../dispatch/lessons.ts';
import { putCalibration, putWorkflow, setAway } from '../dispatch/ownership.ts';
import { Refusal, type ReviewerIdentity } from '../dispatch/ports.ts';
import { parseWith } from './body.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

type Names =
  | 'putWorkflow'
  | 'workflowVersions'
  | 'away'
  | 'qualifications'
  | 'putCalibration'
  | 'nextCalibration'
  | 'answerCalibration'
  | 'lessons';

const actor = ({ reviewer }: ReviewerIdentity): string => `reviewer:${reviewer.id}`;
const NO_SET = 'This workflow has no calibration set for that tier.';
/** versions of a workflow that one answer lists */
const VERSIONS = 100;

/** Policies, whose work it is, and what agents learn. */
export const ownershipHandlers = (deps: HttpDeps): Pick<Handlers, Names> => {
  const { ownership } = deps.store;
  return {
    putWorkflow: async ({ caller: { reviewer }, id, body: workflow }) => {
      if (workflow.id !== id) {
        throw new Refusal('invalid-request', 'The request is not valid.', [
          { path: '/id', message: `is not ${id}, which the path names` },
        ]);
      }
      const { workspaceId } = reviewer;
      return { workflow: await putWorkflow(deps, { workspaceId, workflow, by: actor(reviewer) }) };
    },

    workflowVersions: async ({ caller: { reviewer }, id: workflowId }) => {
      const { workspaceId } = reviewer;
      const versions = await ownership.versions({ workspaceId, workflowId, limit: VERSIONS });
      if (!versions) throw new Refusal('not-found', 'There is no such workflow.');
      return { versions };
    },

    away: ({ caller, body }) => setAway(deps, caller.reviewer, body),

    qualifications: async ({ caller: { reviewer: identity } }) => ({
      qualifications: await ownership.qualifications({
        workspaceId: identity.workspaceId,
        reviewerId: identity.reviewer.id,
      }),
    }),

    putCalibration: ({ caller: { reviewer }, id: workflowId, body }) => {
      const { workspaceId } = reviewer;
      return putCalibration(deps, { workspaceId, workflowId, ...body, by: actor(reviewer) });
    },

    nextCalibration: async ({ caller, id: workflowId, query: { tier } }) => {
      const identity = caller.reviewer;
      const task = await ownership.nextCalibration({ identity, workflowId, tier });
      if (!task) throw new Refusal('not-found', NO_SET);
      return task;
    },

    answerCalibration: async ({ caller, id: workflowId, body }) => {
      const ids = { runId: deps.newId(), qualificationId: deps.newId() };
      const identity = caller.reviewer;
      const done = await ownership.answerCalibration({ identity, workflowId, ...body, ...ids });
      if (!done) throw new Refusal('not-found', NO_SET);
      return done;
    },

    lessons: async ({ caller, id: workflowId, query }) => {
      // The schema takes anything of a UUID's letters; the database would not.
      if (query.cursor !== undefined) parseWith(Uuid, query.cursor.split('.')[1], '/cursor');
      return lessonsFor(deps, caller.agent, { workflowId, ...query });
    },
  };
};
