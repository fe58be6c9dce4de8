import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { ClearanceClaims } from '../../../src/core/schema/clearance.ts';
import { type ClearanceKeys, Refusal } from '../../../src/gate/dispatch/ports.ts';
import { CLEARANCE_TYP } from '../../../src/protocol/clearances.ts';

/** Real ES256 keys; from a private JWK where two processes must share them. */
export async function testKeys(jwk?: JWK): Promise<ClearanceKeys & { privateJwk: JWK }> {
  const made = await generateKeyPair('ES256', { extractable: true });
  const privateJwk = jwk ?? (await exportJWK(made.privateKey));
  const { d: _secret, ...open } = privateJwk;
  const privateKey = await importJWK(privateJwk, 'ES256');
  const publicKey = await importJWK(open, 'ES256');
  const issuer = 'https://gate.example';
  return {
    privateJwk,
    issuer,
    sign: (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: CLEARANCE_TYP })
        .sign(privateKey),
    async verify(jws) {
      try {
        const { payload } = await jwtVerify(jws, publicKey, {
          issuer,
          typ: CLEARANCE_TYP,
          // Expiry is the database's clock's to judge, at redemption.
          currentDate: new Date(0),
        });
        return ClearanceClaims.parse(payload);
      } catch {
        throw new Refusal('clearance-invalid', 'The signature is not ours.');
      }
    },
    jwks: async () => ({ keys: [open] }),
    thumbprint: async () => 'test',
  };
}
