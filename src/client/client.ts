// fetch, URL, WebCrypto and the like: in Node and in every browser, in no ES library.
/// <reference types="node" />
import type * as z from 'zod/mini';
import type { Signal } from '../core/schema/signal.ts';
import type { LessonsAnswer } from '../protocol/lessons.ts';
import { Problem } from '../protocol/problem.ts';
import type {
  DecisionReport,
  ProposalAnswer,
  ProposalInput,
  Withdrawal,
} from '../protocol/proposals.ts';
import { agentRoutes } from '../protocol/routes/agent.ts';
import { ownershipRoutes } from '../protocol/routes/ownership.ts';
import { ProblemError } from './problem-error.ts';
import { pause, persistently, type RetryOptions, UnreachableError } from './retry.ts';

export type ClientOptions = {
  /** the gate's public URL */
  url: string;
  /** the agent's API key, `csk_…` */
  key: string;
  /** another fetch, for proxies and tests */
  fetch?: typeof fetch;
  /** how a gate that is away or busy is asked again */
  retry?: RetryOptions;
  /** milliseconds for one answer, besides what a long poll waits; 15,000 if left out */
  timeoutMs?: number;
};

/** For one call. */
export type CallOptions = { signal?: AbortSignal };
export type WaitOptions = CallOptions & {
  /** milliseconds until it rejects with {@link WaitTimeoutError}; for ever if left out */
  timeoutMs?: number;
};

/** Nobody decided within the time that the caller gave; the proposal is as it was, wait again. */
export class WaitTimeoutError extends Error {
  constructor(id: string, ms: number) {
    super(`nobody decided on ${id} within ${ms} ms`);
    this.name = 'WaitTimeoutError';
  }
}

/** An answer that this version of the client does not understand. */
export class AnswerError extends Error {
  constructor(cause: unknown) {
    super('the answer is not one of this protocol version', { cause });
    this.name = 'AnswerError';
  }
}

/**
 * Calls for agents and sources. Each may be repeated safely, and is while the gate is away or busy;
 * what the gate refuses is a {@link ProblemError} with its code.
 */
export type Client = {
  /** Idempotent by `externalId`: the same content again gives the same answer. */
  propose(input: ProposalInput, options?: CallOptions): Promise<ProposalAnswer>;
  revise(id: string, input: ProposalInput, options?: CallOptions): Promise<ProposalAnswer>;
  withdraw(id: string, options?: CallOptions): Promise<Withdrawal>;
  /**
   * Waits for a person or the policy, by repeated long polls, until there is a decision or the
   * proposal ended without one (`decision: null`); an escalation is no decision yet. Goes on over restarts of the gate and cuts of the
   * network for as long as the caller waits; after a restart of the caller, call it again with the id.
   */
  waitForDecision(id: string, options?: WaitOptions): Promise<DecisionReport>;
  /** Idempotent by each signal's id. Any number: sent in batches of what one request takes. */
  reportSignals(
    signals: readonly Signal[],
    options?: CallOptions,
  ): Promise<{ accepted: number; duplicates: number }>;
  reportSignal(
    signal: Signal,
    options?: CallOptions,
  ): Promise<{ accepted: number; duplicates: number }>;
  /** What people corrected lately in a workflow that this agent proposes to, one page. */
  lessons(
    workflowId: string,
    options?: CallOptions & { days?: number; limit?: number; cursor?: string },
  ): Promise<LessonsAnswer>;
};

// Not the whole table: what other callers' schemas need would be installed with this.
const ROUTES = { ...agentRoutes, lessons: ownershipRoutes.lessons };
type RouteName = keyof typeof ROUTES;

/** seconds of one long poll, signals of one batch */
const WAIT = 30;
const BATCH = 500;
/** milliseconds between looks at what was escalated */
const ESCALATED_MS = 5_000;
const OPEN: readonly string[] = ['pending', 'escalated'];

