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
import { canonical } from '../../../src/core/digest/canonical.ts';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { Decision } from '../../../src/core/schema/decision.ts';
import type { ProposalInput } from '../../../src/core/schema/proposal.ts';
import { auditAccess } from '../../../src/gate/audit/access.ts';
import { webhookSecret } from '../../../src/gate/connectors/webhook/index.ts';
import { difference } from '../../../src/gate/dispatch/difference.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createApp } from '../../../src/gate/http/app.ts';
import type { App, HttpConfig, HttpDeps } from '../../../src/gate/http/context.ts';
import { hashSecret } from '../../../src/gate/http/identify.ts';
import { codeForm } from '../../../src/gate/http/pairing-code.ts';
import { verifyDecisionJws } from '../../../src/gate/keys/decision-jws.ts';
import { drawOf } from '../../../src/gate/keys/draw.ts';
import { createGateKeys, type GateKeys } from '../../../src/gate/keys/gate-keys.ts';
import { newKeySet } from '../../../src/gate/keys/key-set.ts';
import { sanitize } from '../../../src/gate/sanitize/sanitize.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { DECISION_TYP } from '../../../src/protocol/decisions.ts';
import type { PublicJwk } from '../../../src/protocol/pairing.ts';
import { freshDatabase } from '../../support/pg.ts';
import { proposal, WORKFLOWS } from './material.ts';

export * from './material.ts';

export const ORIGIN = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';
export const CONFIG: HttpConfig = {
  name: 'Test gate',
  publicUrl: 'http://127.0.0.1:8787',
  extensionOrigins: [ORIGIN],
  trustProxy: true,
  agentRate: { perSecond: 1000, burst: 100_000 },
  pairRate: { perAddress: 20, overall: 100_000 },
};

export type TestGate = {
  app: App;
  store: Store;
  /** as the gate's role, for what only SQL can try */
  databaseUrl: string;
  keys: GateKeys;
  deps: HttpDeps;
  /** errors that the gate logged: a test that provoked none finds it empty */
  logged: object[];
  stopping: AbortController;
  close(): Promise<void>;
};

/** The real app over a real database of its own. */
export async function testGate(config: Partial<HttpConfig> = {}): Promise<TestGate> {
  const database = await freshDatabase();
  const store = createStore(database.url, { connections: 6 });
  const settings = { ...CONFIG, ...config };
  const keys = await createGateKeys({
    issuer: settings.publicUrl,
    set: await newKeySet(),
  });
  const stopping = new AbortController();
  const logged: object[] = [];
  const deps: HttpDeps = {
    audit: auditAccess({ store, keys, now: () => Date.now() }),
    store,
    keys,
    config: settings,
    log: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (facts) => logged.push(facts),
    },
    stopping: stopping.signal,
    sanitize,
    difference,
    verifyDecision: verifyDecisionJws,
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    newId: () => v7(),
    draw: drawOf(keys),
    now: () => Date.now(),
    webhookSecret: (workspaceId) => webhookSecret(keys.webhookMaster(), workspaceId),
  };
  return {
    app: createApp(deps),
    store,
    databaseUrl: database.url,
    keys,
    deps,
    logged,
    stopping,
    close: async () => {
      stopping.abort();
      await store.close();
      await database.drop();
    },
  };
}

export type Team = { workspaceId: string; agentId: string; key: string };

/** A workspace with its workflows and one agent. */
export async function team(store: Store, name = 'Acme'): Promise<Team> {
  const workspaceId = v7();
  await store.people.createWorkspace({ id: workspaceId, name });
  for (const workflow of WORKFLOWS) await store.workflows.putWorkflow({ workspaceId, workflow });
  return { workspaceId, ...(await agent(store, workspaceId)) };
}

export async function agent(store: Store, workspaceId: string) {
  const key = `csk_${randomUUID()}`;
  const agentId = v7();
  const keyHash = hashSecret(key);
  await store.people.createAgent({
    workspaceId,
    id: agentId,
    name: 'Writer',
    keyHash,
  });
  return { agentId, key };
}

export function call(
  gate: Pick<TestGate, 'app'>,
  method: string,
  path: string,
  options: {
    key?: string;
    body?: unknown;
    raw?: BodyInit;
    headers?: Record<string, string>;
  } = {},
): Promise<Response> {
  const { key, body, raw, headers } = options;
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return Promise.resolve(
    gate.app.request(path, {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    }),
  );
}

type ProofChange = {
  header?: object;
  payload?: Record<string, unknown>;
  omit?: string[];
};

/** A device as the extension is one: its own key, proofs with the server's nonce, signed decisions. */
export class Device {
  readonly gate: TestGate;
  readonly privateKey: CryptoKey;
  readonly jwk: PublicJwk;
  readonly jkt: string;
  nonce = '';
  token = '';
  deviceId = '';

  private constructor(gate: TestGate, key: { privateKey: CryptoKey; jwk: PublicJwk; jkt: string }) {
    this.gate = gate;
    this.privateKey = key.privateKey;
    this.jwk = key.jwk;
    this.jkt = key.jkt;
  }

