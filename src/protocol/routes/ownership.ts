import { LessonsAnswer, LessonsQuery } from '../lessons.ts';
import {
  AwayAnswer,
  AwayRequest,
  CalibrationAnswers,
  CalibrationProgress,
  CalibrationPut,
  CalibrationQuery,
  CalibrationSet,
  CalibrationTask,
  QualificationsAnswer,
} from '../ownership.ts';
import { VersionsAnswer, WorkflowAnswer, WorkflowPut } from '../policies.ts';
import type { Route } from './route.ts';

/** Policies, who may decide by them, and what agents learn from decisions. */
export const ownershipRoutes = {
  putWorkflow: {
    method: 'PUT',
    path: '/v1/workflows/{id}',
    who: ['manager'],
    summary:
      'Create or change a workflow; its policy is validated, and counts its version up by one',
    body: WorkflowPut,
    answer: WorkflowAnswer,
    status: 200,
  },
  workflowVersions: {
    method: 'GET',
    path: '/v1/workflows/{id}/versions',
    who: ['reviewer'],
    summary: 'The versions of a workflow and its policy, newest first',
    answer: VersionsAnswer,
    status: 200,
  },
  away: {
    method: 'POST',
    path: '/v1/away',
    who: ['reviewer'],
    summary: 'Away until then, or back; the stand-in has the work meanwhile',
    body: AwayRequest,
    answer: AwayAnswer,
    status: 200,
  },
  qualifications: {
    method: 'GET',
    path: '/v1/qualifications',
    who: ['reviewer'],
    summary: 'What the caller is qualified for now',
    answer: QualificationsAnswer,
    status: 200,
  },
  putCalibration: {
    method: 'PUT',
    path: '/v1/workflows/{id}/calibration',
    who: ['manager'],
    summary: 'A new version of the calibration set of one tier',
    body: CalibrationSet,
    answer: CalibrationPut,
    status: 200,
  },
  nextCalibration: {
    method: 'GET',
    path: '/v1/workflows/{id}/calibration/next',
    who: ['reviewer'],
    summary: 'The next item of a calibration set, without its answer',
    query: CalibrationQuery,
    answer: CalibrationTask,
    status: 200,
  },
  answerCalibration: {
    method: 'POST',
    path: '/v1/workflows/{id}/calibration/answers',
    who: ['reviewer'],
    summary: 'Answers to calibration items; the last one scores the set',
    body: CalibrationAnswers,
    answer: CalibrationProgress,
    status: 200,
  },
  lessons: {
    method: 'GET',
    path: '/v1/workflows/{id}/lessons',
    who: ['agent'],
    summary: 'What people corrected lately, by reason, as data to learn from',
    query: LessonsQuery,
    answer: LessonsAnswer,
    status: 200,
  },
} as const satisfies Record<string, Route>;
