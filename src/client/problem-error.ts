import { type Problem, type ProblemCode, problemCode } from '../protocol/problem.ts';

/** What the gate refused, as RFC 9457 says it; `code` is null for a problem this version doesn't know. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly code: ProblemCode | null;
  readonly status: number;
  /** seconds after which the gate will answer again, when it said so */
  readonly retryAfter: number | null;
  constructor(problem: Problem, retryAfter: number | null = null) {
    const where = (problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
    super([problem.detail ?? problem.title, ...where].join('; '));
    this.name = 'ProblemError';
    this.problem = problem;
    this.code = problemCode(problem.type);
    this.status = problem.status;
    this.retryAfter = retryAfter;
  }
}
