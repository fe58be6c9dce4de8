import * as z from 'zod/mini';
import { Problem, type ProblemCode, problemCode } from '../../protocol/problem.ts';
import { t } from '../../words/t.ts';

/** The gate answered, and said no. Its words are for the person; no content is in them. */
export class GateProblem extends Error {
  override name = 'GateProblem';
  readonly code: ProblemCode | null;
  readonly status: number;
  /** milliseconds that the gate asks us to wait, when it does */
  readonly retryAfterMs: number | null;
  /** where a request was wrong, as the gate names it */
  readonly faults: readonly { path: string; message: string }[];
  constructor(input: {
    code: ProblemCode | null;
    status: number;
    detail: string;
    retryAfterMs?: number | null;
    faults?: readonly { path: string; message: string }[] | undefined;
  }) {
    super(input.detail);
    this.code = input.code;
    this.status = input.status;
    this.retryAfterMs = input.retryAfterMs ?? null;
    this.faults = input.faults ?? [];
  }
}

/** No usable answer: the request may have arrived, or not. */
export class GateUnreachable extends Error {
  override name = 'GateUnreachable';
}

/** This device isn't enrolled. */
export class NotPaired extends Error {
  override name = 'NotPaired';
  constructor() {
    super(t('background_browser_not_paired_gate'));
  }
}

/** The gate no longer knows this device. */
export class Revoked extends Error {
  override name = 'Revoked';
  constructor() {
    super(t('background_gate_has_revoked_device_pair'));
  }
}

/** The problem in an answer that isn't ok; made up from the status where the body says nothing. */
export async function problemOf(response: Response, now: number): Promise<GateProblem> {
  const body = z.safeParse(Problem, await response.json().catch(() => null));
  const retryAfterMs = retryAfter(response.headers.get('Retry-After'), now);
  if (!body.success) {
    const detail = t('background_gate_answered', { status: response.status });
    return new GateProblem({
      code: null,
      status: response.status,
      detail,
      retryAfterMs,
    });
  }
  const { type, title, detail, errors } = body.data;
  return new GateProblem({
    code: problemCode(type),
    status: response.status,
    detail: detail ?? title,
    retryAfterMs,
    faults: errors,
  });
}

/** `Retry-After` in milliseconds from now: seconds, or a date. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
