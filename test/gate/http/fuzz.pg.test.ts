import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApi } from '../../../src/gate/http/openapi.ts';
import { ROUTES, type Route, type RouteName } from '../../../src/protocol/routes.ts';
import { arbitraryOf, type Known } from '../surface/from-schema.ts';
import { change, mutate, noJson } from '../surface/hostile.ts';
import { furnish, MAKE, type Place } from '../surface/place.ts';
import { call, type Device, type TestGate, testGate } from './harness.ts';

/*
 * A share by default; all of the issue's:
 * FUZZ_REQUESTS=100000 npx vitest run --config test/vitest.config.ts --project pg test/gate/http/fuzz
 */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 3000);
/** at once, so that requests meet each other as well */
const AT_ONCE = 8;

let gate: TestGate;
let place: Place;
/** of things that are there, one or more of each kind */
const ids: string[] = [];
const unhandled: unknown[] = [];
const noted = (reason: unknown): void => void unhandled.push(reason);
beforeAll(async () => {
  process.on('unhandledRejection', noted);
  const many = { perSecond: 1e6, burst: 1e6 };
  gate = await testGate({ agentRate: many, pairRate: { perAddress: 1e6, overall: 1e6 } });
  place = await furnish(gate, 'fuzzed');
  for (const [name, make] of Object.entries(MAKE))
    for (let n = 0; n < 3; n += 1) {
      const made = await make(place);
      if (name !== 'workflow') ids.push(made.id);
    }
}, 120_000);
afterAll(async () => {
  process.off('unhandledRejection', noted);
  await gate.close();
});

const known: Known = (pattern) => {
  if (pattern.startsWith('^[0-9a-f]{8}-')) return [place.team.workspaceId, ...ids];
  if (pattern.startsWith('^[a-z0-9][a-z0-9._-]'))
    return ['outbound', 'enrich', 'fuzzed-mail', 'new'];
  if (pattern.includes('@'))
    return ['rep@acme.example', 'ana@buyer.example', 'buyer@fuzzed.example', 'bob@other.example'];
  if (pattern.includes('{64}')) return ['f'.repeat(64), 'c'.repeat(64)];
  if (pattern.includes('T\\d{2}'))
    return [new Date().toISOString(), '2030-01-01T00:00:00Z', '2020-02-29T23:59:59.999Z'];
  if (pattern.startsWith('^https?')) return ['https://agent.example/hook', 'http://10.0.0.1/x'];
  if (pattern === '^[A-Z]{3}$') return ['EUR', 'USD'];
  return [];
};

const document = openApi('https://gate.example.com');
const schemas = document.components.schemas;
type Sent = {
  path: string;
  body: { raw?: string };
  type: string;
  /** signed by the device when they are sent, whatever they are */
  decisions?: unknown[];
};

/** Anything that a client, a broken client or nobody's client might send to this endpoint. */
function requests(name: RouteName): fc.Arbitrary<Sent> {
  const route: Route = ROUTES[name];
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  const [type = '', content] = Object.entries(operation?.requestBody?.content ?? {})[0] ?? [];
  const id = fc.oneof(
    { arbitrary: fc.constantFrom('known', 'known', 'known'), weight: 4 },
    fc.constantFrom(
      'outbound',
      'fuzzed-mail',
      '%00',
      '%ff',
      'x',
      '..',
      '00000000-0000-7000-8000-000000000000',
    ),
    fc.string({ maxLength: 5 }).map(encodeURIComponent),
  );
  const query = fc.record(
    Object.fromEntries(
      (operation?.parameters ?? [])
        // A minute of waiting proves nothing here.
        .filter((each) => each.in === 'query' && each.name !== 'wait')
        .map((each) => [each.name, arbitraryOf(each.schema, schemas, known).map(String)] as const),
    ),
    { requiredKeys: [], noNullPrototype: true },
  );
  const extra = fc.oneof(
    { arbitrary: fc.constant({}), weight: 3 },
    fc.dictionary(
      fc.constantFrom('cursor', 'limit', 'state', 'proposalId', 'after', 'tier', 'wait', 'x'),
      fc.oneof(
        fc.constantFrom(
          '0',
          '0.0',
          '99999999999999999999.1',
          '-1',
          'NaN',
          'executed',
          '-1e3',
          '\u0000',
        ),
        fc.string({ maxLength: 5 }).filter((text) => !(Number(text) > 0)),
      ),
      { maxKeys: 2 },
    ),
  );
  const path = fc.tuple(id, query, extra, fc.nat()).map(([part, right, wrong, pick]) => {
    const params = new URLSearchParams({ ...right, ...wrong } as Record<string, string>).toString();
    const there = part === 'known' ? knownId(route, pick) : part;
    return `${route.path.replace('{id}', there)}${params === '' ? '' : `?${params}`}`;
  });
  const right = content ? arbitraryOf(content.schema, schemas, known) : fc.constant(undefined);
  const text = (value: unknown): string =>
    typeof value === 'string' && type === 'text/csv' ? value : (JSON.stringify(value) ?? '');
  const body: fc.Arbitrary<Sent['body']> = !content
    ? fc.constant({})
    : fc.oneof(
        { arbitrary: right.map((value) => ({ raw: text(value) })), weight: 3 },
        {
          arbitrary: fc
            .tuple(right, change)
            .map(([value, how]) => ({ raw: text(mutate(value, how)) })),
          weight: 5,
        },
        { arbitrary: noJson.map((raw) => ({ raw })), weight: 1 },
      );
  const types = content
    ? fc.oneof(
        { arbitrary: fc.constant(type), weight: 30 },
        fc.constantFrom('', 'text/plain', 'application/json; charset=latin1', 'text/csv'),
      )
    : fc.constant('');
  if (name !== 'decide') return fc.record({ path, body, type: types });
  const made = arbitraryOf({ $ref: 'Decision' }, schemas, known);
  const decision = fc.oneof(
    made,
    fc.tuple(made, change).map(([value, how]) => mutate(value, how)),
  );
  const decisions = fc.array(decision, { minLength: 1, maxLength: 3 });
  return fc.record(
    { path, body, type: types, decisions },
    { requiredKeys: ['path', 'body', 'type'] },
  );
}

