import { afterAll, beforeAll, expect } from 'vitest';
import type { LanesAnswer } from '../../../src/protocol/lanes.ts';
import { type TestGate, testGate } from '../http/harness.ts';
import { decideMany, nextDay, type Stage, stage } from './stage.ts';

/** A gate whose lanes are earned, closed and audited: hooks run in the file that imports this. */
export let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(async () => {
  await gate.close();
});

export const lanes = async ({ manager }: Stage): Promise<LanesAnswer> =>
  (await manager.send('GET', '/v1/lanes')).json() as Promise<LanesAnswer>;

export const only = async (at: Stage) => {
  const { lanes: all } = await lanes(at);
  expect(all).toHaveLength(1);
  const [lane] = all;
  if (!lane) throw new Error('no lane');
  return lane;
};

export const current = (at: Stage, proposalId: string) =>
  gate.store.proposals.current({ workspaceId: at.team.workspaceId, proposalId });

/** Twenty-five good ones, a day on: the lane is open. */
export async function opened(change: Parameters<typeof stage>[1] = {}): Promise<Stage> {
  const at = await stage(gate, change);
  await decideMany(at, 25);
  await nextDay(at);
  expect((await only(at)).open).toBe(true);
  return at;
}
