import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { expect, test } from 'vitest';
import { dpopProof, makeDeviceKey } from '../../../src/background/gate/dpop.ts';
import { PublicJwk } from '../../../src/protocol/pairing.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

async function opened(proof: string) {
  const header = decodeProtectedHeader(proof);
  const jwk = PublicJwk.parse(header.jwk);
  const { payload } = await compactVerify(proof, await importJWK(jwk, 'ES256'));
  return { header, jwk, claims: JSON.parse(new TextDecoder().decode(payload)) };
}

test('the private key cannot be taken out', async () => {
  const { pair } = await makeDeviceKey();
  expect(pair.privateKey.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('jwk', pair.privateKey)).rejects.toThrow();
});

test('a proof names method and address without query, and verifies with the key it carries', async () => {
  const { pair, jkt } = await makeDeviceKey();
  const url = 'https://gate.example/base/v1/sync?cursor=1.2&wait=3#x';
  const { header, jwk, claims } = await opened(
    await dpopProof({ pair, method: 'GET', url, now: NOW }),
  );
  expect(header).toMatchObject({ typ: 'dpop+jwt', alg: 'ES256' });
  expect(Object.keys(header.jwk ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  expect(await calculateJwkThumbprint(jwk)).toBe(jkt);
  expect(claims).toEqual({
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    htm: 'GET',
    htu: 'https://gate.example/base/v1/sync',
    iat: NOW / 1000,
  });
});

test('token and nonce are bound; every proof has its own id', async () => {
  const { pair } = await makeDeviceKey();
  const input = { pair, method: 'POST', url: 'https://g.example/v1/decisions', now: NOW };
  const [a, b] = await Promise.all([
    dpopProof({ ...input, token: 'token', nonce: 'n-1' }).then(opened),
    dpopProof({ ...input, token: 'token', nonce: 'n-1' }).then(opened),
  ]);
  // SHA-256 of "token", base64url, worked out with another program.
  expect(a.claims.ath).toBe('PEaenWxYddN6Q_NT1PiOYfz4EsZu7jRXRlpAsNpBU-A');
  expect(a.claims.nonce).toBe('n-1');
  expect(a.claims.jti).not.toBe(b.claims.jti);
});
