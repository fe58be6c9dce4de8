import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { add, type Evidence, lnEvidence, type Period } from '../../../src/core/lanes/evidence.ts';
import { BUYER_FACING, KINDS } from '../../../src/core/schema/kind.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { withClient } from '../../support/pg-as.ts';
import { type TestGate, testGate } from '../http/harness.ts';
import { clearanceOf, mail, revisionOf, type Scene, scene } from '../store/scene.ts';
import { AUTONOMY, decideMany, decideOn, feedOf, nextDay, propose, stage } from './stage.ts';

const REFUSED = { code: 'CS001' };
let database: TestDatabase;
let gate: TestGate;
beforeAll(async () => {
  database = await freshDatabase();
  gate = await testGate();
});
afterAll(async () => {
  await database.drop();
  await gate.close();
});

const SUBJECT = ['outbound', 'm', '1', ''] as const;

async function earning(): Promise<Scene> {
  const store = createStore(database.url, { connections: 2 });
  const at = await scene(store);
  const workflow = await store.workflows.getWorkflow({
    workspaceId: at.workspaceId,
    id: at.workflowId,
  });
  if (!workflow) throw new Error('no workflow');
  const { state: _state, ...input } = workflow;
  const policy = { ...input.policy, version: 2, autonomy: AUTONOMY };
  await store.workflows.putWorkflow({
    workspaceId: at.workspaceId,
    workflow: { ...input, pattern: 'exception-handling', policy },
  });
  return at;
}

const insertLane = (sql: pg.Client, at: Scene, more = '') =>
  sql.query(
    `insert into lanes (workspace_id, workflow_id, model, model_version, prompt_version, tier, alpha,
       delta, grid, first_labels, choose_at ${more === '' ? '' : ', open, held, first, threshold, bound, line, level'})
     values ($1, $2, $3, $4, $5, 'auto', 0.2, 0.2, '{0.9,0.5,0}', 10, 20 ${more})`,
    [at.workspaceId, ...SUBJECT],
  );

