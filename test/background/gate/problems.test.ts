import { expect, test } from 'vitest';
import {
  GateProblem,
  GateUnreachable,
  NotPaired,
  problemOf,
  Revoked,
  retryAfter,
} from '../../../src/background/gate/problems.ts';
import { refusalOf } from '../../../src/background/redeem.ts';
import { PROBLEMS, type ProblemCode, problemType } from '../../../src/protocol/problem.ts';

const NOW = Date.UTC(2026, 10, 22, 12);

test('a page that is not a problem is told by its status, without its content', async () => {
  const problem = await problemOf(new Response('<h1>secret</h1>', { status: 502 }), NOW);
  expect(problem).toMatchObject({ code: null, status: 502 });
  expect(problem.message).not.toContain('secret');
});

test('a problem keeps code, detail and the wish to wait', async () => {
  const body = { type: problemType('rate-limited'), title: 'T', status: 429, detail: 'Wait 7 s.' };
  const headers = { 'Retry-After': '7' };
  const problem = await problemOf(
    new Response(JSON.stringify(body), { status: 429, headers }),
    NOW,
  );
  expect(problem).toMatchObject({ code: 'rate-limited', message: 'Wait 7 s.', retryAfterMs: 7000 });
});

test('an unknown type is still a problem', async () => {
  const body = { type: 'https://elsewhere.example/x', title: 'Odd', status: 418 };
  const problem = await problemOf(new Response(JSON.stringify(body), { status: 418 }), NOW);
  expect(problem).toMatchObject({ code: null, status: 418, message: 'Odd' });
});

test.each([
  [null, null],
  ['soon', null],
  ['0', 0],
  ['120', 120_000],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
])('Retry-After %j is %j ms', (header, ms) => {
  expect(retryAfter(header, NOW)).toBe(ms);
});

const refusal = (code: ProblemCode | null, status: number) =>
  refusalOf(new GateProblem({ code, status, detail: '' }));

test('only what the gate surely refused is a refusal; all else may have been a yes', () => {
  expect(refusalOf(new GateUnreachable('x'))).toBeNull();
  expect(refusalOf(new Error('x'))).toBeNull();
  expect(refusal('internal', 500)).toBeNull();
  expect(refusal('unavailable', 503)).toBeNull();
  expect(refusal(null, 502)).toBeNull();
  expect(refusalOf(new NotPaired())).toBe('not-approved');
  expect(refusalOf(new Revoked())).toBe('not-approved');
});

test('every other problem that the gate knows is a refusal', () => {
  for (const [code, { status }] of Object.entries(PROBLEMS)) {
    if (status < 500) expect(refusal(code as ProblemCode, status), code).not.toBeNull();
  }
  expect(refusal('clearance-redeemed', 409)).toBe('already-sent');
  expect(refusal('digest-mismatch', 409)).toBe('changed');
  expect(refusal('workflow-paused', 409)).toBe('paused');
  expect(refusal('clearance-expired', 403)).toBe('expired');
});
