import { createHmac } from 'node:crypto';
import { type CryptoKey, compactVerify, decodeProtectedHeader, importJWK, SignJWT } from 'jose';
import { ClearanceClaims } from '../../core/schema/clearance.ts';
import { CLEARANCE_TYP } from '../../protocol/clearances.ts';
import { type ClearanceKeys, Refusal } from '../dispatch/ports.ts';
import type { KeySet, SigningJwk } from './key-set.ts';
import { thumbprintOf } from './key-set.ts';

/** Everything that is signed or derived from the gate's keys. */
export type GateKeys = ClearanceKeys & {
  /** master from which each workspace's webhook secret is derived (connectors/webhook) */
  webhookMaster(): string;
  /** HMAC-SHA256 with the gate's secret for one named purpose, base64url */
  mac(purpose: string, data: string): string;
};

type Loaded = { kid: string; jwk: SigningJwk; privateKey: CryptoKey; publicKey: CryptoKey };

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
  const keyFor = async (kid: string): Promise<Loaded | undefined> => {
    const known = loaded.find((key) => key.kid === kid);
    if (known || !reload) return known;
    const again = await reload();
    if (again) {
      set = again;
      loaded = await Promise.all(set.keys.map(load));
    }
    return loaded.find((key) => key.kid === kid);
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
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: CLEARANCE_TYP, kid })
        .sign(privateKey);
    },
    verify: async (jws) => {
      const refused = new Refusal('clearance-invalid', 'The clearance is not one of this gate.');
      try {
        const { kid } = decodeProtectedHeader(jws);
        const key = await keyFor(typeof kid === 'string' ? kid : '');
        if (!key) throw refused;
        const { payload, protectedHeader } = await compactVerify(jws, key.publicKey, {
          algorithms: ['ES256'],
        });
        const claims = ClearanceClaims.safeParse(JSON.parse(new TextDecoder().decode(payload)));
        if (protectedHeader.typ !== CLEARANCE_TYP || !claims.success) throw refused;
        if (claims.data.iss !== issuer) throw refused;
        return claims.data;
      } catch {
        throw refused;
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
  const [kid, privateKey, publicKey] = await Promise.all([
    thumbprintOf(jwk),
    importJWK({ ...jwk }, 'ES256'),
    importJWK({ ...open }, 'ES256'),
  ]);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array)
    throw new Error('a signing key is not an EC key');
  return { kid, jwk, privateKey, publicKey };
}
