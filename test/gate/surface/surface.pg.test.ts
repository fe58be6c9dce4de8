import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSecret } from '../../../src/gate/http/identify.ts';
import { call, Device, type TestGate, testGate } from '../http/harness.ts';
import {
  attemptOf,
  deviceOf,
  ENDPOINTS,
  type Endpoint,
  isProof,
  made,
  may,
  type Request,
  ROLES,
  requestFor,
  rightful,
  sendAs,
} from './ask.ts';
import { ATTEMPTS } from './attempts.ts';
import { furnish, MAKE, type Place, rowsOf } from './place.ts';

let gate: TestGate;
let ours: Place;
let theirs: Place;
let stolen: { token: string; thief: Device };
let ended: { token: string; key: string };
beforeAll(async () => {
  gate = await testGate({ pairRate: { perAddress: 10_000, overall: 1_000_000 } });
  ours = await furnish(gate, 'harbour');
  theirs = await furnish(gate, 'zanzibar');
  // One of each of theirs lies there from the start, for lists to leak.
  for (const make of Object.values(MAKE)) await make(theirs);
  stolen = { token: ours.admin.token, thief: await Device.make(gate) };
  const token = `cst_${randomUUID()}`;
  const { deviceId } = ours.admin;
  await gate.store.people.issueToken({ deviceId, tokenHash: hashSecret(token), ttlSeconds: -1 });
  const spare = await ours.admin.send('POST', '/v1/agents', { body: { name: 'Spare' } });
  const { key, keyId } = (await spare.json()) as { key: string; keyId: string };
  await ours.admin.send('DELETE', `/v1/agent-keys/${keyId}`);
  ended = { token, key };
}, 120_000);
afterAll(() => gate.close());

const named = (endpoint: Endpoint): string => `${endpoint.method} ${endpoint.path}`;
const all = ENDPOINTS.map((endpoint) => [named(endpoint), endpoint] as const);
const withToken = all.filter(([, endpoint]) => !isProof(endpoint));
const leaksNothing = (text: string): void => expect(text).not.toMatch(/zanzibar/i);

/** Sends it bare, with these headers only. */
const bare = ({ method, path, ...rest }: Request, headers: Record<string, string>) =>
  call(gate, method, path, { ...rest, headers: { ...rest.headers, ...headers } });

describe('the document', () => {
  it('has a row in attempts.ts for each of its operations, and no row is left over', () => {
    const missing = ENDPOINTS.filter(({ name }) => !(name in ATTEMPTS)).map(named);
    expect(missing, 'say in attempts.ts how these are called').toEqual([]);
    expect(Object.keys(ATTEMPTS).toSorted()).toEqual(ENDPOINTS.map(({ name }) => name).toSorted());
    for (const endpoint of ENDPOINTS)
      if (endpoint.path.includes('{id}'))
        expect(attemptOf(endpoint).make, `${named(endpoint)} needs a thing to name`).toBeDefined();
  });

  it('names everything that the gate serves, but what anyone may read', () => {
    const documented = new Set(
      ENDPOINTS.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const rest = gate.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !documented.has(`${method} ${path}`))
      .map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(rest)].toSorted()).toEqual([
      'GET /',
      'GET /.well-known/jwks.json',
      'GET /docs',
      'GET /docs/style.css',
      'GET /healthz',
      'GET /openapi.json',
      'GET /readyz',
      // Its ticket is tried in http/live.pg.test.ts.
      'GET /v1/live',
    ]);
  });
});

describe('who may', () => {
  it.each(all)('%s does what it is for', async (_name, endpoint) => {
    const attempt = attemptOf(endpoint);
    if (isProof(endpoint)) {
      const device = endpoint.name === 'pair' ? await Device.make(gate) : ours.rep;
      const none = { id: '' };
      const at = { own: ours, device, of: ours, path: none, named: none };
      const { method, path, ...rest } = await requestFor(endpoint, at);
      const answer = await device.send(method, path, { ...rest, token: null });
      expect(answer.status, await answer.clone().text()).toBe(endpoint.status);
      return;
    }
    const roles = ROLES.filter((role) => (attempt.by ? role === attempt.by : may(endpoint, role)));
    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles) {
      const { request, place } = await rightful(endpoint, ours, role);
      const answer = await sendAs(place, role, request);
      const text = await answer.text();
      expect(answer.status, `${role}: ${text}`).toBe(attempt.done ?? endpoint.status);
      const type = answer.headers.get('content-type')?.split(';')[0];
      if (answer.ok) expect(type).toBe(endpoint.gives);
      // Lines, not a JSON document.
      if (type === 'application/jsonl')
        for (const line of text.trim().split('\n')) JSON.parse(line);
      else if (type !== 'text/csv') JSON.parse(text);
    }
  });
});