const counts = fc.array(
  fc.record({
    band: fc.integer({ min: 0, max: 2 }),
    inclusion: fc.constantFrom(0.05, 0.1, 0.5, 1),
    unseen: fc.integer({ min: 0, max: 300 }),
    right: fc.integer({ min: 0, max: 60 }),
    defects: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 1, maxLength: 5 },
);

describe('as the gate’s own role and as the owner of the database', () => {
  it.each(['url', 'ownerUrl'] as const)(
    'no lane is born open, nor opened without its bound (%s)',
    async (role) => {
      const at = await earning();
      await withClient({ url: database[role], workspaceId: at.workspaceId }, async (sql) => {
        await expect(insertLane(sql, at, ', true, 0, 0, 0.9, 0.1, 0.2, 0.2')).rejects.toMatchObject(
          REFUSED,
        );
        await insertLane(sql, at);
        for (const set of [
          'open = true',
          'open = true, held = 0, first = 0, threshold = 0.9, bound = 0.01, line = 0.2, level = 0.2',
          'first = 0, held = 0, line = 0.2, level = 0.2',
          'first = 0, held = 2, line = 0.2, level = 1',
          'alpha = 0.99',
          "grid = '{0}'",
          'round = 3',
          'round = 2, held = 0, first = 0',
        ])
          await expect(
            sql.query(`update lanes set ${set} where workspace_id = $1`, [at.workspaceId]),
          ).rejects.toMatchObject({ code: expect.stringMatching(/^(CS001|23514)$/) });
        // Another rule than the policy's: a new round takes it, but nothing opens by it.
        await sql.query('update lanes set round = 2, alpha = 0.9, delta = 0.9');
        await expect(
          sql.query('update lanes set first = 0, held = 0, line = 0.9, level = 0.9'),
        ).rejects.toMatchObject(REFUSED);
        await expect(sql.query('delete from lanes')).rejects.toThrow();
      });
      await at.store.close();
    },
  );

  it('nothing is counted that no label says, and no label becomes good', async () => {
    const at = await earning();
    const made = await at.store.proposals.submit(await revisionOf(at));
    await withClient({ url: database.url, workspaceId: at.workspaceId }, async (sql) => {
      await insertLane(sql, at);
      const strata = JSON.stringify([{ band: 0, inclusion: 1, unseen: 0, right: 500, defects: 0 }]);
      await expect(
        sql.query(
          `insert into lane_periods (workspace_id, workflow_id, model, model_version, prompt_version,
             tier, round, day, strata) values ($1, $2, $3, $4, $5, 'auto', 1, '2026-01-01', $6)`,
          [at.workspaceId, ...SUBJECT, strata],
        ),
      ).rejects.toMatchObject(REFUSED);
      await sql.query(
        `insert into labels (workspace_id, proposal_id, workflow_id, model, model_version,
           prompt_version, confidence, inclusion, outcome, source, day)
         values ($1, $6, $2, $3, $4, $5, 0.9, 1, 'defect', 'decision', '2026-01-01')`,
        [at.workspaceId, ...SUBJECT, made.proposalId],
      );
      await expect(sql.query("update labels set outcome = 'right'")).rejects.toMatchObject(REFUSED);
      await expect(sql.query('delete from labels')).rejects.toThrow();
    });
    await at.store.close();
  });

  it('a threshold is reached exactly where the bound holds, by the same arithmetic (property)', async () => {
    const at = await earning();
    await withClient({ url: database.ownerUrl, workspaceId: at.workspaceId }, (sql) =>
      insertLane(sql, at),
    );
    await withClient({ url: database.adminUrl, workspaceId: at.workspaceId }, async (admin) => {
      let round = 1;
      await fc.assert(
        fc.asyncProperty(
          fc.array(counts, { minLength: 1, maxLength: 4 }),
          fc.constantFrom(0.02, 0.05, 0.1, 0.2),
          async (periods, line) => {
            round += 1;
            // Triggers off, for what only they refuse: the days are made up here.
            await admin.query("set session_replication_role = 'replica'");
            await admin.query('update lanes set round = $1, held = null, first = null', [round]);
            for (const strata of periods)
              await admin.query(
                `insert into lane_periods (workspace_id, workflow_id, model, model_version,
                   prompt_version, tier, round, day, strata)
                 values ($1, $2, $3, $4, $5, 'auto', $6, '2026-01-01', $7)`,
                [at.workspaceId, ...SUBJECT, round, JSON.stringify(strata)],
              );
            await admin.query("set session_replication_role = 'origin'");
            const evidence = periods.reduce<Evidence>(
              (known, period) => add(known, period as Period),
              [],
            );
            for (const index of [0, 1, 2]) {
              const ours = lnEvidence(evidence, index, line);
              const { rows } = await admin.query<{ theirs: number | null }>(
                'select lane_evidence(l, $1, $2) as theirs from lanes l where workspace_id = $3',
                [index, line, at.workspaceId],
              );
              const theirs = rows[0]?.theirs ?? null;
              if (theirs !== null) expect(theirs).toBeCloseTo(ours, 6);
              else expect(evidence.flat().some(({ band }) => band <= index)).toBe(false);
            }
            const holds = lnEvidence(evidence, 0, line) >= -Math.log(0.2);
            const reach = admin.query(
              'update lanes set first = 0, held = 0, line = $1, level = 0.2 where workspace_id = $2',
              [line, at.workspaceId],
            );
            const some = evidence.flat().some(({ band }) => band === 0);
            if (holds && some) await reach;
            else await expect(reach).rejects.toMatchObject(REFUSED);
          },
        ),
        { numRuns: 60 },
      );
    });
    await at.store.close();
  });

  it('nothing a buyer sees is cleared without a decision or an open lane', async () => {
    const at = await earning();
    const content = mail();
    const revision = await revisionOf(at, { content, lane: 'auto', confidence: 1 });
    const clearance = await clearanceOf(at, { proposalId: revision.proposalId, content });
    await expect(
      at.store.proposals.submit({ ...revision, policyClearance: clearance }),
    ).rejects.toThrow(/not open/);
    const pass = {
      ...{ tier: 'auto' as const, stratum: '0 novel', inclusion: 1, drawn: true },
      subject: { model: 'm', modelVersion: '1', prompt: '' },
    };
    await expect(
      at.store.proposals.submit({ ...revision, policyClearance: clearance, pass }),
    ).rejects.toThrow(/not open/);
    await at.store.close();
  });
});

it('knows the same kinds that a buyer sees', async () => {
  await withClient({ url: database.url }, async (sql) => {
    const { rows } = await sql.query<{ kind: string; sees: boolean }>(
      'select kind, buyer_facing(kind) as sees from unnest($1::text[]) kind',
      [[...KINDS]],
    );
    for (const { kind, sees } of rows)
      expect([kind, sees]).toEqual([kind, [...BUYER_FACING].some((one) => one === kind)]);
  });
});

it('whatever is decided over the API, only a lane whose bound holds lets anything through (property)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('approve', 'reject', 'edit', 'leave'), {
        minLength: 5,
        maxLength: 40,
      }),
      fc.integer({ min: 1, max: 3 }),
      async (actions, days) => {
        const at = await stage(gate);
        for (const action of actions) {
          const made = await propose(at);
          if (made.lane !== 'human' || action === 'leave') continue;
          if (action === 'approve') await decideOn(at, at.rep, made);
          else
            await decideOn(at, at.rep, made, {
              action: 'reject',
              reason: { code: action === 'reject' ? 'wrong_fact' : 'tone' },
            });
        }
        for (let day = 1; day <= days; day += 1) await nextDay(at, day * 2);
        const next = await propose(at, { confidence: 1 });
        const { workspaceId } = at.team;
        await withClient({ url: gate.databaseUrl, workspaceId }, async (sql) => {
          const { rows } = await sql.query<{ open: boolean; ln: number; level: number }>(
            'select open, lane_evidence(l, held, line) as ln, level from lanes l',
          );
          const [lane] = rows;
          expect(next.lane).toBe(lane?.open ? 'auto' : 'human');
          if (lane?.open) expect(lane.ln).toBeGreaterThanOrEqual(-Math.log(lane.level) - 1e-6);
        });
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

it('what was earned stays in its workspace', async () => {
  const at = await stage(gate);
  await decideMany(at, 25);
  await nextDay(at);
  const other = await stage(gate);
  expect((await propose(at)).lane).toBe('auto');
  expect((await propose(other, { confidence: 1 })).lane).toBe('human');
  expect([...(await feedOf(other.rep)).items.values()]).toHaveLength(1);
});
