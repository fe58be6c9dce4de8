import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { link, START } from '../../src/gate/audit/chain.ts';
import type { ReviewerIdentity, Store } from '../../src/gate/dispatch/ports.ts';
import { createStore } from '../../src/gate/store/index.ts';
import { enrol, mail, revisionOf, type Scene, scene } from '../gate/store/scene.ts';
import { freshDatabase, type TestDatabase } from '../support/pg.ts';
import { withClient } from '../support/pg-as.ts';
import { fillPast } from './year/fill.ts';

let database: TestDatabase;
let store: Store;
let at: Scene;
let manager: ReviewerIdentity;
let count = 0;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  at = await scene(store);
  const { workspaceId, agentId, rep } = at;
  manager = await enrol(store, { workspaceId, role: 'manager', mailboxes: [] });
  const like = await revisionOf(at, { content: mail({ subject: 'Number @N@' }) });
  await store.proposals.submit(like);
  count = await fillPast(
    {
      ...{ adminUrl: database.adminUrl, store, workspaceId, like: like.proposalId },
      approver: rep.reviewer.email,
    },
    {
      ...{ decisions: 800, weeks: 52, seed: 3 },
      workflows: [{ id: 'outbound', share: 1, human: 0.8 }],
    },
  );
  await store.proposals.withdraw({ workspaceId, agentId, proposalId: like.proposalId });
}, 120_000);
afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const one = async (text: string): Promise<Record<string, number>> =>
  withClient({ url: database.adminUrl }, async (client) => {
    const { rows } = await client.query<Record<string, number>>(text);
    return rows[0] ?? {};
  });

it('is the year that was asked for', async () => {
  const told = await store.metrics.read({
    ...{ workspaceId: at.workspaceId, weeks: 54, by: 'all', now: Date.now() },
  });
  const decisions = told.series.find(({ measure }) => measure === 'decisions')?.total.n ?? 0;
  expect(decisions).toBeGreaterThan(720);
  expect(decisions).toBeLessThan(880);
  expect(told.series.find(({ measure }) => measure === 'reached')?.total.n).toBe(count + 1);
  // An agent's confidence says something, and no more than something.
  const sorts = told.reliability[0]?.worth?.sorts;
  expect(sorts?.low).toBeGreaterThan(0.5);
  expect(sorts?.high).toBeLessThan(0.99);
  expect(told.outcomes.some(({ arm, hits }) => arm === 'by-hand' && hits > 0)).toBe(true);
});

it('holds together: what left was cleared, once, by a decision for it or by its lane', async () => {
  expect(
    await one(`select count(*)::int as sent,
      count(*) filter (where d.action in ('approve', 'approve_edited') or c.decision_id is null
        and r.lane = 'auto')::int as cleared,
      count(distinct x.proposal_id)::int as proposals,
      count(*) filter (where p.state = 'executed')::int as executed,
      count(*) filter (where c.content_digest = r.content_digest)::int as same
      from dispatches x join clearances c on c.id = x.clearance_id
      left join decisions d on d.id = c.decision_id join proposals p on p.id = x.proposal_id
      join revisions r on r.proposal_id = x.proposal_id`).then(
      (row) => new Set(Object.values(row)),
    ),
  ).toHaveProperty('size', 1);
  expect(
    await one(`select count(*)::int as n from proposals where state = 'executed'
      and not exists (select from dispatches x where x.proposal_id = proposals.id)`),
  ).toEqual({ n: 0 });
  expect(
    await one(`select count(*)::int as n from brake_scopes s where sends <> (
      select count(*) from brake_sends b where b.scope_id = s.id)`),
  ).toEqual({ n: 0 });
});

it('has a log whose chain holds', async () => {
  const chain = await store.audit.readChain(at.workspaceId);
  let [previous, seq, decided] = [START, 0, 0];
  for await (const page of chain.pages())
    for (const { seq: nth, hash, row } of page) {
      seq += 1;
      expect(nth).toBe(seq);
      expect(link({ previous, seq, row })).toBe(hash);
      previous = hash;
      if (row.subject === 'decision') decided += 1;
    }
  expect({ seq, hash: previous }).toEqual(chain.head);
  expect({ n: decided }).toEqual(await one('select count(*)::int as n from decisions'));
});

it('is something that a manager can spot-check and see the health of', async () => {
  const { workspaceId } = at;
  const check = await store.spotChecks.draw({
    ...{ workspaceId, reviewer: manager.reviewer, id: randomUUID(), newId: () => randomUUID() },
    seed: randomBytes(32).toString('hex'),
    request: {
      n: 10,
      from: new Date(Date.now() - 30 * 86_400_000).toISOString(),
      to: new Date().toISOString(),
    },
  } as Parameters<Store['spotChecks']['draw']>[0]);
  expect(check).toMatchObject({ n: 10, drawn: 10 });
  const { workflows } = await store.spotChecks.health(workspaceId);
  expect(workflows.find(({ id }) => id === 'outbound')?.reading.judged).toBeGreaterThan(3);
});
