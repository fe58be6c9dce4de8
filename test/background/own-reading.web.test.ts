import { afterEach, beforeEach, expect, test } from 'vitest';
import { GateProblem, GateUnreachable } from '../../src/background/gate/problems.ts';
import { ownReading } from '../../src/background/own-reading.ts';
import type { Space } from '../../src/background/space.ts';
import type { OwnReading } from '../../src/core/schema/own-reading.ts';
import { Store } from '../../src/store/db.ts';

let db: Store;
beforeEach(() => {
  db = new Store(`own-reading-${crypto.randomUUID()}`);
});
afterEach(() => db.delete());

const TOLD: OwnReading = {
  days: [{ day: '2026-11-28', decisions: 3, deliberate: 2, blind: 0, changed: 0 }],
};
/** A gate that answers so, and what it was asked. */
function gateThat(answers: () => OwnReading) {
  const asked: unknown[] = [];
  const call = async (_name: string, input: { query: unknown }) => {
    asked.push(input.query);
    return answers();
  };
  return { asked, space: { db, gate: { call } as unknown as Space['gate'] } };
}
const away = () => {
  throw new GateUnreachable('No answer.');
};

test('asks for the days, and tells what the gate said of now', async () => {
  const { asked, space } = gateThat(() => TOLD);
  expect(await ownReading(space, { days: 90, at: 5000 })).toEqual({ reading: TOLD, at: 5000 });
  expect(asked).toEqual([{ days: 90 }]);
});

test('while the gate is away, tells what it said last of as many days, and when', async () => {
  await ownReading(gateThat(() => TOLD).space, { days: 30, at: 5000 });
  const { space } = gateThat(away);
  expect(await ownReading(space, { days: 30, at: 9000 })).toEqual({
    ...{ reading: TOLD, at: 5000, stale: 'No answer.' },
  });
  await expect(ownReading(space, { days: 7, at: 9000 })).rejects.toThrow('No answer.');
});

test('a refusal is told as it is: old figures are not shown to whom the gate says no', async () => {
  await ownReading(gateThat(() => TOLD).space, { days: 30, at: 5000 });
  const { space } = gateThat(() => {
    throw new GateProblem({ code: null, status: 403, detail: 'No.' });
  });
  await expect(ownReading(space, { days: 30, at: 9000 })).rejects.toThrow('No.');
});

test('without anything kept, the reason is told', async () => {
  await expect(ownReading(gateThat(away).space, { days: 30, at: 1 })).rejects.toThrow('No answer.');
});
