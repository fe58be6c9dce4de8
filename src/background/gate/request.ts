import * as z from 'zod/mini';
import { ROUTES, type Route, type RouteName } from '../../protocol/routes.ts';
import { t } from '../../words/t.ts';
import { dpopProof } from './dpop.ts';
import { GateProblem, GateUnreachable, problemOf } from './problems.ts';

type BodyOf<N extends RouteName> = (typeof ROUTES)[N] extends {
  body: infer B extends z.ZodMiniType;
}
  ? { body: z.input<B> }
  : { body?: undefined };

/** The answer of a route, parsed; of one that answers in lines, all of them. */
export type Answer<N extends RouteName> = (typeof ROUTES)[N] extends { lines: string }
  ? z.output<(typeof ROUTES)[N]['answer']>[]
  : z.output<(typeof ROUTES)[N]['answer']>;

export type CallInput<N extends RouteName> = BodyOf<N> & {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  signal?: AbortSignal | undefined;
  /** milliseconds until the answer must be there; 15 s by default */
  timeoutMs?: number;
};

/** What requests are made with, so that tests can stand in for network and clock. */
export type Wire = { fetch: typeof fetch; now: () => number };

const TIMEOUT_MS = 15_000;

/**
 * Sends requests with a DPoP proof and parses what comes back. Remembers the gate's nonce; a proof
 * that lacks it is made again once. Logs nothing.
 */
export class Requests {
  readonly #wire: Wire;
  readonly #nonces = new Map<string, string>();

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** @throws GateProblem when the gate says no, GateUnreachable when no usable answer came. */
  async send<N extends RouteName>(
    name: N,
    input: CallInput<N>,
    by: { gateUrl: string; pair: CryptoKeyPair; token?: string },
  ): Promise<{ answer: Answer<N>; serverNow: number }> {
    const url = address(ROUTES[name], by.gateUrl, input);
    try {
      return await this.#once(name, input, { ...by, url });
    } catch (error) {
      if (!(error instanceof GateProblem) || error.code !== 'use-dpop-nonce') throw error;
      return await this.#once(name, input, { ...by, url });
    }
  }

  async #once<N extends RouteName>(
    name: N,
    input: CallInput<N>,
    by: { gateUrl: string; url: string; pair: CryptoKeyPair; token?: string },
  ): Promise<{ answer: Answer<N>; serverNow: number }> {
    const route: Route = ROUTES[name];
    const now = this.#wire.now();
    const proof = await dpopProof({
      pair: by.pair,
      method: route.method,
      url: by.url,
      now,
      token: by.token,
      nonce: this.#nonces.get(by.gateUrl),
    });
    const headers: Record<string, string> = { DPoP: proof };
    if (by.token !== undefined) headers.Authorization = `DPoP ${by.token}`;
    if (input.body !== undefined) headers['Content-Type'] = route.takes ?? 'application/json';
    const response = await this.#fetch(by.url, input, {
      method: route.method,
      headers,
      ...bodyOf(route, input.body),
    });
    const nonce = response.headers.get('DPoP-Nonce');
    if (nonce !== null) this.#nonces.set(by.gateUrl, nonce);
    if (!response.ok) throw await problemOf(response, now);
    const answer = route.lines
      ? z.safeParse(z.array(route.answer), await this.#lines(response))
      : z.safeParse(route.answer, await this.#read(route, response));
    if (!answer.success) {
      throw new GateUnreachable(t('background_gates_answer_not_understood', { name }));
    }
    const date = Date.parse(response.headers.get('Date') ?? '');
    return {
      answer: answer.data as Answer<N>,
      serverNow: Number.isNaN(date) ? now : date,
    };
  }

  async #fetch(
    url: string,
    input: { signal?: AbortSignal | undefined; timeoutMs?: number },
    init: RequestInit,
  ): Promise<Response> {
    const timeout = AbortSignal.timeout(input.timeoutMs ?? TIMEOUT_MS);
    const signal = input.signal === undefined ? timeout : AbortSignal.any([timeout, input.signal]);
    try {
      return await this.#wire.fetch(url, {
        ...init,
        signal,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      });
    } catch {
      throw new GateUnreachable(t('background_gate_cannot_reached'));
    }
  }

  async #lines(response: Response): Promise<unknown[]> {
    try {
      const text = await response.text();
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    } catch {
      throw new GateUnreachable("The gate's answer broke off.");
    }
  }

  async #read({ gives }: Route, response: Response): Promise<unknown> {
    try {
      return await (gives === undefined ? response.json() : response.text());
    } catch {
      throw new GateUnreachable(t('background_gates_answer_broke_off'));
    }
  }
}

const bodyOf = ({ takes }: Route, body: unknown): { body?: string } =>
  body === undefined
    ? {}
    : { body: takes !== undefined && typeof body === 'string' ? body : JSON.stringify(body) };

/** A route's address with its parameters and query filled in. */
export function address(
  route: Route,
  gateUrl: string,
  input: {
    params?: Record<string, string>;
    query?: Record<string, string | number | undefined>;
  },
): string {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = input.params?.[name];
    if (value === undefined) throw new TypeError(`${route.path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `${gateUrl}${path}${query.size === 0 ? '' : `?${query}`}`;
}