describe('without good credentials', () => {
  it.each(all)('%s is 401, and changes nothing', async (_name, endpoint) => {
    const role = ROLES.find((each) => may(endpoint, each)) ?? 'admin';
    const { request } = await rightful(endpoint, ours, role);
    const { method, path } = request;
    const before = await rowsOf(ours);
    const { token, thief } = stolen;
    // A first answer tells the thief the nonce, so that a missing one is not what refuses them.
    const first = await bare(request, {});
    thief.nonce = first.headers.get('dpop-nonce') ?? '';
    const garbage = `cst_${'x'.repeat(43)}`;
    const proofOf = (of: Device, to = token) => of.proof(method, path, to);
    const proven = isProof(endpoint);
    const tries: Record<string, Record<string, string>> = {
      nothing: {},
      'an unknown API key': { authorization: `Bearer csk_${'x'.repeat(43)}` },
      'a revoked API key': { authorization: `Bearer ${ended.key}` },
      'a token as a bearer': { authorization: `Bearer ${token}` },
      'a token without a proof': { authorization: `DPoP ${token}` },
      'a token with garbage for a proof': { authorization: `DPoP ${token}`, dpop: 'a.b.c' },
      'an unknown scheme': { authorization: 'Basic cmVwOnJlcA==' },
      'an API key as a token': { authorization: `DPoP ${ours.team.key}` },
      'a token with two proofs': {
        authorization: `DPoP ${token}`,
        dpop: `${await proofOf(ours.admin)}, ${await proofOf(ours.admin)}`,
      },
      'another path’s proof': {
        authorization: `DPoP ${token}`,
        dpop: await ours.admin.proof(method, '/v1/elsewhere', token),
      },
    };
    // These prove a key, which is all that pairing and renewal ask for.
    if (!proven) {
      tries['a stolen token with the thief’s key'] = {
        authorization: `DPoP ${token}`,
        dpop: await proofOf(thief),
      };
      tries['a token that is over'] = {
        authorization: `DPoP ${ended.token}`,
        dpop: await proofOf(ours.admin, ended.token),
      };
      tries['a made-up token, well proven'] = {
        authorization: `DPoP ${garbage}`,
        dpop: await proofOf(ours.admin, garbage),
      };
    }
    for (const [what, headers] of Object.entries(tries)) {
      const answer = await bare(request, { 'x-forwarded-for': thief.jkt, ...headers });
      const text = await answer.text();
      expect(answer.status, `${what}: ${text}`).toBe(401);
      expect(answer.headers.get('content-type'), what).toBe('application/problem+json');
      expect(answer.headers.get('www-authenticate'), what).toBeTruthy();
    }
    expect(await rowsOf(ours)).toBe(before);
  });

  it.each(withToken)('%s takes a proof once', async (_name, endpoint) => {
    if (endpoint.who.every((who) => who === 'agent')) return;
    // Without a body it fails behind the door, if at all: the proof is what is tried here.
    const path = endpoint.path.replace('{id}', v7());
    const { admin } = ours;
    await admin.send('GET', '/v1/me');
    const proof = { dpop: await admin.proof(endpoint.method, path, admin.token) };
    const headers = { ...proof, authorization: `DPoP ${admin.token}` };
    const request = { method: endpoint.method, path, headers: {} };
    if (attemptOf(endpoint).ends) return;
    expect((await bare(request, headers)).status).not.toBe(401);
    expect((await bare(request, headers)).status).toBe(401);
  });
});

describe('in the wrong role', () => {
  const wrong = withToken.flatMap(([name, endpoint]) =>
    ROLES.filter((role) => !may(endpoint, role)).map((role) => [name, role, endpoint] as const),
  );
  it.each(wrong)(
    '%s is forbidden to the %s, and changes nothing',
    async (_name, role, endpoint) => {
      // Otherwise right in every way: things that exist, a body that is valid.
      const { request } = await rightful(endpoint, ours, role);
      const before = await rowsOf(ours);
      const answer = await sendAs(ours, role, request);
      expect(answer.status, await answer.text()).toBe(403);
      expect(await rowsOf(ours)).toBe(before);
    },
  );
});

