import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMove, MOVES } from '../../../src/gate/dispatch/states.ts';
import { createStore, migrate } from '../../../src/gate/store/index.ts';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { approved, revisionOf, type Scene, scene } from './scene.ts';

let database: TestDatabase;
let at: Scene;
let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  at = await scene(createStore(database.url));
  sql = new pg.Pool({ connectionString: database.adminUrl });
});
afterAll(async () => {
  await sql.end();
  await at.store.close();
  await database.drop();
});

const REFUSED = { code: 'CS001' };
const pending = async () => (await at.store.proposals.submit(await revisionOf(at))).proposalId;

it('has the same arrows in PostgreSQL as in states.ts', async () => {
  const { rows } = await sql.query<{ subject: string; was: string; became: string }>(
    'select subject, was, became from state_moves',
  );
  const stored = rows.map(({ subject, was, became }) => `${subject}: ${was} → ${became}`).sort();
  const drawn = Object.entries(MOVES).flatMap(([subject, states]) =>
    Object.entries(states).flatMap(([was, all]) =>
      all.map((became: string) => `${subject}: ${was} → ${became}`),
    ),
  );
  expect(stored).toEqual(drawn.sort());
  expect(canMove('dispatch', 'executed', 'queued')).toBe(false);
  expect(canMove('proposal', 'withdrawn', 'pending')).toBe(false);
  expect(canMove('clearance', 'nonsense', 'open')).toBe(false);
});

describe('by hand, in SQL', () => {
  it('no proposal gets to any state that its arrows do not lead to', async () => {
    const states = Object.keys(MOVES.proposal);
    const proposalId = await pending();
    for (const state of states.filter((each) => !canMove('proposal', 'pending', each))) {
      if (state === 'pending') continue;
      await expect(
        sql.query('update proposals set state = $2 where id = $1', [proposalId, state]),
        state,
      ).rejects.toMatchObject(REFUSED);
    }
  });

  it('no proposal is approved without a decision, dispatched without a redemption', async () => {
    const proposalId = await pending();
    await expect(
      sql.query(`update proposals set state = 'approved' where id = $1`, [proposalId]),
    ).rejects.toMatchObject(REFUSED);
    const made = await approved(at);
    for (const state of ['dispatching', 'executed', 'unknown']) {
      await expect(
        sql.query('update proposals set state = $2 where id = $1', [made.proposalId, state]),
        state,
      ).rejects.toMatchObject(REFUSED);
    }
  });

  it('no dispatch is claimed, handed over or executed without a redeemed clearance', async () => {
    const { clearance } = await approved(at);
    for (const state of ['claimed', 'handing_over', 'executed', 'unknown', 'failed']) {
      await expect(
        sql.query('update dispatches set state = $2 where id = $1', [clearance.dispatchId, state]),
        state,
      ).rejects.toMatchObject(REFUSED);
    }
  });

  it('no dispatch is born further on, for another digest, or twice', async () => {
    const { clearance, proposalId } = await approved(at, { dispatch: false });
    const insert = (change: { state?: string; digest?: string }) =>
      sql.query(
        `insert into dispatches (workspace_id, id, proposal_id, workflow_id, clearance_id, executor,
           content_digest, state) values ($1, $2, $3, $4, $5, 'gate:smtp', $6, $7)`,
        [
          at.workspaceId,
          randomUUID(),
          proposalId,
          at.workflowId,
          clearance.id,
          change.digest ?? clearance.claims.contentDigest,
          change.state ?? 'queued',
        ],
      );
    for (const state of ['claimed', 'handing_over', 'executed', 'unknown']) {
      await expect(insert({ state }), state).rejects.toMatchObject(REFUSED);
    }
    await expect(insert({ digest: 'f'.repeat(64) })).rejects.toMatchObject(REFUSED);
    await insert({});
    await expect(insert({})).rejects.toMatchObject({ constraint: 'one_dispatch_a_clearance' });
  });

  it('no clearance is written for what nobody approved, nor changed, nor redeemed late', async () => {
    const { clearance } = await approved(at);
    const copy = (change: Record<string, string>) => {
      const columns = [
        'workspace_id, id, proposal_id, revision, workflow_id, decision_id, executor',
        'content_digest, policy_version, jws, state, expires_at',
      ].join(', ');
      const values = columns.split(', ').map((column) => change[column] ?? column);
      return sql.query(
        `insert into clearances (${columns}) select ${values.join(', ')} from clearances where id = $1`,
        [clearance.id],
      );
    };
    const id = `'${randomUUID()}'`;
    await sql.query(`update clearances set state = 'void' where id = $1`, [clearance.id]);
    const open = { id, state: "'open'" };
    await expect(copy({ ...open, content_digest: `'${'f'.repeat(64)}'` })).rejects.toMatchObject(
      REFUSED,
    );
    await expect(copy({ ...open, decision_id: 'null' })).rejects.toMatchObject(REFUSED);
    await expect(copy({ ...open, state: "'redeemed'" })).rejects.toMatchObject(REFUSED);
    await expect(copy(open)).rejects.toMatchObject({ constraint: 'one_clearance_a_decision' });

    const late = await approved(at, { seconds: -1 });
    const redeem = (clearanceId: string) =>
      sql.query(`update clearances set state = 'redeemed', redeemed_at = now() where id = $1`, [
        clearanceId,
      ]);
    await expect(redeem(late.clearance.id)).rejects.toMatchObject(REFUSED);
    await expect(redeem(clearance.id)).rejects.toMatchObject(REFUSED);
    const fresh = await approved(at);
    await expect(
      sql.query('update clearances set content_digest = $2 where id = $1', [
        fresh.clearance.id,
        'f'.repeat(64),
      ]),
    ).rejects.toMatchObject(REFUSED);
  });

  it('no content differs from its digest, and no second decision wins', async () => {
    const { decision } = await approved(at);
    await expect(
      sql.query(
        `insert into revisions select workspace_id, proposal_id, 2, content || ' ', content_digest,
           submission_digest, lane, tier, trigger, flags, model, model_version, confidence, review,
           callback_url, due_at, now() from revisions where proposal_id = $1`,
        [decision.proposalId],
      ),
    ).rejects.toMatchObject({ constraint: 'content_is_what_was_digested' });
    await expect(
      sql.query(
        `insert into decisions select workspace_id, $2, proposal_id, revision, reviewer_id,
           device_id, 'reject', content_digest, content, compose_digest, tail_digest, reason,
           difference, attention, jws, decided_at, received_at, status, conflict, detail, standing,
           workflow_id, model_version, confidence_bucket from decisions where id = $1`,
        [decision.id, randomUUID()],
      ),
    ).rejects.toMatchObject({ constraint: 'one_decision_wins' });
  });

  it('nothing is rewritten or removed: revisions, decisions, clearances, dispatches, audit', async () => {
    const { proposalId } = await approved(at);
    for (const table of ['revisions', 'decisions', 'clearances', 'dispatches', 'audit_log']) {
      await expect(
        sql.query(`delete from ${table} where proposal_id = $1`, [proposalId]),
        table,
      ).rejects.toMatchObject(REFUSED);
    }
    await expect(
      sql.query(`update audit_log set actor = 'someone' where proposal_id = $1`, [proposalId]),
    ).rejects.toMatchObject(REFUSED);
    await expect(
      sql.query(`update decisions set action = 'reject' where proposal_id = $1`, [proposalId]),
    ).rejects.toMatchObject(REFUSED);
    await expect(
      sql.query('update revisions set confidence = 1 where proposal_id = $1', [proposalId]),
    ).rejects.toMatchObject(REFUSED);
    await expect(sql.query('truncate audit_log cascade')).rejects.toMatchObject(REFUSED);
    await expect(sql.query(`delete from state_moves`)).rejects.toMatchObject(REFUSED);
  });
});

