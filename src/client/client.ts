// fetch, URL, WebCrypto and the like: in Node and in every browser, in no ES library.
/// <reference types="node" />
import type * as z from 'zod/mini';
import type { Signal } from '../core/schema/signal.ts';
import { Problem } from '../protocol/problem.ts';
import type {
  DecisionReport,
  ProposalAnswer,
  ProposalInput,
  Withdrawal,
} from '../protocol/proposals.ts';
import { ROUTES, type RouteName } from '../protocol/routes.ts';
import { ProblemError } from './problem-error.ts';

export type ClientOptions = {
  /** the gate's public URL */
  url: string;
  /** the agent's API key, `csk_…` */
  key: string;
  /** another fetch, for proxies and tests */
  fetch?: typeof fetch;
};

/** Calls for agents and sources. Every call throws {@link ProblemError} when the gate refuses. */
export type Client = {
  /** Idempotent by `externalId`: the same content again gives the same answer. */
  propose(input: ProposalInput): Promise<ProposalAnswer>;
  revise(id: string, input: ProposalInput): Promise<ProposalAnswer>;
  withdraw(id: string): Promise<Withdrawal>;
  /**
   * Waits for a person or the policy, by repeated long polls, until there is a decision, the
   * proposal ended without one (`decision: null`), or the signal aborts (rejects with its reason).
   */
  waitForDecision(id: string, options?: { signal?: AbortSignal }): Promise<DecisionReport>;
  /** Idempotent by each signal's id. */
  reportSignals(signals: Signal[]): Promise<{ accepted: number; duplicates: number }>;
};

/** seconds of one long poll */
const WAIT = 30;
const OPEN: readonly string[] = ['pending', 'escalated'];

export function createClient({ url, key, fetch: ask = fetch }: ClientOptions): Client {
  const base = url.replace(/\/$/, '');
  async function call<N extends RouteName>(
    name: N,
    request: { id?: string; query?: string; body?: unknown; signal?: AbortSignal | undefined },
  ): Promise<z.infer<(typeof ROUTES)[N]['answer']>> {
    const { method, path, answer } = ROUTES[name];
    const { id = '', query = '', body, signal } = request;
    const response = await ask(`${base}${path.replace('{id}', encodeURIComponent(id))}${query}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    if (!response.ok) throw await refusal(response);
    // Parsed, so that a gate of another version fails here and not somewhere later.
    return answer.parse(await response.json()) as z.infer<(typeof ROUTES)[N]['answer']>;
  }

  return {
    propose: (body) => call('propose', { body }),
    revise: (id, body) => call('revise', { id, body }),
    withdraw: (id) => call('withdraw', { id }),
    reportSignals: (signals) => call('signals', { body: { signals } }),
    waitForDecision: async (id, { signal } = {}) => {
      for (;;) {
        const report = await call('awaitDecision', { id, query: `?wait=${WAIT}`, signal });
        if (report.decision || !OPEN.includes(report.state)) return report;
      }
    },
  };
}

async function refusal(response: Response): Promise<ProblemError> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds : null;
  const body: unknown = await response.json().catch(() => null);
  const parsed = Problem.safeParse(body);
  if (parsed.success) return new ProblemError(parsed.data, retryAfter);
  // A proxy answered, not the gate.
  const { status, statusText: title } = response;
  return new ProblemError(
    { type: 'about:blank', title: title || `HTTP ${status}`, status },
    retryAfter,
  );
}
