import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Content } from '../../../src/core/schema/content.ts';
import { smtpExecutor } from '../../../src/gate/connectors/smtp/index.ts';
import { createDispatcher } from '../../../src/gate/dispatch/dispatcher.ts';
import {
  type ClearanceKeys,
  type DispatchWork,
  type Done,
  type Found,
  type GateExecutor,
  GUARANTEES,
  MOST_TRIES,
  RateLimited,
  Refusal,
  Rejected,
  type Store,
} from '../../../src/gate/dispatch/ports.ts';
import { backoff } from '../../../src/gate/dispatch/retry.ts';
import { createJobRunner, createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { startSink } from '../connectors/sink.ts';
import { hubSpotSubject } from '../connectors/subjects.ts';
import { approved, mail, type Scene, scene } from '../store/scene.ts';
import { testKeys } from './keys.ts';

let database: TestDatabase;
let store: Store;
let at: Scene;
let keys: ClearanceKeys;
/** past the fence, for looking and for trying what nobody may */
let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  sql = new pg.Pool({ connectionString: database.adminUrl, max: 2 });
  keys = await testKeys();
});
beforeEach(async () => {
  at = await scene(store);
});
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(async () => {
  await store.close();
  await sql.end();
  await database.drop();
});

const log = { info: () => undefined, warn: () => undefined };
const enrich: Content = {
  kind: 'contact.enrich',
  contact: { system: 'hubspot', object: 'contact', id: '101' },
  changes: [{ field: 'jobtitle', before: 'Manager', after: 'Director' }],
};

/** A step of a scripted executor: what it does with a work, after or before handing over. */
type Step = (work: DispatchWork, handOver: () => Promise<void>) => Promise<Done>;
const done: Step = async (_work, handOver) => {
  await handOver();
  return { externalRef: 'theirs' };
};
const failingAfter =
  (error: () => Error): Step =>
  async (_work, handOver) => {
    await handOver();
    throw error();
  };
const failingBefore =
  (error: () => Error): Step =>
  async () => {
    throw error();
  };

function scripted(
  name: 'gate:hubspot' | 'gate:smtp',
  steps: Step[],
  more: Partial<GateExecutor> = {},
): GateExecutor & { ran: DispatchWork[] } {
  const ran: DispatchWork[] = [];
  const { kinds, idempotent } = GUARANTEES[name];
  return {
    name,
    kinds,
    idempotent,
    ran,
    async execute(work, handOver) {
      const step = steps[ran.length] ?? done;
      ran.push(work);
      return step(work, handOver);
    },
    ...more,
  };
}

async function running(executors: GateExecutor[], more: { random?: () => number } = {}) {
  const instance = randomUUID();
  const dispatcher = createDispatcher({
    store,
    keys,
    instance,
    executors,
    jobs: createJobRunner({ url: database.url, instance }),
    deliver: async () => ({ status: 204 }),
    log,
    // The shortest waits that the formula gives.
    random: more.random ?? (() => 0),
  });
  await dispatcher.start();
  ends.push(() => dispatcher.stop());
}

const sign = (claims: Parameters<ClearanceKeys['sign']>[0]) => keys.sign(claims);
const enriching = (more: Partial<Parameters<typeof approved>[1]> = {}) =>
  approved(at, { sign, content: enrich, executor: 'gate:hubspot', ...more });
const only = async (proposalId: string) => {
  const [dispatch] = await store.dispatches.list({
    workspaceId: at.workspaceId,
    proposalId,
    limit: 5,
  });
  if (!dispatch) throw new Error('no dispatch');
  return dispatch;
};
const until = (proposalId: string, state: string) =>
  vi.waitFor(
    async () => {
      const dispatch = await only(proposalId);
      if (dispatch.state !== state) throw new Error(`${dispatch.state}: ${dispatch.detail}`);
      return dispatch;
    },
    { timeout: 30_000, interval: 20 },
  );
const attempts = async (dispatchId: string) =>
  (await store.dispatches.attempts({ workspaceId: at.workspaceId, dispatchId })) ?? [];
const outcomes = async (dispatchId: string) =>
  (await attempts(dispatchId)).map(({ what, outcome }) => `${what} ${outcome}`);
const stateOf = async (proposalId: string) =>
  (await store.proposals.current({ workspaceId: at.workspaceId, proposalId }))?.state;