it('writes one audit row per change, with who did it', async () => {
  const { proposalId } = await approved(at);
  const { rows } = await sql.query<{ subject: string; became: string; actor: string }>(
    'select subject, became, actor from audit_log where proposal_id = $1 order by id',
    [proposalId],
  );
  const agent = `agent:${at.agentId}`;
  const reviewer = `reviewer:${at.rep.reviewer.id}`;
  expect(rows).toEqual([
    { subject: 'proposal', became: 'pending', actor: agent },
    { subject: 'decision', became: 'approve', actor: reviewer },
    { subject: 'clearance', became: 'open', actor: reviewer },
    { subject: 'dispatch', became: 'queued', actor: reviewer },
    { subject: 'proposal', became: 'approved', actor: reviewer },
  ]);
  // Somebody at the database itself is named by role.
  await sql.query(`update proposals set state = 'withdrawn' where id = $1`, [proposalId]);
  const last = await sql.query<{ actor: string }>(
    'select actor from audit_log where proposal_id = $1 order by id desc limit 1',
    [proposalId],
  );
  expect(last.rows[0]?.actor).toMatch(/^role:/);
});

it('migrates once, by several processes at once, and refuses a newer database', async () => {
  const empty = await emptyDatabase();
  try {
    await Promise.all([migrate(empty.ownerUrl), migrate(empty.ownerUrl), migrate(empty.ownerUrl)]);
    await migrate(empty.ownerUrl);
    const client = new pg.Client({ connectionString: empty.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ number: number }>('select number from migrations');
    expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
    await client.query(`insert into migrations (number, name) values (9999, 'later')`);
    await client.end();
    await expect(migrate(empty.ownerUrl)).rejects.toThrow(/newer gate/);
  } finally {
    await empty.drop();
  }
});