describe('from another workspace', () => {
  const byPath = withToken.filter(([, { path }]) => path.includes('{id}'));
  it.each(byPath)('%s finds nothing of theirs by its id', async (_name, endpoint) => {
    const attempt = attemptOf(endpoint);
    const thing = await made(attempt, theirs);
    const before = await rowsOf(theirs);
    for (const role of ROLES.filter((each) => may(endpoint, each))) {
      const ask = async (id: string) => {
        const at = { own: ours, device: deviceOf(ours, role), of: ours };
        const request = await requestFor(endpoint, {
          ...at,
          path: { id },
          named: { ...thing, id },
        });
        const answer = await sendAs(ours, role, request);
        return { status: answer.status, text: (await answer.text()).replaceAll(id, 'ID') };
      };
      const answer = await ask(thing.id);
      if (attempt.makesOwn) {
        expect(answer.status).toBe(endpoint.status);
      } else {
        // Never there and somebody else's look alike, to the letter.
        const never = attempt.make === 'workflow' ? 'never-there' : v7();
        expect(answer).toEqual(await ask(never));
        if (answer.status === 200) expect(answer.text).toMatch(/^\{"\w+":false\}$/);
        else expect(answer.status, answer.text).toBe(404);
        leaksNothing(answer.text.replaceAll(endpoint.path, ''));
      }
    }
    expect(await rowsOf(theirs)).toBe(before);
  });

  const byBody = all.filter(([, endpoint]) => attemptOf(endpoint).elsewhere !== undefined);
  it.each(byBody)('%s reaches nothing of theirs that it names', async (_name, endpoint) => {
    const attempt = attemptOf(endpoint);
    const foreign = await made(attempt, theirs);
    const own = endpoint.path.includes('{id}') ? await made(attempt, ours) : foreign;
    const before = await rowsOf(theirs);
    const roles = isProof(endpoint) ? (['rep'] as const) : ROLES.filter((r) => may(endpoint, r));
    for (const role of roles) {
      const device = deviceOf(ours, role);
      const at = { own: ours, device, of: theirs, path: own, named: foreign };
      const request = await requestFor(endpoint, at);
      const { method, path, ...rest } = request;
      const answer = isProof(endpoint)
        ? await device.send(method, path, { ...rest, token: null })
        : await sendAs(ours, role, request);
      const text = await answer.text();
      expect(attempt.elsewhere, `${role}: ${answer.status} ${text}`).toContain(answer.status);
      if (answer.ok && attempt.nothing) expect(JSON.parse(text)).toMatchObject(attempt.nothing);
      if (answer.ok && attempt.nothing) continue;
      // What the caller said itself may come back; nothing else of theirs.
      leaksNothing(
        [theirs.buyer, theirs.workflowId, theirs.managerEmail].reduce(
          (rest, said) => rest.replaceAll(said, ''),
          text,
        ),
      );
    }
    expect(await rowsOf(theirs)).toBe(before);
  });

  const reading = withToken.filter(
    ([, { method, path }]) => method === 'GET' && !path.includes('{'),
  );
  it.each(reading)('%s shows nothing of theirs', async (_name, endpoint) => {
    const uuids = (rows: string) => new Set(rows.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []);
    const mine = uuids(await rowsOf(ours));
    const secret = [...uuids(await rowsOf(theirs))].filter((id) => !mine.has(id));
    expect(secret.length).toBeGreaterThan(30);
    const none = { id: '' };
    for (const role of ROLES.filter((each) => may(endpoint, each))) {
      const at = { own: ours, device: deviceOf(ours, role), of: ours, path: none, named: none };
      const full = await requestFor(endpoint, at);
      // A filter by an id of nobody's would hide what there is.
      const request = full.path.includes('person=') ? full : { ...full, path: endpoint.path };
      const answer = await sendAs(ours, role, request);
      const text = await answer.text();
      expect(answer.status, text).toBe(200);
      for (const id of secret) expect(text).not.toContain(id);
    }
  });
});

it('logged nothing unexpected', () => expect(gate.logged).toEqual([]));
