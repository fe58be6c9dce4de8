import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { AlertClose } from '../../src/core/schema/alert.ts';
import { Decision, type DecisionAnswer } from '../../src/core/schema/decision.ts';
import type { Dispatch } from '../../src/core/schema/dispatch.ts';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import type { SyncAudit } from '../../src/protocol/audit.ts';
import { DecisionsRequest } from '../../src/protocol/decisions.ts';
import type { SweepAnswer } from '../../src/protocol/levers.ts';
import { PairRequest, PublicJwk } from '../../src/protocol/pairing.ts';
import { PROBLEMS, type ProblemCode, problemType } from '../../src/protocol/problem.ts';
import type { ProposalShown } from '../../src/protocol/proposals.ts';
import type { SyncEntry } from '../../src/protocol/sync.ts';
import { ACCOUNT, idOf, WORKSPACE } from '../store/item.ts';

export const DEVICE = idOf(0xde);
const NOW = '2026-11-22T12:00:00.000Z';

class Refused extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode) {
    super(code);
    this.code = code;
  }
}

/**
 * The wire side of a gate, in the browser where a real one can't run (the .e2e tests use that): it
 * checks proofs, tokens and signatures as the gate does and keeps a feed. Faults are set by tests.
 */
export class GateDouble {
  readonly feed: SyncEntry[] = [];
  readonly decisions = new Map<string, DecisionAnswer>();
  readonly asked: string[] = [];
  readonly dispatches: Dispatch[] = [];
  readonly bodies: { path: string; body: unknown }[] = [];
  /** what a sweep finds */
  readonly stopped: SweepAnswer['stopped'] = [];
  readonly redeemed = new Set<string>();
  /** alerts that are closed, by whomever, and as what */
  readonly closed = new Map<string, string>();
  /** what it shows by its id, beside what the feed has */
  readonly shown = new Map<string, ProposalShown>();
  /** the network drops the request, or the answer to it, of these paths */
  readonly dropRequest = new Set<string>();
  readonly dropAnswer = new Set<string>();
  refuse: Map<string, ProblemCode> = new Map();
  revoked = false;
  tokens = 0;
  page = 2;
  /** the network drops what is asked of the feed from this place on */
  feedEndsAt = Number.POSITIVE_INFINITY;
  resyncOnce = false;
  /** what syncs say of the audit chain, and the heads that came with them */
  audit: SyncAudit | undefined;
  readonly heads: (string | null)[] = [];
  /** whose gate it is: workspaces and devices of two gates have ids of their own */
  readonly workspace: { id: string; name: string };
  readonly device: string;
  #jkt = '';
  #jwk: PublicJwk | undefined;
  readonly #proofs = new Set<string>();

  constructor(of: { workspace?: { id: string; name: string }; device?: string } = {}) {
    this.workspace = of.workspace ?? { id: WORKSPACE, name: 'Northwind' };
    this.device = of.device ?? DEVICE;
  }

  readonly fetch: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const path = url.pathname;
    this.asked.push(`${init.method} ${path}`);
    if (this.dropRequest.has(path)) throw new TypeError('Failed to fetch');
    let response: Response;
    try {
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      if (body !== undefined) this.bodies.push({ path, body });
      await this.#authenticate(url, init);
      const refused = this.refuse.get(path);
      if (refused !== undefined) throw new Refused(refused);
      response = Response.json(await this.#answer(url, body));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, title } = PROBLEMS[error.code];
      response = Response.json({ type: problemType(error.code), title, status }, { status });
    }
    if (this.dropAnswer.has(path)) throw new TypeError('Failed to fetch');
    response.headers.set('DPoP-Nonce', 'nonce-1');
    response.headers.set('Date', new Date().toUTCString());
    return response;
  };

  upsert(item: ReviewItem): void {
    this.feed.push({ op: 'upsert', item });
  }

  async #authenticate(url: URL, init: RequestInit): Promise<void> {
    const headers = new Headers(init.headers);
    const proof = headers.get('DPoP') ?? '';
    const jwk = PublicJwk.parse(decodeProtectedHeader(proof).jwk);
    const { payload } = await compactVerify(proof, await importJWK(jwk, 'ES256'));
    const claims = JSON.parse(new TextDecoder().decode(payload));
    if (claims.htm !== init.method || claims.htu !== `${url.origin}${url.pathname}`) {
      throw new Refused('unauthenticated');
    }
    if (claims.nonce !== 'nonce-1') throw new Refused('use-dpop-nonce');
    if (this.#proofs.has(claims.jti)) throw new Refused('unauthenticated');
    this.#proofs.add(claims.jti);
    const jkt = await calculateJwkThumbprint(jwk);
    if (url.pathname === '/v1/pair') {
      this.#jkt = jkt;
      this.#jwk = jwk;
      return;
    }
    const token = url.pathname === '/v1/token' || this.#token(headers, claims.ath);
    if (this.revoked || jkt !== this.#jkt || !token) throw new Refused('unauthenticated');
  }

  #token(headers: Headers, ath: unknown): boolean {
    return headers.get('Authorization') === `DPoP token-${this.tokens}` && typeof ath === 'string';
  }

