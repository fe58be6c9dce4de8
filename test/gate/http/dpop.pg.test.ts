import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSecret } from '../../../src/gate/http/identify.ts';
import { createNonces } from '../../../src/gate/http/nonce.ts';
import {
  call,
  Device,
  ORIGIN,
  pairingCode,
  type Team,
  type TestGate,
  team,
  testGate,
} from './harness.ts';

let gate: TestGate;
let acme: Team;
let device: Device;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  device = await Device.paired(gate, acme.workspaceId);
  await device.send('GET', '/v1/me');
});
afterAll(() => gate.close());

const me = async (proof: string | null, authorization = `DPoP ${device.token}`) =>
  call(gate, 'GET', '/v1/me', {
    headers: { authorization, ...(proof === null ? {} : { dpop: proof }) },
  });

describe('a proof', () => {
  it('is good once', async () => {
    const proof = await device.proof('GET', '/v1/me', device.token);
    expect((await me(proof)).status).toBe(200);
    expect((await me(proof)).status).toBe(401);
  });

  it.each<[string, Parameters<Device['proof']>[3]]>([
    ['another method', { payload: { htm: 'POST' } }],
    ['another path', { payload: { htu: 'http://127.0.0.1:8787/v1/sync' } }],
    ['another host', { payload: { htu: 'https://evil.example/v1/me' } }],
    ['an address that is none', { payload: { htu: 'x' } }],
    ['another token', { payload: { ath: 'AAAA' } }],
    ['no token hash', { omit: ['ath'] }],
    ['no id', { omit: ['jti'] }],
    ['a short id', { payload: { jti: 'a' } }],
    ['no time', { omit: ['iat'] }],
    ['a time that is none', { payload: { iat: -1 } }],
    ['another type', { header: { typ: 'JWT' } }],
    [
      'a key with its private part',
      {
        header: {
          jwk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43), d: 'A'.repeat(43) },
        },
      },
    ],
    [
      'a key that is none',
      { header: { jwk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } } },
    ],
    ['no key', { header: { jwk: undefined } }],
  ])('with %s is refused', async (_name, change) => {
    const answer = await me(await device.proof('GET', '/v1/me', device.token, change));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('invalid_dpop_proof');
  });

  it('ignores query and case of the host in htu', async () => {
    const payload = { htu: 'HTTP://127.0.0.1:8787/v1/me?x=1#y' };
    expect((await me(await device.proof('GET', '/v1/me', device.token, { payload }))).status).toBe(
      200,
    );
  });

  it('may have a clock that is ten years off', async () => {
    const payload = { iat: 1_400_000_000 };
    expect((await me(await device.proof('GET', '/v1/me', device.token, { payload }))).status).toBe(
      200,
    );
  });

  it.each([undefined, '', 'x', 'A'.repeat(32)])(
    'with the nonce %j gets a new one',
    async (nonce) => {
      const answer = await me(
        await device.proof('GET', '/v1/me', device.token, { payload: { nonce } }),
      );
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('use_dpop_nonce');
      expect(answer.headers.get('dpop-nonce')).toHaveLength(32);
      expect(await answer.json()).toMatchObject({
        type: expect.stringContaining('use-dpop-nonce'),
      });
    },
  );

  it('with a changed signature, none, or garbage is refused', async () => {
    const proof = await device.proof('GET', '/v1/me', device.token);
    const [header, payload] = proof.split('.');
    for (const bad of [
      null,
      '',
      'x',
      'a.b.c',
      `${header}.${payload}.`,
      `${header}.${payload}.AAAA`,
      'x'.repeat(9000),
    ])
      expect((await me(bad)).status).toBe(401);
  });

  it('unsigned (alg none) is refused', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = part({ alg: 'none', typ: 'dpop+jwt', jwk: device.jwk });
    expect((await me(`${header}.${part({ htm: 'GET' })}.`)).status).toBe(401);
  });
});

