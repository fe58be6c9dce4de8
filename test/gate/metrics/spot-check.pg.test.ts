import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gamblerLimit, type Seen } from '../../core/stats/gambler.ts';
import { withClient } from '../../support/pg-as.ts';
import { byId, DAY, type Log, readLog, revisionsOf } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';

let place: OddPlace;
let log: Log;
beforeAll(async () => {
  place = await oddPlace();
  log = await readLog({ ...place.database, workspaceId: place.at.workspaceId });
}, 120_000);
afterAll(() => place?.close());

it.each([
  ['equal, to the end', false, 30, 30],
  ['by risk, broken off', true, 30, 21],
  ['by risk, of all that went out', true, 100, 100],
])('what a spot-check says, %s, is what its items say', async (_name, byRisk, n, until) => {
  const { workspaceId, manager } = place.at;
  const [from, to] = [Date.now() - 60 * DAY, Date.now() - 5 * DAY];
  const id = randomUUID();
  await place.store.spotChecks.draw({
    ...{ ...manager, workspaceId, id, newId: randomUUID },
    seed: n.toString(16).padStart(64, '0'),
    request: { n, byRisk, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
  });
  // Some are decided, one in five wrong; of some the text is gone; of the last nothing is known.
  await withClient({ url: place.database.adminUrl }, async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query(
      `update looks k set state = case when i.place % 9 = 4 then 'void' else 'decided' end,
         decision_id = case when i.place % 9 <> 4 then gen_random_uuid() end,
         reviewer_id = case when i.place % 9 <> 4 then $3::uuid end,
         action = case when i.place % 5 = 0 then 'reject' else 'approve' end, defect = i.place % 5 = 0,
         decided_at = case when i.place % 9 <> 4 then now() end
       from spot_check_items i where i.workspace_id = k.workspace_id and i.look_id = k.id
         and i.check_id = $1 and i.place <= $2`,
      [id, until, manager.reviewer.id],
    );
  });
  const check = await place.store.spotChecks.get({ ...manager, workspaceId, id });
  if (!check) throw new Error('no spot-check');

  // what went out then, and that this manager had not let out
  const clearances = byId(log.clearances);
  const revisionOf = revisionsOf(log);
  const decisions = byId(log.decisions);
  const frame = log.dispatches.flatMap((row) => {
    const cleared = clearances.get(row.clearance_id);
    const at = row.finished_at?.getTime() ?? 0;
    if (row.state !== 'executed' || at < from || at >= to || !cleared) return [];
    const { tier, lane } = revisionOf(cleared);
    const by = decisions.get(cleared.decision_id ?? '')?.reviewer_id;
    if (by === manager.reviewer.id) return [];
    const stratum = `${row.workflow_id} ${cleared.decision_id === null ? lane : 'human'} ${tier}`;
    return [{ stratum, weight: byRisk ? { high: 4, medium: 2, low: 1 }[tier] : 1 }];
  });
  expect(check.population).toBe(frame.length);
  for (const { workflowId, lane, tier, items, weight } of check.strata) {
    const mine = frame.filter(({ stratum }) => stratum === `${workflowId} ${lane} ${tier}`);
    expect([items, weight]).toEqual([mine.length, mine[0]?.weight]);
  }
  const kept = await withClient({ url: place.database.adminUrl }, async (client) => {
    const { rows } = await client.query<{
      place: number;
      stratum: number;
      person: boolean;
      inclusion: number;
    }>(
      `select place, stratum, decision_id is not null as person, inclusion from spot_check_items
       where check_id = $1 order by place`,
      [id],
    );
    return rows;
  });
  const said = (at: number): Seen['found'] => {
    if (at > until) return null;
    if (at % 9 === 4) return 'lost';
    return at % 5 === 0 ? 'defect' : 'right';
  };
  const seen = kept.map((row) => ({
    ...{ ...row, found: said(row.place) },
    weight: check.strata[row.stratum]?.weight ?? 0,
  }));
  const looked = seen.filter(({ found }) => found === 'right' || found === 'defect');
  const defects = looked.filter(({ found }) => found === 'defect');
  const stands = (rows: typeof seen) => rows.reduce((sum, { inclusion }) => sum + 1 / inclusion, 0);
  expect(check.found).toMatchObject({ n: looked.length, defects: defects.length });
  expect(check.found.share).toBeCloseTo(defects.length / looked.length, 9);
  expect(check.found.rate).toBeCloseTo(stands(defects) / stands(looked), 9);
  expect(check.lost).toBe(seen.filter(({ found }) => found === 'lost').length);
  expect(check.open).toBe(seen.filter(({ found }) => found === null).length);
  for (const person of [true, false]) {
    const mine = looked.filter((row) => row.person === person);
    expect(check.agreement[person ? 'people' : 'unattended']).toEqual({
      looked: mine.length,
      agreed: mine.filter(({ found }) => found === 'right').length,
    });
  }
  expect(check.agreement.people.looked).toBeGreaterThan(0);
  expect(check.agreement.unattended.looked).toBeGreaterThan(0);
  const weights = frame.map(({ weight }) => weight ?? 1);
  expect(check.found.upper).toBeCloseTo(gamblerLimit(weights, seen.slice(0, until)), 9);
  // Rosén's chances: 1 − exp(−weight · t), at the t at which they add up to as many as were drawn.
  const chance = (weight: number, time: number) => 1 - Math.exp(-weight * time);
  let [low, high] = [0, 100];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (weights.reduce((sum, weight) => sum + chance(weight, middle), 0) < n) low = middle;
    else high = middle;
  }
  for (const { weight, inclusion } of seen)
    expect(inclusion).toBeCloseTo(byRisk ? chance(weight, low) : n / weights.length, 9);
});