  static async make(gate: TestGate): Promise<Device> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const { x = '', y = '' } = await exportJWK(publicKey);
    const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y };
    return new Device(gate, {
      privateKey,
      jwk,
      jkt: await calculateJwkThumbprint(jwk),
    });
  }

  /** A paired device of a new person. */
  static async paired(
    gate: TestGate,
    workspaceId: string,
    person: {
      role?: 'rep' | 'manager' | 'admin';
      mailboxes?: string[];
      email?: string;
    } = {},
  ): Promise<Device> {
    const device = await Device.make(gate);
    const answer = await device.pair(await pairingCode(gate.store, workspaceId, person));
    if (answer.status !== 201) throw new Error(await answer.text());
    return device;
  }

  async pair(code: string): Promise<Response> {
    const body = { code, device: 'Laptop', jwk: this.jwk };
    const answer = await this.send('POST', '/v1/pair', { body, token: null });
    if (answer.status === 201) {
      const { deviceId, accessToken } = (await answer.clone().json()) as Record<string, string>;
      this.deviceId = deviceId ?? '';
      this.token = accessToken ?? '';
    }
    return answer;
  }

  async proof(method: string, path: string, token: string | null, change: ProofChange = {}) {
    const payload: Record<string, unknown> = {
      jti: randomUUID(),
      htm: method,
      htu: `${this.gate.deps.config.publicUrl}${path.split('?')[0]}`,
      iat: Math.floor(Date.now() / 1000),
      nonce: this.nonce,
      ...(token ? { ath: createHash('sha256').update(token).digest('base64url') } : {}),
      ...change.payload,
    };
    for (const name of change.omit ?? []) delete payload[name];
    return new SignJWT(payload)
      .setProtectedHeader({
        alg: 'ES256',
        typ: 'dpop+jwt',
        jwk: { ...this.jwk },
        ...change.header,
      })
      .sign(this.privateKey);
  }

  /** One call as a client makes it: with the nonce it has, and once more when it is told a new one. */
  async send(
    method: string,
    path: string,
    options: {
      body?: unknown;
      raw?: BodyInit;
      token?: string | null;
      headers?: Record<string, string>;
      signal?: AbortSignal;
    } = {},
  ): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const token = options.token === undefined ? this.token : options.token;
      const answer = await call(this.gate, method, path, {
        ...(options.body === undefined ? {} : { body: options.body }),
        ...(options.raw === undefined ? {} : { raw: options.raw }),
        headers: {
          'x-forwarded-for': this.jkt,
          dpop: await this.proof(method, path, token),
          ...(token ? { authorization: `DPoP ${token}` } : {}),
          ...options.headers,
        },
      });
      this.nonce = answer.headers.get('dpop-nonce') ?? this.nonce;
      const again =
        answer.status === 401 &&
        (answer.headers.get('www-authenticate') ?? '').includes('use_dpop_nonce');
      if (!again || attempt > 1) return answer;
    }
  }

  async sign(payload: string, header: object = {}): Promise<string> {
    return new CompactSign(new TextEncoder().encode(payload))
      .setProtectedHeader({
        alg: 'ES256',
        typ: DECISION_TYP,
        kid: this.jkt,
        ...header,
      })
      .sign(this.privateKey);
  }

  async decide(decisions: string[]): Promise<{ status: string; conflict?: string; id: string }[]> {
    const answer = await this.send('POST', '/v1/decisions', {
      body: { decisions },
    });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return ((await answer.json()) as { answers: { status: string; id: string }[] }).answers;
  }
}

export async function pairingCode(
  store: Store,
  workspaceId: string,
  person: {
    role?: 'rep' | 'manager' | 'admin';
    mailboxes?: string[];
    email?: string;
  } = {},
): Promise<string> {
  const { role = 'rep', mailboxes = ['rep@acme.example'] } = person;
  const email = person.email ?? `${randomUUID()}@acme.example`;
  const reviewer = {
    workspaceId,
    id: v7(),
    name: 'Rae Rep',
    email,
    role,
    mailboxes,
  };
  const { id: reviewerId } = await store.people.upsertReviewer(reviewer);
  const code = randomUUID();
  const codeHash = hashSecret(codeForm(code));
  await store.people.createPairingCode({
    codeHash,
    workspaceId,
    reviewerId,
    ttlSeconds: 600,
  });
  return code;
}

/** Submits; fails the test when the gate refuses. */
export async function submit(gate: TestGate, { key }: Team, input: ProposalInput = proposal()) {
  const answer = await call(gate, 'POST', '/v1/proposals', {
    key,
    body: input,
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as {
    id: string;
    revision: number;
    state: string;
    lane: string;
    trigger: { code: string };
    contentDigest: string;
    flags: { code: string; origin: string }[];
  };
}

/** A decision's payload; approve by default. */
export async function decision(
  { workspaceId }: Team,
  submitted: { id: string; revision: number; contentDigest: string },
  change: Partial<Decision> = {},
): Promise<Decision> {
  return {
    v: 1,
    id: v7(),
    workspaceId,
    proposalId: submitted.id,
    revision: submitted.revision,
    action: 'approve',
    contentDigest: change.content ? await contentDigest(change.content) : submitted.contentDigest,
    attention: {
      activeMs: 4000,
      unseenWords: 0,
      flagsSeen: true,
      evidenceOpened: 0,
    },
    decidedAt: new Date().toISOString(),
    ...change,
  };
}

export const signed = async (device: Device, payload: Decision): Promise<string> =>
  device.sign(canonical(payload));
