import { createHash, randomUUID } from 'node:crypto';
import {
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  SignJWT,
} from 'jose';
import { v7 } from 'uuid';
import type * as z from 'zod/mini';
import { ProblemError } from '../../src/client/problem-error.ts';
import { canonical } from '../../src/core/digest/canonical.ts';
import { contentDigest } from '../../src/core/digest/content.ts';
import type { Decision, DecisionAnswer } from '../../src/core/schema/decision.ts';
import type { DispatchResult } from '../../src/core/schema/dispatch.ts';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import { DECISION_TYP } from '../../src/protocol/decisions.ts';
import type { PairAnswer, PublicJwk } from '../../src/protocol/pairing.ts';
import { Problem } from '../../src/protocol/problem.ts';
import { ROUTES, type RouteName } from '../../src/protocol/routes.ts';
import type { SyncAnswer } from '../../src/protocol/sync.ts';

type Answer<N extends RouteName> = z.infer<(typeof ROUTES)[N]['answer']>;
type Request = { id?: string; query?: string; body?: unknown };

/** One request may take this long, the gate's longest wait included, before it counts as hung. */
const HUNG_MS = 40_000;

/**
 * A reviewer's device without a browser: its own ES256 key, DPoP proofs with the server's nonce,
 * signed decisions. Calls throw ProblemError when the gate refuses and whatever `fetch` throws when
 * it can't be reached; nothing is retried but an outdated nonce.
 */
export class Reviewer {
  readonly url: string;
  /** where a request to an address goes, when several processes answer for one public address */
  route: (url: string) => string = (url) => url;
  readonly jkt: string;
  readonly #privateKey: CryptoKey;
  readonly #jwk: PublicJwk;
  #nonce = '';
  #token = '';
  #me: PairAnswer | null = null;

  private constructor(url: string, key: { privateKey: CryptoKey; jwk: PublicJwk; jkt: string }) {
    this.url = url.replace(/\/$/, '');
    this.#privateKey = key.privateKey;
    this.#jwk = key.jwk;
    this.jkt = key.jkt;
  }

  /** A new device, enrolled with a pairing code. */
  static async pair(url: string, code: string, device = 'Test device'): Promise<Reviewer> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const { x = '', y = '' } = await exportJWK(publicKey);
    const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y };
    const jkt = await calculateJwkThumbprint(jwk);
    const reviewer = new Reviewer(url, { privateKey, jwk, jkt });
    const me = await reviewer.call('pair', { body: { code, device, jwk } });
    reviewer.#me = me;
    reviewer.#token = me.accessToken;
    return reviewer;
  }

  get workspaceId(): string {
    return this.#paired().workspace.id;
  }

  get deviceId(): string {
    return this.#paired().deviceId;
  }

  /** A page of the feed after `cursor`; null starts over. */
  sync(cursor: string | null, options: { wait?: number; limit?: number } = {}) {
    const query = new URLSearchParams();
    if (cursor !== null) query.set('cursor', cursor);
    for (const [name, value] of Object.entries(options)) query.set(name, String(value));
    return this.call('sync', { query: `?${query}` });
  }

  /** Every entry after `cursor` to the feed's end, and the cursor there. */
  async syncAll(cursor: string | null = null): Promise<Pick<SyncAnswer, 'entries' | 'cursor'>> {
    const entries: SyncAnswer['entries'] = [];
    for (let at = cursor; ; ) {
      const page = await this.sync(at);
      at = page.cursor;
      entries.push(...page.entries);
      if (!page.more) return { entries, cursor: page.cursor };
    }
  }

  /** A decision on an item as it is shown; approves it unless told otherwise. */
  async decision(
    item: Pick<ReviewItem, 'proposalId' | 'revision' | 'contentDigest'>,
    change: Partial<Decision> = {},
  ): Promise<Decision> {
    return {
      v: 1,
      id: v7(),
      workspaceId: this.workspaceId,
      proposalId: item.proposalId,
      revision: item.revision,
      action: 'approve',
      contentDigest: change.content ? await contentDigest(change.content) : item.contentDigest,
      attention: { activeMs: 4000, unseenWords: 0, flagsSeen: true, evidenceOpened: 0 },
      decidedAt: new Date().toISOString(),
      ...change,
    };
  }

  /** Compact JWS over the decision's RFC 8785 form, as the gate keeps it. */
  sign(decision: Decision): Promise<string> {
    return new CompactSign(new TextEncoder().encode(canonical(decision)))
      .setProtectedHeader({ alg: 'ES256', typ: DECISION_TYP, kid: this.jkt })
      .sign(this.#privateKey);
  }

  /** Sends signed decisions; an answer each, in their order. */
  async decide(signed: string[]): Promise<DecisionAnswer[]> {
    return (await this.call('decide', { body: { decisions: signed } })).answers;
  }

  redeem(
    clearanceId: string,
    digests: { contentDigest: string; composeDigest?: string; tailDigest?: string },
  ) {
    return this.call('redeem', { id: clearanceId, body: digests });
  }

  result(dispatchId: string, result: DispatchResult) {
    return this.call('result', { id: dispatchId, body: result });
  }

  /** Any route of the protocol's table, parsed. @throws ProblemError, TypeError */
  async call<N extends RouteName>(name: N, request: Request = {}): Promise<Answer<N>> {
    const { answer } = ROUTES[name];
    const response = await this.send(name, request);
    if (!response.ok) throw await refusal(response);
    return answer.parse(await response.json()) as Answer<N>;
  }

  /** The same, as the raw response of a call whose proof was made beforehand or is made now. */
  async send(
    name: RouteName,
    { id = '', query = '', body }: Request,
    proof?: string,
  ): Promise<Response> {
    const { method, path } = ROUTES[name];
    const url = `${this.url}${path.replace('{id}', id)}`;
    for (let attempt = 1; ; attempt += 1) {
      const dpop = attempt === 1 && proof !== undefined ? proof : await this.proof(method, url);
      const response = await fetch(this.route(`${url}${query}`), {
        method,
        headers: {
          dpop,
          ...(this.#token === '' ? {} : { authorization: `DPoP ${this.#token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        signal: AbortSignal.timeout(HUNG_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      this.#nonce = response.headers.get('dpop-nonce') ?? this.#nonce;
      const challenge = response.headers.get('www-authenticate') ?? '';
      if (attempt > 1 || !challenge.includes('use_dpop_nonce')) return response;
      await response.body?.cancel();
    }
  }

  /** A DPoP proof for one request, with the newest nonce. `url` without a query. */
  proof(method: string, url: string): Promise<string> {
    const token = this.#token;
    return new SignJWT({
      jti: randomUUID(),
      htm: method,
      htu: url,
      iat: Math.floor(Date.now() / 1000),
      ...(this.#nonce === '' ? {} : { nonce: this.#nonce }),
      ...(token === '' ? {} : { ath: createHash('sha256').update(token).digest('base64url') }),
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: { ...this.#jwk } })
      .sign(this.#privateKey);
  }

  #paired(): PairAnswer {
    if (this.#me === null) throw new Error('this device is not paired');
    return this.#me;
  }
}

async function refusal(response: Response): Promise<ProblemError> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  const after = Number(response.headers.get('retry-after') ?? Number.NaN);
  const problem = parsed.success
    ? parsed.data
    : { type: 'about:blank', title: 'not a problem document', status: response.status };
  return new ProblemError(problem, Number.isFinite(after) ? after : null);
}