export function createClient(options: ClientOptions): Client {
  const { url, key, fetch: ask = fetch, retry = {}, timeoutMs = 15_000 } = options;
  const base = url.replace(/\/$/, '');
  type Request = {
    id?: string;
    query?: Record<string, string | number | undefined>;
    body?: unknown;
    signal?: AbortSignal | undefined;
    /** milliseconds that the gate may hold the answer back */
    waits?: number;
  };

  async function once<N extends RouteName>(
    name: N,
    request: Request,
  ): Promise<z.infer<(typeof ROUTES)[N]['answer']>> {
    const { method, path, answer } = ROUTES[name];
    const { id = '', query = {}, body, signal, waits = 0 } = request;
    const search = new URLSearchParams(
      Object.entries(query).flatMap(([each, value]) =>
        value === undefined ? [] : [[each, String(value)] as [string, string]],
      ),
    );
    const limit = AbortSignal.timeout(waits + timeoutMs);
    const target = `${base}${path.replace('{id}', encodeURIComponent(id))}`;
    const init: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    };
    let response: Response;
    let text: string;
    try {
      response = await ask(search.size > 0 ? `${target}?${search}` : target, init);
      text = await response.text();
    } catch (error) {
      signal?.throwIfAborted();
      throw new UnreachableError(error);
    }
    if (!response.ok) throw refusal(response, text);
    try {
      // Parsed, so that a gate of another version fails here and not somewhere later.
      return answer.parse(JSON.parse(text)) as z.infer<(typeof ROUTES)[N]['answer']>;
    } catch (error) {
      throw new AnswerError(error);
    }
  }
  const call = <N extends RouteName>(name: N, request: Request, again: RetryOptions = retry) =>
    persistently(() => once(name, request), { ...again, signal: request.signal });

  async function reportSignals(
    signals: readonly Signal[],
    { signal }: CallOptions = {},
  ): Promise<{ accepted: number; duplicates: number }> {
    const sum = { accepted: 0, duplicates: 0 };
    for (let at = 0; at < signals.length; at += BATCH) {
      const body = { signals: signals.slice(at, at + BATCH) };
      const { accepted, duplicates } = await call('signals', { body, signal });
      sum.accepted += accepted;
      sum.duplicates += duplicates;
    }
    return sum;
  }

  async function waitForDecision(
    id: string,
    { signal, timeoutMs: patience }: WaitOptions = {},
  ): Promise<DecisionReport> {
    const over = patience === undefined ? null : AbortSignal.timeout(patience);
    const ends = [signal, over].filter((each) => each instanceof AbortSignal);
    const end = ends.length > 0 ? AbortSignal.any(ends) : undefined;
    try {
      for (;;) {
        const request = { id, query: { wait: WAIT }, signal: end, waits: WAIT * 1000 };
        // A gate that restarts, or is away for the night, is waited for like a person is.
        const again = { ...retry, attempts: Number.POSITIVE_INFINITY };
        const report = await call('awaitDecision', request, again);
        if (!OPEN.includes(report.state)) return report;
        if (report.decision && report.decision.action !== 'escalate') return report;
        // An escalation hands it to another person; the gate says it at once, so it is asked calmly.
        if (report.decision) await pause(ESCALATED_MS, end);
        end?.throwIfAborted();
      }
    } catch (error) {
      if (over?.aborted && !signal?.aborted) throw new WaitTimeoutError(id, patience ?? 0);
      throw error;
    }
  }

  return {
    propose: (body, { signal } = {}) => call('propose', { body, signal }),
    revise: (id, body, { signal } = {}) => call('revise', { id, body, signal }),
    withdraw: (id, { signal } = {}) => call('withdraw', { id, signal }),
    waitForDecision,
    reportSignals,
    reportSignal: (signal, given) => reportSignals([signal], given),
    lessons: (id, { signal, ...query } = {}) => call('lessons', { id, query, signal }),
  };
}

function refusal(response: Response, text: string): ProblemError {
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  const parsed = Problem.safeParse(parse(text));
  if (parsed.success) return new ProblemError(parsed.data, retryAfter);
  // A proxy answered, not the gate.
  const { status, statusText: title } = response;
  return new ProblemError(
    { type: 'about:blank', title: title || `HTTP ${status}`, status },
    retryAfter,
  );
}

/** `Retry-After` in seconds, given so or as a date (RFC 9110); null without. */
function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