describe('what reaches a buyer', () => {
  it('is never tried again after the hand-over, whatever the executor says', async () => {
    for (const [error, state] of [
      [() => new Error('cut'), 'unknown'],
      [() => new RateLimited('too often', 1), 'failed'],
      [() => new Rejected('no'), 'failed'],
    ] as const) {
      const executor = scripted('gate:smtp', [failingAfter(error)]);
      await running([executor]);
      const { proposalId } = await approved(at, { sign, content: mail() });
      const dispatch = await until(proposalId, state);
      expect(executor.ran).toHaveLength(1);
      expect(await outcomes(dispatch.id)).toEqual([`execute ${state}`]);
      for (const end of ends.splice(0)) await end();
    }
  });

  it('waits in its queue for a limit that is met before the hand-over', async () => {
    const sink = await startSink();
    ends.push(sink.stop);
    const real = smtpExecutor(sink.url);
    const executor = scripted('gate:smtp', [
      failingBefore(() => new RateLimited('450 later', 1)),
      failingBefore(() => new RateLimited('450 later', 1)),
      (work, handOver) => real.execute(work, handOver),
    ]);
    await running([executor]);
    const { proposalId } = await approved(at, { sign, content: mail() });
    const dispatch = await until(proposalId, 'executed');
    expect(sink.received).toHaveLength(1);
    expect(await outcomes(dispatch.id)).toEqual([
      'execute rate_limited',
      'execute rate_limited',
      'execute executed',
    ]);
  });

  it('cannot be queued again by hand once it was handed over', async () => {
    const { clearance } = await approved(at, { sign, content: mail() });
    const id = clearance.dispatchId;
    await store.clearances.redeem({
      workspaceId: at.workspaceId,
      clearanceId: clearance.id,
      executor: 'gate:smtp',
      contentDigest: clearance.claims.contentDigest,
      claimedBy: 'x',
    });
    await sql.query(`update dispatches set state = 'handing_over' where id = $1`, [id]);
    for (const because of ['rate_limited', 'unknown', 'stopped']) {
      await expect(
        sql.query(
          `update dispatches set state = 'queued', handed_over_at = null, waiting_for = $2
           where id = $1`,
          [id, because],
        ),
      ).rejects.toMatchObject({ code: 'CS001' });
    }
    const again = store.dispatches.again({
      workspaceId: at.workspaceId,
      dispatchId: id ?? '',
      claimedBy: 'x',
      because: 'unknown',
      detail: 'by code',
      afterMs: 0,
    });
    expect(await again).toBe(false);
  });
});

describe('what reaches no buyer', () => {
  it('is tried again after a failure and after a doubt, each logged', async () => {
    const executor = scripted('gate:hubspot', [
      failingBefore(() => new Error('no answer (ECONNREFUSED)')),
      failingAfter(() => new Error('no answer (ECONNRESET)')),
      failingAfter(() => new RateLimited('too often', 1)),
    ]);
    await running([executor]);
    const { proposalId } = await enriching();
    const dispatch = await until(proposalId, 'executed');
    expect(await stateOf(proposalId)).toBe('executed');
    const all = await attempts(dispatch.id);
    expect(all.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, 'failed'],
      [2, 'unknown'],
      [3, 'rate_limited'],
      [4, 'executed'],
    ]);
    expect(all.map((each) => each.handedOverAt !== undefined)).toEqual([false, true, true, true]);
    expect(all[0]?.detail).toContain('ECONNREFUSED');
    for (const each of all) expect(each.endedAt).toBeDefined();
  });

  it('ends as unknown when a later attempt says no: an earlier one may have been done', async () => {
    const lookUp = async (): Promise<Found> => ({ found: 'unclear', detail: 'changed by others' });
    const executor = scripted(
      'gate:hubspot',
      [
        failingAfter(() => new Error('cut')),
        failingBefore(() => new Rejected('the record changed')),
      ],
      { lookUp },
    );
    await running([executor]);
    const { proposalId } = await enriching();
    const dispatch = await until(proposalId, 'unknown');
    expect(await stateOf(proposalId)).toBe('unknown');
    await expect(
      sql.query(`update dispatches set doubtful = false where id = $1`, [dispatch.id]),
    ).rejects.toMatchObject({ code: 'CS001' });
  });

  it('is given up after so many tries, and is then a known failure', async () => {
    const fail = failingBefore(() => new Error('no answer'));
    const executor = scripted(
      'gate:hubspot',
      Array.from({ length: 20 }, () => fail),
    );
    await running([executor]);
    const { proposalId } = await enriching();
    await until(proposalId, 'failed');
    expect(executor.ran).toHaveLength(MOST_TRIES);
    expect(executor.ran.map(({ tries }) => tries)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is not put off past its clearance: a person sees it now', async () => {
    const executor = scripted('gate:hubspot', [failingBefore(() => new Error('no answer'))]);
    await running([executor], { random: () => 1 });
    const { proposalId } = await enriching({ seconds: 1 });
    await until(proposalId, 'failed');
    expect(executor.ran).toHaveLength(1);
  });

  it('is asked about once by itself, where only asking can tell', async () => {
    const asked: string[] = [];
    const executor = scripted('gate:hubspot', [], {
      idempotent: [],
      execute: failingAfter(() => new Error('cut')),
      async lookUp(work) {
        asked.push(work.dispatchId);
        return { found: 'executed', externalRef: 'contact/101', detail: 'it is so' };
      },
    });
    await running([executor]);
    const { proposalId } = await enriching();
    const dispatch = await until(proposalId, 'executed');
    expect(asked.filter((id) => id === dispatch.id)).toHaveLength(1);
    expect(dispatch.externalRef).toBe('contact/101');
    expect(await outcomes(dispatch.id)).toEqual(['execute unknown', 'ask executed']);
    expect(await stateOf(proposalId)).toBe('executed');
  });

  it('is changed once in HubSpot, over a cut, a limit and an expired token', async () => {
    const subject = await hubSpotSubject();
    ends.push(subject.stop);
    const faults = ['cut-write', 'limit-read', 'expire', null] as const;
    let turn = 0;
    const executor: GateExecutor = {
      ...subject.executor,
      execute(work, handOver) {
        subject.fault(faults[turn] ?? null);
        turn += 1;
        return subject.executor.execute(work, handOver);
      },
    };
    // A limit's wait is the system's own; here a second instead of ten.
    const quick: GateExecutor = {
      ...executor,
      execute: (work, handOver) =>
        executor.execute(work, handOver).catch((error: unknown) => {
          throw error instanceof RateLimited ? new RateLimited(error.message, 1) : error;
        }),
    };
    await running([quick]);
    const { proposalId } = await enriching();
    const dispatch = await until(proposalId, 'executed');
    expect(subject.effects()).toBe(1);
    expect(subject.double.records.get('contacts/101')?.jobtitle).toBe('Director');
    expect(await outcomes(dispatch.id)).toEqual([
      'execute unknown',
      'execute rate_limited',
      'execute executed',
    ]);
  });
});

