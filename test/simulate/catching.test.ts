import { expect, it } from 'vitest';
import { caughtTable, recovered } from './canaries/catching.ts';

// Small; `npm run simulate -- canaries` is the whole of it.
const SMALL = { seed: 3, teams: 120, pool: 40 };

it('catch rates are recovered within their intervals, obeying flags and reading apart', async () => {
  const found = await recovered(SMALL);
  const { text, met } = caughtTable(found);
  console.log(text);
  expect(met).toBe(true);
  expect(found.rows.map(({ teams }) => teams > 100)).toEqual([true, true]);
  expect(found.planted.flagged).toBeGreaterThan(0);
  expect(found.planted.unflagged).toBeGreaterThan(0);
}, 60_000);

it('an estimate that were off by fifteen points would show', async () => {
  expect(caughtTable(await recovered(SMALL, undefined, 0.15)).met).toBe(false);
}, 60_000);
