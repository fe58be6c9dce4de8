import { createHash, randomUUID } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import {
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
} from 'jose';
import * as z from 'zod/mini';
import { canonical } from '../../core/digest/canonical.ts';
import type { Decision } from '../../core/schema/decision.ts';
import { Uuid } from '../../core/schema/scalars.ts';
import { DECISION_TYP } from '../../protocol/decisions.ts';
import { PairAnswer, PublicJwk, TokenAnswer } from '../../protocol/pairing.ts';
import { ROUTES } from '../../protocol/routes.ts';

/** A device of one person: what the extension keeps in the browser, here in a file for its owner only. */
const DeviceFile = z.strictObject({
  gate: z.string(),
  deviceId: Uuid,
  workspaceId: Uuid,
  person: z.string(),
  key: z.looseObject({ kty: z.literal('EC'), d: z.string() }),
});
type DeviceFile = z.infer<typeof DeviceFile>;

const GATE = /^(https:\/\/[^\s/?#]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?)$/;
const TIMEOUT_MS = 60_000;
const Problem = z.object({ title: z.string(), detail: z.optional(z.string()) });

type Key = { privateKey: CryptoKey; jwk: PublicJwk; jkt: string };
type Sent = { method: 'GET' | 'POST'; path: string; type?: string; body?: string };

/** The command line as a reviewer's device: it proves its key on every call and signs each decision. */
export class CliDevice {
  readonly workspaceId: string;
  readonly person: string;
  readonly #gate: string;
  readonly #deviceId: string;
  readonly #key: Key;
  #token = '';
  #nonce = '';

  private constructor(file: Omit<DeviceFile, 'key'>, key: Key) {
    this.workspaceId = file.workspaceId;
    this.person = file.person;
    this.#gate = file.gate;
    this.#deviceId = file.deviceId;
    this.#key = key;
  }

  /** Enrols with a pairing code and keeps the key in a new file. @throws with a sentence for people */
  static async pair(input: { gate: string; code: string; path: string }): Promise<CliDevice> {
    const gate = input.gate.replace(/\/$/, '');
    if (!GATE.test(gate))
      throw new Error('--gate is an origin by https, such as https://gate.example.com.');
    const pair = await generateKeyPair('ES256', { extractable: true });
    const key = await keyOf(pair.privateKey, PublicJwk.parse(await pointOf(pair.publicKey)));
    const blank = { gate, deviceId: '', workspaceId: '', person: '' };
    const answer = await new CliDevice(blank, key).#send({
      ...{ method: 'POST', path: ROUTES.pair.path, type: 'application/json' },
      body: JSON.stringify({ code: input.code, device: 'Command line', jwk: key.jwk }),
    });
    const { deviceId, workspace, reviewer } = PairAnswer.parse(await answer.json());
    const file = { gate, deviceId, workspaceId: workspace.id, person: reviewer.name };
    const kept = { ...file, key: await exportJWK(pair.privateKey) };
    await writeFile(input.path, `${JSON.stringify(kept)}\n`, { mode: 0o600, flag: 'wx' });
    return new CliDevice(file, key);
  }

  /** @throws with a sentence for people when there is none, or others can read it */
  static async open(path: string): Promise<CliDevice> {
    const found = await stat(path).catch(() => null);
    if (!found) throw new Error(`There is no device in ${path}; make one with: gate sheet pair`);
    if ((found.mode & 0o077) !== 0)
      throw new Error(`${path} holds a key and can be read by others: chmod 600.`);
    const parsed = DeviceFile.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (!parsed.success) throw new Error(`${path} is not a device of this gate.`);
    const { key: stored, ...file } = parsed.data;
    const privateKey = await importJWK({ ...stored }, 'ES256');
    if (privateKey instanceof Uint8Array) throw new Error(`${path} holds another kind of key.`);
    const { kty, crv, x, y } = stored as Record<string, unknown>;
    return new CliDevice(file, await keyOf(privateKey, PublicJwk.parse({ kty, crv, x, y })));
  }

  /** One call as this person. @throws with the gate's own sentence where it says no */
  async call(sent: Sent): Promise<Response> {
    if (this.#token === '') {
      const body = JSON.stringify({ deviceId: this.#deviceId });
      const answer = await this.#send({
        method: 'POST',
        path: ROUTES.token.path,
        type: 'application/json',
        body,
      });
      this.#token = TokenAnswer.parse(await answer.json()).accessToken;
    }
    return this.#send(sent, this.#token);
  }

  sign(decision: Decision): Promise<string> {
    return new CompactSign(new TextEncoder().encode(canonical(decision)))
      .setProtectedHeader({ alg: 'ES256', typ: DECISION_TYP, kid: this.#key.jkt })
      .sign(this.#key.privateKey);
  }

  async #send(sent: Sent, token?: string): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(`${this.#gate}${sent.path}`, {
        method: sent.method,
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          dpop: await this.#proof(sent, token),
          ...(token === undefined ? {} : { authorization: `DPoP ${token}` }),
          ...(sent.type === undefined ? {} : { 'content-type': sent.type }),
        },
        ...(sent.body === undefined ? {} : { body: sent.body }),
      });
      this.#nonce = answer.headers.get('dpop-nonce') ?? this.#nonce;
      if (answer.ok) return answer;
      const asks = answer.headers.get('www-authenticate') ?? '';
      if (answer.status === 401 && asks.includes('use_dpop_nonce') && attempt === 1) continue;
      const problem = Problem.safeParse(await answer.json().catch(() => null));
      if (!problem.success) throw new Error(`The gate answered ${answer.status}.`);
      throw new Error(`${problem.data.title}. ${problem.data.detail ?? ''}`.trim());
    }
  }

  #proof({ method, path }: Sent, token: string | undefined): Promise<string> {
    return new SignJWT({
      jti: randomUUID(),
      htm: method,
      htu: `${this.#gate}${path}`,
      ...(this.#nonce === '' ? {} : { nonce: this.#nonce }),
      ...(token === undefined
        ? {}
        : { ath: createHash('sha256').update(token).digest('base64url') }),
    })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: { ...this.#key.jwk } })
      .setIssuedAt()
      .sign(this.#key.privateKey);
  }
}

async function keyOf(privateKey: CryptoKey, jwk: PublicJwk): Promise<Key> {
  return { privateKey, jwk, jkt: await calculateJwkThumbprint(jwk) };
}

async function pointOf(publicKey: CryptoKey): Promise<object> {
  const { kty, crv, x, y } = await exportJWK(publicKey);
  return { kty, crv, x, y };
}