describe('a token', () => {
  it('is worthless with another key', async () => {
    const thief = await Device.make(gate);
    thief.token = device.token;
    expect((await thief.send('GET', '/v1/me')).status).toBe(401);
  });

  it('is worthless as a bearer token, or unknown', async () => {
    expect((await me(null, `Bearer ${device.token}`)).status).toBe(401);
    const proof = await device.proof('GET', '/v1/me', 'cst_nope');
    expect((await me(proof, 'DPoP cst_nope')).status).toBe(401);
  });

  it('is renewed by a proof of its key only', async () => {
    const { deviceId } = device;
    const renewed = await device.send('POST', '/v1/token', { body: { deviceId }, token: null });
    expect(renewed.status).toBe(200);
    const stranger = await Device.make(gate);
    expect(
      (await stranger.send('POST', '/v1/token', { body: { deviceId }, token: null })).status,
    ).toBe(401);
  });

  it('ends when it expires, and the key still renews it', async () => {
    const { deviceId } = device;
    const late = await Device.paired(gate, acme.workspaceId);
    await gate.store.people.issueToken({
      deviceId,
      tokenHash: hashSecret('cst_old'),
      ttlSeconds: -1,
    });
    const proof = await device.proof('GET', '/v1/me', 'cst_old');
    expect((await me(proof, 'DPoP cst_old')).status).toBe(401);
    expect((await late.send('GET', '/v1/me')).status).toBe(200);
  });

  it('ends at sign-out, and its key too', async () => {
    const gone = await Device.paired(gate, acme.workspaceId);
    expect(await (await gone.send('DELETE', '/v1/device')).json()).toEqual({ revoked: true });
    expect((await gone.send('GET', '/v1/me')).status).toBe(401);
    const renew = await gone.send('POST', '/v1/token', {
      body: { deviceId: gone.deviceId },
      token: null,
    });
    expect(renew.status).toBe(401);
  });
});

describe('pairing', () => {
  it('names person, role, workspace and the gate', async () => {
    const fresh = await Device.make(gate);
    const answer = await fresh.pair(
      await pairingCode(gate.store, acme.workspaceId, { role: 'manager' }),
    );
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      workspace: { id: acme.workspaceId, name: 'Acme' },
      reviewer: { role: 'manager', mailboxes: ['rep@acme.example'] },
      gate: { url: 'http://127.0.0.1:8787', keyThumbprint: await gate.keys.thumbprint() },
    });
  });

  it('works once, also with other case and dashes, and not with a wrong code', async () => {
    const code = await pairingCode(gate.store, acme.workspaceId);
    const first = await Device.make(gate);
    expect((await first.pair(`  ${code.toUpperCase().replaceAll('-', ' ')} `)).status).toBe(201);
    const second = await Device.make(gate);
    const refused = await second.pair(code);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      type: expect.stringContaining('pairing-refused'),
    });
  });

  it('of one code by ten devices at once enrols one', async () => {
    const code = await pairingCode(gate.store, acme.workspaceId);
    const devices = await Promise.all(Array.from({ length: 10 }, () => Device.make(gate)));
    const answers = await Promise.all(devices.map((each) => each.pair(code)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('enrols no other key than the proven one', async () => {
    const fresh = await Device.make(gate);
    const { x = '', y = '' } = await exportJWK((await generateKeyPair('ES256')).publicKey);
    const code = await pairingCode(gate.store, acme.workspaceId);
    const body = { code, device: 'x', jwk: { kty: 'EC', crv: 'P-256', x, y } };
    expect((await fresh.send('POST', '/v1/pair', { body, token: null })).status).toBe(401);
  });

  it('is limited by address', async () => {
    const fresh = await Device.make(gate);
    const statuses: number[] = [];
    for (let n = 0; n < 25; n += 1) statuses.push((await fresh.pair('AAAA-AAAA-AAAA')).status);
    expect(statuses[0]).toBe(403);
    expect(statuses.at(-1)).toBe(429);
    const elsewhere = await Device.make(gate);
    expect((await elsewhere.pair('AAAA-AAAA-AAAA')).status).toBe(403);
  });
});

describe('nonces and origins', () => {
  it('a nonce holds between 2.5 and 5 minutes', () => {
    let now = 1_000_000_000_000;
    const nonces = createNonces(gate.keys, () => now);
    const nonce = nonces.current();
    now += 150_000;
    expect(nonces.accepts(nonce)).toBe(true);
    now += 150_000;
    expect(nonces.accepts(nonce)).toBe(false);
  });

  it('only configured extensions get CORS headers', async () => {
    const ask = (origin: string, method = 'GET') =>
      call(gate, method, '/healthz', {
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const ours = await ask(ORIGIN);
    expect(ours.headers.get('access-control-allow-origin')).toBe(ORIGIN);
    expect(ours.headers.get('access-control-expose-headers')).toContain('DPoP-Nonce');
    const preflight = await ask(ORIGIN, 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('DPoP');
    for (const origin of ['https://mail.google.com', 'null', `${ORIGIN}x`, 'chrome-extension://'])
      expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull();
    const refused = await call(gate, 'GET', '/v1/me', { headers: { origin: ORIGIN } });
    expect(refused.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  });

  it('logged nothing unexpected', () => expect(gate.logged).toEqual([]));
});