  async #answer(url: URL, body: unknown): Promise<unknown> {
    const path = url.pathname;
    const id = path.split('/')[3] ?? '';
    if (path === '/v1/pair') return this.#paired(PairRequest.parse(body));
    if (path === '/v1/token') return this.#newToken();
    if (path === '/v1/sync') return this.#sync(url.searchParams);
    if (path === '/v1/decisions') {
      const { decisions } = DecisionsRequest.parse(body);
      return { answers: await Promise.all(decisions.map((jws) => this.#decide(jws))) };
    }
    const asked = /^\/v1\/proposals\/([0-9a-f-]{36})$/.exec(path)?.[1];
    if (asked !== undefined) {
      const shown = this.shown.get(asked);
      if (!shown) throw new Refused('not-found');
      return shown;
    }
    if (path.startsWith('/v1/alerts/')) return this.#close(id, AlertClose.parse(body));
    if (path === '/v1/device') return { revoked: true };
    if (path === '/v1/sweeps') return { id: idOf(0x51), stopped: this.stopped, underWay: [] };
    if (path === '/v1/dispatches') return { dispatches: this.dispatches };
    if (path === '/v1/signals') return { accepted: 1, duplicates: 0 };
    if (path.endsWith('/redeem')) return this.#redeem(id);
    if (path.endsWith('/result')) return { dispatchId: id, state: 'executed' };
    if (path === '/v1/live') throw new Refused('unavailable');
    throw new Refused('not-found');
  }

  #close(id: string, { verdict }: AlertClose) {
    const before = this.closed.get(id) ?? verdict;
    if (before !== verdict) throw new Refused('not-open');
    this.closed.set(id, verdict);
    const times = { firstAt: NOW, lastAt: NOW, dueAt: NOW, closedAt: NOW };
    const said = { kind: 'brake-warns', urgency: 'tell', owner: '', title: 'Bounces', detail: {} };
    return { alert: { id, ...said, times: 1, ...times, verdict } };
  }

  #newToken() {
    this.tokens += 1;
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    return { accessToken: `token-${this.tokens}`, expiresAt };
  }

  #paired({ code }: PairRequest) {
    if (code !== 'GOOD-CODE') throw new Refused('pairing-refused');
    return {
      ...this.#newToken(),
      deviceId: this.device,
      workspace: { ...this.workspace, createdAt: NOW },
      reviewer: { id: idOf(0xee), name: 'Maya', email: ACCOUNT, role: 'rep', mailboxes: [ACCOUNT] },
      gate: { name: 'gate', url: 'https://gate.example', keyThumbprint: 'k' },
    };
  }

  #sync(query: URLSearchParams) {
    if (this.resyncOnce && query.has('cursor')) {
      this.resyncOnce = false;
      return { entries: [], cursor: '0.0', more: false, resync: true };
    }
    const from = Number((query.get('cursor') ?? '0.0').split('.')[0]);
    if (from >= this.feedEndsAt) throw new TypeError('Failed to fetch');
    this.heads.push(query.get('head'));
    const entries = this.feed.slice(from, from + this.page);
    const at = from + entries.length;
    const audit = this.audit === undefined ? {} : { audit: this.audit };
    return { entries, cursor: `${at}.0`, more: at < this.feed.length, ...audit };
  }

  async #decide(jws: string): Promise<DecisionAnswer> {
    if (this.#jwk === undefined) throw new Refused('unauthenticated');
    const { payload } = await compactVerify(jws, await importJWK(this.#jwk, 'ES256'));
    const decision = Decision.parse(JSON.parse(new TextDecoder().decode(payload)));
    const before = this.decisions.get(decision.id);
    if (before !== undefined) return { ...before, status: 'duplicate' };
    const answer: DecisionAnswer = { id: decision.id, status: 'accepted' };
    this.decisions.set(decision.id, answer);
    const item = this.#latest(decision.proposalId);
    if (item !== undefined && decision.action === 'approve') {
      const { composeDigest } = decision;
      this.upsert({
        ...item,
        state: 'approved',
        decision: { id: decision.id, action: 'approve', by: 'Maya', at: NOW },
        clearance: {
          ...{ id: clearanceOf(item.proposalId), contentDigest: decision.contentDigest },
          ...(composeDigest === undefined ? {} : { composeDigest }),
          ...{ executor: `gmail-compose:${this.device}`, expiresAt: '2026-11-23T12:00:00.000Z' },
          state: 'open',
        },
      });
    }
    return answer;
  }

  #latest(proposalId: string): ReviewItem | undefined {
    return this.feed
      .flatMap((entry) => (entry.op === 'upsert' ? [entry.item] : []))
      .findLast((item) => item.proposalId === proposalId);
  }

  #redeem(clearanceId: string) {
    if (this.redeemed.has(clearanceId)) throw new Refused('clearance-redeemed');
    this.redeemed.add(clearanceId);
    const id = dispatchOf(clearanceId);
    this.dispatches.push({
      ...{ id, clearanceId, proposalId: idOf(1), executor: `gmail-compose:${this.device}` },
      ...{ state: 'claimed', createdAt: NOW },
    });
    return { clearanceId, dispatchId: id, redeemedAt: NOW };
  }
}

export const clearanceOf = (proposalId: string): string => proposalId.replace(/^0/, 'c');
export const dispatchOf = (clearanceId: string): string => clearanceId.replace(/^c/, 'd');