describe('queues', () => {
  it('keep what waits for one executor from holding up another', async () => {
    let limited = true;
    const crm = scripted('gate:hubspot', [], {
      rate: { perSecond: 100, burst: 100 },
      async execute(work, handOver) {
        if (limited) throw new RateLimited('too often', 1000);
        return done(work, handOver);
      },
    });
    const sink = await startSink();
    ends.push(sink.stop);
    await running([crm, smtpExecutor(sink.url)]);
    const waiting = await Promise.all(Array.from({ length: 12 }, () => enriching()));
    const mails = await Promise.all(
      Array.from({ length: 4 }, () => approved(at, { sign, content: mail() })),
    );
    for (const { proposalId } of mails) await until(proposalId, 'executed');
    for (const { proposalId } of waiting) expect((await only(proposalId)).state).not.toBe('failed');
    limited = false;
    // Nothing was lost by the limit, and nothing done twice.
    for (const { proposalId } of waiting) await until(proposalId, 'executed');
  }, 60_000);

  it('start no more than the rate allows, over several processes', async () => {
    const starts: number[] = [];
    const rated = () =>
      scripted('gate:hubspot', [], {
        rate: { perSecond: 0.001, burst: 3 },
        async execute(work, handOver) {
          starts.push(Date.now());
          return done(work, handOver);
        },
      });
    await sql.query(`delete from rate_buckets where key like 'starts %'`);
    const made = await Promise.all(Array.from({ length: 8 }, () => enriching()));
    await running([rated()]);
    await running([rated()]);
    await vi.waitFor(() => expect(starts).toHaveLength(3), { timeout: 20_000, interval: 20 });
    const states = await Promise.all(
      made.map(async ({ proposalId }) => (await only(proposalId)).state),
    );
    expect(states.filter((state) => state === 'queued')).toHaveLength(5);
    await sql.query(`delete from rate_buckets where key like 'starts %'`);
    await vi.waitFor(() => expect(starts.length).toBeGreaterThanOrEqual(6), {
      timeout: 20_000,
      interval: 20,
    });
    expect(starts.length).toBeLessThanOrEqual(6);
    await sql.query(`delete from rate_buckets where key like 'starts %'`);
    for (const { proposalId } of made) await until(proposalId, 'executed');
    expect(starts).toHaveLength(8);
  }, 60_000);
});

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
          data: { by: 'boss', outcome, reason: 'it is in the Sent folder' },
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
      async lookUp() {
        const answer = answers.shift();
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

it('waits longer and longer, at random up to the whole, and never past the cap (property)', () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, random) => {
      const most = Math.min(300_000, 2000 * 2 ** tries);
      const ms = backoff(tries, () => random);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(most);
      expect(ms).toBeCloseTo(random * most, 3);
    }),
  );
});
