import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { makeDeviceKey } from '../../../src/background/gate/dpop.ts';
import { GateProblem, GateUnreachable } from '../../../src/background/gate/problems.ts';
import { address, Requests } from '../../../src/background/gate/request.ts';
import { problemType } from '../../../src/protocol/problem.ts';
import { ROUTES } from '../../../src/protocol/routes.ts';

type Seen = { url: string; init: RequestInit; nonce: unknown };

/** Answers requests in turn, as a gate would on the wire. */
async function wire(answers: (Response | Error)[]) {
  const seen: Seen[] = [];
  const requests = new Requests({
    now: () => 1_000_000,
    fetch: async (url, init = {}) => {
      const headers = new Headers(init.headers);
      seen.push({ url: String(url), init, nonce: decodeJwt(headers.get('DPoP') ?? '').nonce });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const { pair } = await makeDeviceKey();
  return { requests, seen, by: { gateUrl: 'https://g.example', pair } };
}

const wantsNonce = (nonce: string) =>
  new Response(
    JSON.stringify({ type: problemType('use-dpop-nonce'), title: 'nonce', status: 401 }),
    { status: 401, headers: { 'DPoP-Nonce': nonce } },
  );
const yes = (headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ answers: [] }), { headers });
const decide = { body: { decisions: ['a.b.c'] } };

test('without the nonce it goes again once, with it', async () => {
  const { requests, seen, by } = await wire([wantsNonce('n1'), yes({ 'DPoP-Nonce': 'n2' }), yes()]);
  await requests.send('decide', decide, by);
  await requests.send('decide', decide, by);
  expect(seen.map(({ nonce }) => nonce)).toEqual([undefined, 'n1', 'n2']);
});

test('a gate that never takes its own nonce is asked twice and no more', async () => {
  const { requests, seen, by } = await wire([wantsNonce('n1'), wantsNonce('n2')]);
  await expect(requests.send('decide', decide, by)).rejects.toThrow(GateProblem);
  expect(seen).toHaveLength(2);
});

test('a lost answer is not asked for again', async () => {
  const { requests, seen, by } = await wire([new TypeError('Failed to fetch')]);
  await expect(requests.send('decide', decide, by)).rejects.toThrow(GateUnreachable);
  expect(seen).toHaveLength(1);
});

test.each([
  ['not JSON', 'x'],
  ['another shape', '{"answers":7}'],
])('an answer that is %s counts as none', async (_, body) => {
  const { requests, by } = await wire([new Response(body)]);
  await expect(requests.send('decide', decide, by)).rejects.toThrow(GateUnreachable);
});

test('nothing but the proof goes along: no cookies, no referrer, no redirects', async () => {
  const { requests, seen, by } = await wire([yes()]);
  await requests.send('decide', decide, { ...by, token: 'tok' });
  expect(seen[0]?.init).toMatchObject({
    method: 'POST',
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    body: JSON.stringify(decide.body),
  });
  expect(new Headers(seen[0]?.init.headers).get('Authorization')).toBe('DPoP tok');
});

test('path parameters are escaped, empty query fields left out', () => {
  expect(address(ROUTES.redeem, 'https://g.example', { params: { id: 'a/../b' } })).toBe(
    'https://g.example/v1/clearances/a%2F..%2Fb/redeem',
  );
  expect(
    address(ROUTES.sync, 'https://g.example', { query: { cursor: undefined, limit: 5 } }),
  ).toBe('https://g.example/v1/sync?limit=5');
  expect(() => address(ROUTES.redeem, 'https://g.example', {})).toThrow(TypeError);
});

test('an answer of lines is all of them, each parsed; none is none', async () => {
  const line = {
    prompt: [{ role: 'user', content: 'a' }],
    completion: [{ role: 'assistant', content: 'b\nc' }],
    label: false,
  };
  const text = `${JSON.stringify(line)}\n${JSON.stringify({ ...line, label: true })}\n`;
  const { requests, by } = await wire([new Response(text), new Response('')]);
  const { answer } = await requests.send('exportCorrections', {}, by);
  expect(answer).toEqual([line, { ...line, label: true }]);
  expect((await requests.send('exportCorrections', {}, by)).answer).toEqual([]);
});

test('lines that break off, or that are of no known form, are no answer', async () => {
  const { requests, by } = await wire([new Response('{"label": tr'), new Response('{"x": 1}\n')]);
  await expect(requests.send('exportCorrections', {}, by)).rejects.toThrow(/broke off/);
  await expect(requests.send('exportCorrections', {}, by)).rejects.toThrow(/not understood/);
});

test('a sheet goes and comes as the text that it is', async () => {
  const csv = '\ufeffdecision,proposal\r\n';
  const { requests, seen, by } = await wire([
    new Response(csv, { headers: { 'Content-Type': 'text/csv' } }),
    new Response(JSON.stringify({ ready: [], refused: [], open: 1 })),
  ]);
  // The mark at its front is for spreadsheets; reading a text takes it off.
  expect((await requests.send('exportQueue', {}, by)).answer).toBe('decision,proposal\r\n');
  expect((await requests.send('checkQueue', { body: csv }, by)).answer.open).toBe(1);
  expect(seen[1]?.init.body).toBe(csv);
  expect(new Headers(seen[1]?.init.headers).get('content-type')).toBe('text/csv');
});
