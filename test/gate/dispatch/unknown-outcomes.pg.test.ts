import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { type Found, GUARANTEES, Refusal } from '../../../src/gate/dispatch/ports.ts';
import { approved, mail } from '../store/scene.ts';
import {
  at,
  ends,
  enriching,
  failingAfter,
  only,
  outcomes,
  running,
  scripted,
  sign,
  sql,
  stateOf,
  store,
  until,
} from './retry-stage.ts';

describe('an unknown outcome', () => {
  const unknown = async () => {
    const executor = scripted('gate:smtp', [failingAfter(() => new Error('cut'))]);
    await running([executor]);
    const made = await approved(at, { sign, content: mail() });
    const dispatch = await until(made.proposalId, 'unknown');
    return { ...made, ref: { workspaceId: at.workspaceId, dispatchId: dispatch.id } };
  };

  it('is settled by a person, once, with a reason, and that is audited', async () => {
    for (const outcome of ['executed', 'failed'] as const) {
      const { ref, proposalId } = await unknown();
      const word = { ...ref, by: 'boss', outcome, reason: 'it is in the Sent folder' };
      expect((await store.dispatches.resolve(word)).state).toBe(outcome);
      expect(await stateOf(proposalId)).toBe(outcome);
      // The same word again is the same answer; another comes too late.
      expect((await store.dispatches.resolve({ ...word, by: 'other' })).state).toBe(outcome);
      const other = outcome === 'executed' ? 'failed' : 'executed';
      await expect(store.dispatches.resolve({ ...word, outcome: other })).rejects.toMatchObject({
        code: 'outcome-known',
      });
      const { rows } = await sql.query(
        `select actor, became, data from audit_log where subject_id = $1 and became = 'resolved'`,
        [ref.dispatchId],
      );
      expect(rows).toEqual([
        {
          actor: 'boss',
          became: 'resolved',
          data: { by: 'boss', outcome, private: expect.stringMatching(/^[0-9a-f]{64}$/) },
        },
      ]);
      for (const end of ends.splice(0)) await end();
    }
  });

  it('is not settled where it is known, elsewhere, or by hand in SQL without being unknown', async () => {
    const { ref } = await unknown();
    const word = { by: 'boss', outcome: 'failed' as const, reason: 'no' };
    await expect(
      store.dispatches.resolve({ ...ref, workspaceId: randomUUID(), ...word }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(store.dispatches.ask({ ...ref, by: 'boss' })).rejects.toMatchObject({
      code: 'cannot-ask',
    });
    const { clearance } = await approved(at, { sign, content: mail(), executor: 'gate:hubspot' });
    await expect(
      sql.query(`update dispatches set resolution = '{}' where id = $1`, [clearance.dispatchId]),
    ).rejects.toMatchObject({ code: 'CS001' });
    const known = { workspaceId: at.workspaceId, dispatchId: clearance.dispatchId ?? '' };
    await expect(store.dispatches.resolve({ ...known, ...word })).rejects.toBeInstanceOf(Refusal);
    await expect(store.dispatches.ask({ ...known, by: 'boss' })).rejects.toMatchObject({
      code: 'outcome-known',
    });
  });

  it('stays unknown while the executor cannot tell; every answer is kept', async () => {
    const answers: Found[] = [
      { found: 'unclear', detail: 'not now' },
      { found: 'not_executed', detail: 'it is as before' },
    ];
    const executor = scripted('gate:hubspot', [], {
      idempotent: [],
      execute: failingAfter(() => new Error('cut')),
      async lookUp({ content }) {
        // What the test before left in the queue is asked about as well.
        const answer = content.kind === 'contact.enrich' ? answers.shift() : undefined;
        if (!answer) throw new Error('no answer (ETIMEDOUT)');
        return answer;
      },
    });
    await running([executor]);
    const { proposalId } = await enriching();
    const dispatch = await until(proposalId, 'unknown');
    const ref = { workspaceId: at.workspaceId, dispatchId: dispatch.id };
    await vi.waitFor(async () => expect(await outcomes(dispatch.id)).toContain('ask unclear'), {
      timeout: 20_000,
      interval: 50,
    });
    expect((await only(proposalId)).state).toBe('unknown');
    await store.dispatches.ask({ ...ref, by: 'boss' });
    await until(proposalId, 'failed');
    expect(await outcomes(dispatch.id)).toEqual([
      'execute unknown',
      'ask unclear',
      'ask not_executed',
    ]);
  }, 40_000);
});

it('takes repeatable work over from a process that died while handing over', async () => {
  const { clearance, proposalId } = await enriching();
  const ref = { workspaceId: at.workspaceId, dispatchId: clearance.dispatchId ?? '' };
  const claimedBy = randomUUID();
  await store.clearances.redeem({
    workspaceId: at.workspaceId,
    clearanceId: clearance.id,
    executor: 'gate:hubspot',
    contentDigest: clearance.claims.contentDigest,
    claimedBy,
  });
  expect(await store.dispatches.handingOver({ ...ref, claimedBy })).toBe(true);
  await running([scripted('gate:hubspot', [])]);
  const dispatch = await until(proposalId, 'executed');
  expect(await outcomes(dispatch.id)).toEqual(['execute stopped', 'execute executed']);
});

it('knows in SQL the same repeatable work as in code', async () => {
  const { rows } = await sql.query<{ executor: string; kind: string }>(
    'select executor, kind from repeatable_work',
  );
  const stated = Object.entries(GUARANTEES).flatMap(([executor, { idempotent }]) =>
    idempotent.map((kind: string) => `${executor} ${kind}`),
  );
  expect(rows.map(({ executor, kind }) => `${executor} ${kind}`).sort()).toEqual(stated.sort());
  const buyerFacing = [
    'email.draft',
    'sequence.enroll',
    'message.social',
    'call.task',
    'price.quote',
  ];
  for (const { kind } of rows) expect(buyerFacing).not.toContain(kind);
  await expect(
    sql.query(`insert into repeatable_work values ('gate:smtp', 'email.draft')`),
  ).rejects.toMatchObject({ code: 'CS001' });
});

it('keeps attempts from being written, changed or removed by hand', async () => {
  await running([scripted('gate:hubspot', [])]);
  const { proposalId } = await enriching();
  const { id } = await until(proposalId, 'executed');
  for (const statement of [
    `update dispatch_attempts set outcome = 'failed' where dispatch_id = $1`,
    `delete from dispatch_attempts where dispatch_id = $1`,
    `insert into dispatch_attempts (workspace_id, dispatch_id, what, attempt)
     select workspace_id, id, 'execute', 9 from dispatches where id = $1`,
  ])
    await expect(sql.query(statement, [id])).rejects.toMatchObject({ code: 'CS001' });
});
