import { expect, test, vi } from 'vitest';
import { idOf, itemOf, WORKSPACE } from '../store/item.ts';
import { PAGE } from './worker-ports.ts';
import { clock, gate, kill, later, page, pairUp, ready } from './worker-stage.ts';

/** A signed head as the gate gives it; its signature is the gate's affair. */
const headOf = (seq: number, change: object = {}) => {
  const claims = {
    ...{ iss: 'https://gate.example', workspace: WORKSPACE, seq, hash: 'c'.repeat(64) },
    ...{ at: `2026-11-22T08:00:0${seq}.000Z`, ...change },
  };
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '');
  return `${part({ alg: 'ES256' })}.${part(claims)}.c2ln`;
};

const lost = async () => (await page(PAGE, 'status', {})).spaces[0]?.historyLost;

test('the last head of the audit chain goes along with the next sync, also after a kill', async () => {
  gate.audit = { head: headOf(2) };
  await ready(itemOf(1));
  gate.heads.length = 0;
  await kill();
  await page(PAGE, 'refresh', {});
  expect(new Set(gate.heads)).toEqual(new Set([headOf(2)]));
  // An older one, of another process of the gate, or none: what is known stays. Nor another workspace's.
  for (const audit of [
    { head: headOf(1) },
    undefined,
    { head: headOf(9, { workspace: idOf(0xbbbb) }) },
    { head: 'no.head.atall' },
  ]) {
    gate.audit = audit;
    await page(PAGE, 'refresh', {});
    await page(PAGE, 'refresh', {});
    expect(gate.heads.at(-1)).toBe(headOf(2));
  }
  gate.audit = { head: headOf(3) };
  await page(PAGE, 'refresh', {});
  await page(PAGE, 'refresh', {});
  expect(gate.heads.at(-1)).toBe(headOf(3));
  expect(await lost()).toBeUndefined();
});

test('a history that lost what this device saw is an alarm that stays, with the proof', async () => {
  gate.audit = { head: headOf(5) };
  await ready(itemOf(1));
  gate.audit = { head: headOf(4, { hash: 'd'.repeat(64) }), forked: true };
  await page(PAGE, 'refresh', {});
  const alarm = {
    head: headOf(5),
    seenAt: '2026-11-22T08:00:05.000Z',
    foundAt: new Date(clock).toISOString(),
  };
  expect(await lost()).toEqual(alarm);
  // It goes on with the chain that is there now, and does not forget.
  gate.audit = { head: headOf(6, { hash: 'd'.repeat(64) }) };
  later(1000);
  await page(PAGE, 'refresh', {});
  expect(gate.heads.at(-1)).toBe(headOf(4, { hash: 'd'.repeat(64) }));
  await kill();
  expect(await lost()).toEqual(alarm);
  await page(PAGE, 'sign-out', {});
  expect(await lost()).toBeUndefined();
});

test('a gate that calls it forked where nothing was sent raises no alarm', async () => {
  gate.audit = { head: headOf(1), forked: true };
  await pairUp();
  await vi.waitFor(() => expect(gate.heads).toEqual([null]));
  gate.audit = { head: headOf(2) };
  await page(PAGE, 'refresh', {});
  expect(await lost()).toBeUndefined();
});