const knownId = (route: Route, pick: number): string =>
  route.path.startsWith('/v1/workflows/')
    ? (['outbound', 'enrich', 'fuzzed-mail'][pick % 3] ?? '')
    : (ids[pick % ids.length] ?? '');

async function send(name: RouteName, { path, body, type, decisions }: Sent): Promise<Response> {
  const route: Route = ROUTES[name];
  const headers = type === '' ? undefined : { 'content-type': type };
  const more: { raw?: string; headers?: Record<string, string> } = {
    ...(body.raw === undefined ? {} : { raw: body.raw }),
    ...(headers ? { headers } : {}),
  };
  if (route.who.includes('agent'))
    return call(gate, route.method, path, { key: place.team.key, ...more });
  const device: Device = place.admin;
  if (decisions) {
    const jws = await Promise.all(decisions.map((each) => device.sign(JSON.stringify(each))));
    more.raw = JSON.stringify({ decisions: jws });
  }
  const proven = route.who.includes('pairing') || route.who.includes('device');
  return device.send(route.method, path, { ...more, ...(proven ? { token: null } : {}) });
}

/** Signing out ends the device that asks. */
const names = (Object.keys(ROUTES) as RouteName[]).filter((name) => name !== 'revokeDevice');

it(
  `no request makes the gate fail: ${REQUESTS} from the schemas, right, nearly right and hostile`,
  async () => {
    const one = fc.oneof(
      ...names.map((name) => ({
        weight: 'body' in ROUTES[name] ? 3 : 1,
        arbitrary: requests(name).map((sent) => ({ name, sent })),
      })),
    );
    const counts = new Map<number, number>();
    const taken = new Set<string>();
    const began = performance.now();
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (batch) => {
        await Promise.all(
          batch.map(async ({ name, sent }) => {
            const answer = await send(name, sent);
            counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
            if (answer.ok) taken.add(name);
            // A status that says nothing failed; how long lists are is others' business.
            if (answer.ok) return answer.body?.cancel();
            const about = `${name} ${sent.path} ${sent.body.raw?.slice(0, 2000)}`;
            expect(answer.status, about).toBeLessThan(500);
            expect(answer.headers.get('content-type'), about).toBe('application/problem+json');
            const problem = (await answer.json()) as {
              status: number;
              errors?: { path: string }[];
            };
            expect(problem.status, about).toBe(answer.status);
            if (answer.status !== 422 || sent.type === 'text/csv') return;
            // What is wrong is named by a JSON pointer; '' is the whole.
            expect(problem.errors?.length ?? 0, about).toBeGreaterThan(0);
            for (const { path } of problem.errors ?? []) expect(path, about).toMatch(/^(\/.*)?$/s);
          }),
        );
      }),
      { numRuns: Math.ceil(REQUESTS / AT_ONCE), endOnFailure: true },
    );
    const seconds = Math.round((performance.now() - began) / 1000);
    const tally = [...counts].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
    console.info(`${REQUESTS} requests in ${seconds} s, ${tally.join(', ')}`);
    // It reached behind the door: some were taken, many refused for what they said.
    expect(counts.get(200) ?? 0).toBeGreaterThan(REQUESTS / 50);
    expect(counts.get(201) ?? 0).toBeGreaterThan(REQUESTS / 500);
    expect(counts.get(422) ?? 0).toBeGreaterThan(REQUESTS / 15);
    expect(taken.size).toBeGreaterThan(names.length / 2);
    expect((await call(gate, 'GET', '/readyz')).status).toBe(200);
    expect(unhandled).toEqual([]);
    expect(gate.logged).toEqual([]);
  },
  240_000 + REQUESTS * 60,
);
