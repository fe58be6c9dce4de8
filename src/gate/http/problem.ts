import { PROBLEMS, type Problem, type ProblemCode, problemType } from '../../protocol/problem.ts';
import { ConductRefusal, Refusal } from '../dispatch/ports.ts';

/** when to come back after `unavailable`: the embedded database is back by then */
const RETRY_SECONDS = '2';

type Extra = {
  errors?: { path: string; message: string }[];
  headers?: Record<string, string>;
  retryAt?: string;
};

/** An RFC 9457 answer. */
export function problem(code: ProblemCode, detail?: string, extra: Extra = {}): Response {
  const { status, title } = PROBLEMS[code];
  const body: Problem = {
    type: problemType(code),
    title,
    status,
    ...(detail ? { detail } : {}),
    ...(extra.errors && extra.errors.length > 0 ? { errors: extra.errors } : {}),
    ...(extra.retryAt === undefined ? {} : { retryAt: extra.retryAt }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...extra.headers },
  });
}

/** A refusal that also carries headers, `Retry-After` and the like. */
export class HttpRefusal extends Refusal {
  readonly headers: Record<string, string>;
  constructor(code: ProblemCode, detail: string, headers: Record<string, string>) {
    super(code, detail);
    this.headers = headers;
  }
}

/**
 * What an error says to the caller. Database errors are told by SQLSTATE: bad values are the
 * caller's, a database that is away or busy is worth a retry. `unexpected` ones must be logged.
 */
export function problemOf(error: unknown): { response: Response; unexpected: boolean } {
  if (error instanceof ConductRefusal && error.until !== undefined) {
    const seconds = Math.max(1, Math.ceil((Date.parse(error.until) - Date.now()) / 1000));
    return {
      response: problem(error.code, error.message, {
        retryAt: error.until,
        headers: { 'retry-after': String(seconds) },
      }),
      unexpected: false,
    };
  }
  if (error instanceof Refusal) {
    const headers =
      error instanceof HttpRefusal
        ? error.headers
        : error.code === 'unavailable'
          ? { 'retry-after': RETRY_SECONDS }
          : {};
    return {
      response: problem(error.code, error.message, { errors: error.errors, headers }),
      unexpected: false,
    };
  }
  const state = stateOf(error);
  if (state.startsWith('22'))
    return { response: problem('invalid-request', 'A value is out of range.'), unexpected: true };
  if (/^(08|53|57P|40|ECONN|EPIPE|ETIMEDOUT)/.test(state)) {
    const headers = { 'retry-after': RETRY_SECONDS };
    return {
      response: problem('unavailable', 'The database does not answer.', { headers }),
      unexpected: true,
    };
  }
  return { response: problem('internal', 'The gate failed; it is logged.'), unexpected: true };
}

/** SQLSTATE or system error code, '' without one. */
function stateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

/** What of an error may be logged: its kind and its place. Messages can quote what people wrote. */
export function logOf(error: unknown): { error: string; code: string; at: string[] } {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return {
    error: error instanceof Error ? error.name : typeof error,
    code: stateOf(error),
    at: stack
      .split('\n')
      .filter((row) => /^\s+at /.test(row))
      .slice(0, 8)
      .map((row) => row.trim()),
  };
}
