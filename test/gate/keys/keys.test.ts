import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, generateKeyPair, SignJWT } from 'jose';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClearanceClaims } from '../../../src/core/schema/clearance.ts';
import { createGateKeys } from '../../../src/gate/keys/gate-keys.ts';
import {
  openKeyFile,
  parseKeySet,
  readKeyFile,
  rotateKeyFile,
} from '../../../src/gate/keys/key-file.ts';
import { newKeySet, rotated } from '../../../src/gate/keys/key-set.ts';

const issuer = 'https://gate.example.com';
const claims: ClearanceClaims = {
  iss: issuer,
  jti: v7(),
  sub: v7(),
  aud: 'gate:smtp',
  iat: 1,
  exp: 2,
  workspace: v7(),
  workflow: 'w',
  revision: 1,
  contentDigest: 'a'.repeat(64),
  policyVersion: 1,
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the key file', () => {
  it('is made once, mode 0600, also by five at once', async () => {
    const path = join(folder, 'deep', 'keys.json');
    const sets = await Promise.all(Array.from({ length: 5 }, () => openKeyFile(path)));
    expect(new Set(sets.map(({ secret }) => secret)).size).toBe(1);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is refused when others may read it, or when it is broken, without saying what is in it', async () => {
    const path = join(folder, 'keys.json');
    const { secret } = await openKeyFile(path);
    await chmod(path, 0o644);
    await expect(openKeyFile(path)).rejects.toThrow('0600');
    await chmod(path, 0o600);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"EC"', '"RSA"'));
    const error: unknown = await openKeyFile(path).catch((failure: unknown) => failure);
    expect(String(error)).toContain('P-256');
    expect(String(error)).not.toContain(secret);
    expect(() => parseKeySet('{', 'GATE_SIGNING_KEYS')).toThrow('GATE_SIGNING_KEYS');
  });

  it('rotates: the new key signs, a running gate verifies what it signed, old clearances hold', async () => {
    const path = join(folder, 'keys.json');
    const running = await createGateKeys({
      issuer,
      set: await openKeyFile(path),
      reload: () => readKeyFile(path),
    });
    const old = await running.sign(claims);
    const restarted = await createGateKeys({
      issuer,
      set: await rotateKeyFile(path, { overlap: 0 }),
    });
    expect(await restarted.thumbprint()).not.toBe(await running.thumbprint());
    expect(await restarted.verify(old)).toEqual(claims);
    expect(await running.verify(await restarted.sign(claims))).toEqual(claims);
    expect(running.mac('a', 'b')).toBe(restarted.mac('a', 'b'));
  });

  it('keeps an old key until the last clearance that it can have signed is over, however often it rotates', async () => {
    const day = 86_400;
    let set = await newKeySet();
    const old = await (await createGateKeys({ issuer, set })).sign(claims);
    for (let n = 0; n < 6; n += 1) set = await rotated(set, { now: n * day });
    expect(set.keys).toHaveLength(7);
    expect(await (await createGateKeys({ issuer, set })).verify(old)).toEqual(claims);
    set = await rotated(set, { now: 9 * day });
    await expect((await createGateKeys({ issuer, set })).verify(old)).rejects.toMatchObject({
      code: 'clearance-invalid',
    });
  });

  it('publishes a new key before it signs, in a process that runs, and then signs with it', async () => {
    const path = join(folder, 'keys.json');
    let now = Date.now();
    const running = await createGateKeys({
      issuer,
      set: await openKeyFile(path),
      reload: () => readKeyFile(path),
      now: () => now,
    });
    const first = await running.thumbprint();
    const { keys: onFile } = await rotateKeyFile(path, {
      now: Math.floor(now / 1000),
      overlap: 600,
    });
    expect(onFile).toHaveLength(2);
    now += 6_000;
    const kids = (await running.jwks()).keys.map((key) => (key as { kid: string }).kid);
    expect(kids).toHaveLength(2);
    const kidOf = (jws: string) =>
      JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8')).kid;
    expect(kidOf(await running.sign(claims))).toBe(first);
    now += 600_000;
    expect(kidOf(await running.sign(claims))).toBe(kids[0]);
  });

  it('goes on with what it knows when the file breaks under it, and says so', async () => {
    const path = join(folder, 'keys.json');
    const said: unknown[] = [];
    let now = Date.now();
    const running = await createGateKeys({
      issuer,
      set: await openKeyFile(path),
      reload: () => readKeyFile(path),
      onError: (error) => said.push(error),
      now: () => now,
    });
    await writeFile(path, '{"secret": "half a wr');
    now += 6_000;
    expect(await running.verify(await running.sign(claims))).toEqual(claims);
    expect(said).toHaveLength(1);
  });

  it('lets go of every other key when one was stolen', async () => {
    const path = join(folder, 'keys.json');
    const running = await createGateKeys({
      issuer,
      set: await openKeyFile(path),
      reload: () => readKeyFile(path),
    });
    const old = await running.sign(claims);
    const { keys: left } = await rotateKeyFile(path, { dropOld: true });
    expect(left).toHaveLength(1);
    const now = await createGateKeys({ issuer, set: await openKeyFile(path) });
    await expect(now.verify(old)).rejects.toMatchObject({ code: 'clearance-invalid' });
    // It hears of the new key by the first clearance that names it, and forgets the old ones.
    expect(await running.verify(await now.sign(claims))).toEqual(claims);
    await expect(running.verify(old)).rejects.toMatchObject({ code: 'clearance-invalid' });
  });
});

describe('verifying a clearance', () => {
  it('refuses every other signature, type, algorithm, issuer and shape', async () => {
    const set = await newKeySet();
    const keys = await createGateKeys({ issuer, set });
    const stranger = await createGateKeys({ issuer, set: await newKeySet() });
    const elsewhere = await createGateKeys({ issuer: 'https://other.example', set });
    const kid = await keys.thumbprint();
    const { privateKey } = await generateKeyPair('ES256');
    const head = { alg: 'ES256', typ: 'countersign-clearance+jwt', kid };
    const good = await keys.sign(claims);
    const text = (value: string) => new TextEncoder().encode(value);
    const symmetric = text(JSON.stringify((await keys.jwks()).keys[0]));
    const bad = [
      '',
      'a.b.c',
      `${good.slice(0, -4)}AAAA`,
      await stranger.sign(claims),
      await elsewhere.sign({ ...claims, iss: 'https://other.example' }),
      await new SignJWT({ ...claims }).setProtectedHeader(head).sign(privateKey),
      await new CompactSign(text(JSON.stringify(claims)))
        .setProtectedHeader({ ...head, alg: 'HS256' })
        .sign(symmetric),
      await keys.sign({ ...claims, aud: 'anyone' }),
      `${Buffer.from(JSON.stringify({ ...head, alg: 'none' })).toString('base64url')}.${good.split('.')[1]}.`,
    ];
    for (const jws of bad)
      await expect(keys.verify(jws)).rejects.toMatchObject({ code: 'clearance-invalid' });
    expect(await keys.verify(good)).toEqual(claims);
  });

  it('publishes no private part', async () => {
    const keys = await createGateKeys({ issuer, set: await rotated(await newKeySet()) });
    const { keys: open } = await keys.jwks();
    expect(open).toHaveLength(2);
    for (const key of open)
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});
