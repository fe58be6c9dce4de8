export type { Content } from '../core/schema/content.ts';
export type { Signal } from '../core/schema/signal.ts';
export type { Lesson, LessonsAnswer } from '../protocol/lessons.ts';
export type {
  DecisionReport,
  ProposalAnswer,
  ProposalInput,
  Withdrawal,
} from '../protocol/proposals.ts';
export {
  AnswerError,
  type CallOptions,
  type Client,
  type ClientOptions,
  createClient,
  type WaitOptions,
  WaitTimeoutError,
} from './client.ts';
export { ProblemError } from './problem-error.ts';
export { type RetryOptions, UnreachableError } from './retry.ts';
export { ClearanceError, type VerifyInput, verifyClearance } from './verify-clearance.ts';
export { verifyWebhook, WebhookError } from './verify-webhook.ts';
