import { describe, expect, it, vi } from 'vitest';
import { smtpExecutor } from '../../../src/gate/connectors/smtp/index.ts';
import {
  type Found,
  type GateExecutor,
  MOST_TRIES,
  RateLimited,
  Rejected,
} from '../../../src/gate/dispatch/ports.ts';
import { startSink } from '../connectors/sink.ts';
import { hubSpotSubject } from '../connectors/subjects.ts';
import { approved, mail } from '../store/scene.ts';
import {
  at,
  attempts,
  done,
  ends,
  enriching,
  failingAfter,
  failingBefore,
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
    // Stretched to hours: the clearance holds for one, however slow the machine is.
    await running([executor], { random: () => 10_000 });
    const { proposalId } = await enriching();
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
