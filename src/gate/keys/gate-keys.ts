import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ClearanceClaims } from '../../core/schema/clearance.ts';
import { CLEARANCE_TYP } from '../../protocol/clearances.ts';
import type { PublicJwk } from '../../protocol/pairing.ts';
import { type ClearanceKeys, Refusal } from '../dispatch/ports.ts';
import { type Opened, openCompact, publicKeyOf, signCompact } from './es256.ts';
import type { KeySet, SigningJwk } from './key-set.ts';
import { thumbprintOf } from './key-set.ts';

/** Everything that is signed or derived from the gate's keys. */
export type GateKeys = ClearanceKeys & {
  /** master from which each workspace's webhook secret is derived (connectors/webhook) */
  webhookMaster(): string;
  /** HMAC-SHA256 with the gate's secret for one named purpose, base64url */
  mac(purpose: string, data: string): string;
  /** a compact JWS that this public key signed, with the key's thumbprint; null for any other */
  opened(jws: string, jwk: PublicJwk): Promise<(Opened & { jkt: string }) | null>;
};

type Loaded = { kid: string; jwk: SigningJwk; privateKey: KeyObject; publicKey: KeyObject };

/**
 * Signs with the newest key and verifies with all. `reload` is asked when a clearance names a key
 * we don't have, so that a rotation reaches running processes.
 */
export async function createGateKeys(options: {
  issuer: string;
  set: KeySet;
  reload?: () => Promise<KeySet | null>;
}): Promise<GateKeys> {
  const { issuer, reload } = options;
  let set = options.set;
  let loaded = await Promise.all(set.keys.map(load));
  const newest = (): Loaded => {
    const [first] = loaded;
    if (!first) throw new Error('there is no signing key');
    return first;
  };
  /** Reads the set again when it does not hold the key that a clearance names. */
  const known = async (kid: string): Promise<void> => {
    if (!reload || loaded.some((key) => key.kid === kid)) return;
    const again = await reload();
    if (again) {
      set = again;
      loaded = await Promise.all(set.keys.map(load));
    }
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
      const { kid, privateKey } = newest();
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
    jwks: async () => ({
      keys: loaded.map(({ kid, jwk: { d: _private, ...jwk } }) => ({
        ...jwk,
        kid,
        alg: 'ES256',
        use: 'sig',
      })),
    }),
    thumbprint: async () => newest().kid,
  };
}

async function load(jwk: SigningJwk): Promise<Loaded> {
  const { d: _private, ...open } = jwk;
  return {
    kid: await thumbprintOf(jwk),
    jwk,
    privateKey: createPrivateKey({ key: { ...jwk }, format: 'jwk' }),
    publicKey: createPublicKey({ key: { ...open }, format: 'jwk' }),
  };
}

/** The key that an unverified clearance names; '' where it names none. @throws when it is no JWS */
function kidOf(jws: string): string {
  const head = Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8');
  const { kid }: { kid?: unknown } = JSON.parse(head);
  return typeof kid === 'string' ? kid : '';
}
