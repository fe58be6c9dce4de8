import type { ProblemCode } from '../../../protocol/problem.ts';

/** Thrown by use cases and stores for what the caller did wrong; http turns it into a problem. */
export class Refusal extends Error {
  readonly code: ProblemCode;
  readonly errors: { path: string; message: string }[];
  constructor(code: ProblemCode, detail: string, errors: { path: string; message: string }[] = []) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.errors = errors;
  }
}

/** The workflow or the proposal is no longer the one by which a revision was routed; route it again. */
export class RoutedByOld extends Error {}
