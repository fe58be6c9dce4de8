import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ClearanceClaims } from '../../core/schema/clearance.ts';
import { CLEARANCE_TYP } from '../../protocol/clearances.ts';
import type { PublicJwk } from '../../protocol/pairing.ts';
import { type AuditKeys, type ClearanceKeys, Refusal } from '../dispatch/ports.ts';
import { type Opened, openCompact, publicKeyOf, signCompact } from './es256.ts';
import type { KeySet, SigningJwk } from './key-set.ts';
import { thumbprintOf } from './key-set.ts';

/** Everything that is signed or derived from the gate's keys. */
export type GateKeys = ClearanceKeys &
  AuditKeys & {
    /** master from which each workspace's webhook secret is derived (connectors/webhook) */
    webhookMaster(): string;
    /** HMAC-SHA256 with the gate's secret for one named purpose, base64url */
    mac(purpose: string, data: string): string;
    /** a compact JWS that this public key signed, with the key's thumbprint; null for any other */
    opened(jws: string, jwk: PublicJwk): Promise<(Opened & { jkt: string }) | null>;
  };

type Loaded = { kid: string; jwk: SigningJwk; privateKey: KeyObject; publicKey: KeyObject };

/** A rotation reaches a running process within this time, in milliseconds. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Signs with the newest key whose time has come, publishes all, verifies with all. `reload` gives
 * the document as it is now; it is asked every few seconds while keys are in use, and when a
 * clearance names a key that isn't known, so that a rotation reaches running processes.
 */
export async function createGateKeys(options: {
  issuer: string;
  set: KeySet;
  reload?: () => Promise<KeySet | null>;
  /** the document could not be read again: what is known goes on */
  onError?: (error: unknown) => void;
  /** milliseconds since 1970 */
  now?: () => number;
}): Promise<GateKeys> {
  const { issuer, reload, onError = () => undefined, now = () => Date.now() } = options;
  let set = options.set;
  let loaded = await Promise.all(set.keys.map(load));
  let looked = now();
  let looking: Promise<void> | null = null;
  const signer = (): Loaded => {
    const found = loaded.find(({ jwk }) => (jwk.nbf ?? 0) * 1000 <= now()) ?? loaded.at(-1);
    if (!found) throw new Error('there is no signing key');
    return found;
  };
  const look = async (again: () => Promise<KeySet | null>): Promise<void> => {
    try {
      const next = await again();
      if (!next) return;
      const keys = await Promise.all(next.keys.map(load));
      set = next;
      loaded = keys;
    } catch (error) {
      onError(error);
    } finally {
      looked = now();
      looking = null;
    }
  };
  /** Reads the document again when the last look is older than this. */
  const fresh = async (ms: number): Promise<void> => {
    if (!reload || now() - looked < ms) return;
    looking ??= look(reload);
    await looking;
  };
  const known = async (kid: string): Promise<void> => {
    const unknown = (): boolean => !loaded.some((key) => key.kid === kid);
    // A look that is under way may have begun before the rotation; callers at once share the next.
    if (unknown()) await looking;
    if (unknown()) await fresh(0);
  };
  const mac = (purpose: string, data: string): string =>
    createHmac('sha256', Buffer.from(set.secret, 'base64url'))
      .update(`${purpose}\n${data}`)
      .digest('base64url');

  return {
    issuer,
    mac,
    webhookMaster: () => mac('webhook', ''),
    sign: async (claims) => {
      await fresh(LOOK_AGAIN_MS);
      const { kid, privateKey } = signer();
      return signCompact({ typ: CLEARANCE_TYP, kid }, JSON.stringify(claims), privateKey);
    },
    verify: async (jws) => {
      let claims: ClearanceClaims | null = null;
      try {
        await known(kidOf(jws));
        const opened = await openCompact(
          jws,
          ({ kid }) => loaded.find((key) => key.kid === kid)?.publicKey ?? null,
        );
        if (opened?.header.typ === CLEARANCE_TYP) {
          const read = ClearanceClaims.safeParse(
            JSON.parse(new TextDecoder().decode(opened.payload)),
          );
          if (read.success && read.data.iss === issuer) claims = read.data;
        }
      } catch {
        // refused below, whatever it was
      }
      if (claims === null)
        throw new Refusal('clearance-invalid', 'The clearance is not one of this gate.');
      return claims;
    },
    opened: async (jws, jwk) => {
      try {
        const { key, jkt } = await publicKeyOf(jwk);
        const opened = await openCompact(jws, () => key);
        return opened && { ...opened, jkt };
      } catch {
        return null;
      }
    },
    signAs: async (typ, payload) => {
      await fresh(LOOK_AGAIN_MS);
      const { kid, privateKey } = signer();
      return signCompact({ typ, kid }, payload, privateKey);
    },
    openAs: async (typ, jws) => {
      try {
        await known(kidOf(jws));
        const opened = await openCompact(
          jws,
          ({ kid }) => loaded.find((key) => key.kid === kid)?.publicKey ?? null,
        );
        if (opened?.header.typ !== typ) return null;
        return new TextDecoder('utf-8', { fatal: true }).decode(opened.payload);
      } catch {
        return null;
      }
    },
    jwks: async () => {
      await fresh(LOOK_AGAIN_MS);
      return {
        keys: loaded.map(({ kid, jwk: { d: _private, nbf: _from, ...jwk } }) => ({
          ...jwk,
          kid,
          alg: 'ES256',
          use: 'sig',
        })),
      };
    },
    thumbprint: async () => signer().kid,
  };
}

async function load(jwk: SigningJwk): Promise<Loaded> {
  const { nbf: _from, ...secret } = jwk;
  const { d: _private, ...open } = secret;
  return {
    kid: await thumbprintOf(jwk),
    jwk,
    privateKey: createPrivateKey({ key: secret, format: 'jwk' }),
    publicKey: createPublicKey({ key: open, format: 'jwk' }),
  };
}

/** The key that an unverified clearance names; '' where it names none. @throws when it is no JWS */
function kidOf(jws: string): string {
  const head = Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8');
  const { kid }: { kid?: unknown } = JSON.parse(head);
  return typeof kid === 'string' ? kid : '';
}
