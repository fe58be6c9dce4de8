import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { ReviewerIdentity } from '../../../src/gate/dispatch/ports.ts';
import { at, follow, settled, sql, submit } from './feed-stage.ts';
import { approved, decide, decisionOn, enrol, MAILBOX, mail, revisionOf, scene } from './scene.ts';

describe('never skips', () => {
  it('what an older transaction commits after a younger one was read', async () => {
    const own = await scene(at.store);
    const { proposalId: early } = await submit(own);
    const { proposalId: late } = await submit(own);
    const { cursor } = await follow(own);
    const open = await sql.connect();
    try {
      await open.query('begin');
      // The older transaction takes its place in the order now, and stays open.
      await open.query(`update proposals set revision = revision where id = $1`, [early]);
      await own.store.proposals.withdraw({
        workspaceId: own.workspaceId,
        agentId: own.agentId,
        proposalId: late,
      });
      const during = await follow(own, { cursor, now: true });
      expect(during.held.size).toBe(0);
      await open.query('commit');
      const after = await follow(own, { cursor: during.cursor });
      expect([...after.held.keys()].sort()).toEqual([early, late].sort());
    } finally {
      open.release();
    }
  });

  it('whatever transactions are held open, in any order of commits (property)', async () => {
    const Step = fc.record({
      writer: fc.nat(3),
      action: fc.constantFrom('begin', 'write', 'commit', 'read'),
      proposal: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(Step, { minLength: 5, maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        async (steps, limit) => {
          const own = await scene(at.store);
          const ids: string[] = [];
          for (let n = 0; n < 6; n += 1) ids.push((await submit(own)).proposalId);
          const writers = await Promise.all(Array.from({ length: 4 }, () => sql.connect()));
          const open = new Map<number, Set<string>>();
          const locked = new Set<string>();
          const reader: { held: Map<string, ReviewItem>; cursor: string | null } = {
            held: new Map(),
            cursor: null,
          };
          const due = new Map<string, string>();
          const commit = async (n: number) => {
            await writers[n]?.query('commit');
            for (const id of open.get(n) ?? []) locked.delete(id);
            open.delete(n);
          };
          try {
            for (const { writer, action, proposal } of steps) {
              const client = writers[writer];
              const id = ids[proposal] ?? '';
              if (action === 'begin' && !open.has(writer)) {
                await client?.query('begin');
                open.set(writer, new Set());
              } else if (action === 'write' && !locked.has(id)) {
                const mark = new Date(Date.UTC(2030, 0, 1) + due.size * 1000).toISOString();
                const alone = !open.has(writer);
                await client?.query('update proposals set expires_at = $2 where id = $1', [
                  id,
                  mark,
                ]);
                due.set(id, mark);
                if (!alone) {
                  open.get(writer)?.add(id);
                  locked.add(id);
                }
              } else if (action === 'commit' && open.has(writer)) {
                await commit(writer);
              } else if (action === 'read') {
                Object.assign(reader, await follow(own, { ...reader, limit, now: true }));
              }
            }
            for (const n of [...open.keys()]) await commit(n);
          } finally {
            for (const client of writers) client.release(true);
          }
          Object.assign(reader, await follow(own, { ...reader, limit }));
          expect([...reader.held.keys()].sort()).toEqual([...ids].sort());
          for (const [id, mark] of due) expect(reader.held.get(id)?.expiresAt).toBe(mark);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('under writers and readers that run freely', async () => {
    const own = await scene(at.store);
    const seen = new Map<string, ReviewItem>();
    let cursor: string | null = null;
    let writing = true;
    const writers = Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let n = 0; n < 12; n += 1) {
          const { proposalId } = await submit(own);
          if (n % 2 === 0) {
            await decide(own, {
              decision: await decisionOn(own, { proposalId, action: 'reject' }),
            });
          }
        }
      }),
    ).finally(() => {
      writing = false;
    });
    do {
      const read: { held: Map<string, ReviewItem>; cursor: string | null } = await follow(own, {
        cursor,
        limit: 7,
        held: seen,
        now: true,
      });
      cursor = read.cursor;
    } while (writing);
    await writers;
    await follow(own, { cursor, held: seen });
    expect(seen.size).toBe(72);
    expect([...seen.values()].filter(({ state }) => state === 'rejected')).toHaveLength(36);
  });
});

describe('shows', () => {
  it('each proposal once, as it stands, in the form of the protocol', async () => {
    const own = await scene(at.store);
    const { proposalId, decision } = await approved(own);
    await settled(own.workspaceId);
    const page = await own.store.feed.read({ identity: own.rep, cursor: null, limit: 500 });
    expect(page.entries).toHaveLength(1);
    const [entry] = page.entries;
    const item = entry?.op === 'upsert' ? ReviewItem.parse(entry.item) : null;
    expect(item).toMatchObject({
      proposalId,
      state: 'approved',
      content: mail(),
      decision: { id: decision.id, action: 'approve', by: 'Reviewer rep' },
      trackRecord: { n: 1, right: 1 },
    });
    expect(await own.store.feed.item({ identity: own.rep, proposalId })).toEqual(item);
  });

  it('a rep only their mailboxes, a manager everything, another workspace nothing', async () => {
    const own = await scene(at.store);
    const { workspaceId } = own;
    const mine = await submit(own);
    const theirs = await submit(own, { content: mail({ from: { email: 'eve@seller.example' } }) });
    const auto = await submit(own, { lane: 'auto' });
    const manager = await enrol(own.store, { workspaceId, role: 'manager', mailboxes: [] });
    const keys = async (identity: ReviewerIdentity) =>
      [...(await follow(own, { identity })).held.keys()].sort();
    expect(await keys(own.rep)).toEqual([mine.proposalId]);
    expect(await keys(manager)).toEqual(
      [mine.proposalId, theirs.proposalId, auto.proposalId].sort(),
    );
    const foreign = await scene(at.store);
    expect(await keys(foreign.rep)).toEqual([]);
    const { proposalId } = theirs;
    expect(await own.store.feed.item({ identity: own.rep, proposalId })).toBeNull();
    expect(
      await own.store.feed.item({ identity: foreign.rep, proposalId: mine.proposalId }),
    ).toBeNull();
    expect(await own.store.feed.item({ identity: own.rep, proposalId: 'nonsense' })).toBeNull();
  });

  it('a removal to whoever loses sight of it', async () => {
    const own = await scene(at.store);
    const first = await submit(own);
    const { cursor } = await follow(own);
    await own.store.proposals.revise(
      await revisionOf(own, {
        proposalId: first.proposalId,
        externalId: first.input.externalId,
        content: mail({ from: { email: 'eve@seller.example' } }),
      }),
    );
    await settled(own.workspaceId);
    const page = await own.store.feed.read({ identity: own.rep, cursor, limit: 10 });
    expect(page.entries).toEqual([{ op: 'remove', proposalId: first.proposalId }]);
  });

  it('a clearance only to the device that it names', async () => {
    const own = await scene(at.store);
    const { workspaceId } = own;
    const { proposalId, clearance } = await approved(own, {
      content: mail({ delivery: 'compose' }),
      executor: `gmail-compose:${own.rep.deviceId}`,
      dispatch: false,
      composeDigest: 'c'.repeat(64),
    });
    const other = await enrol(own.store, { workspaceId, role: 'rep', mailboxes: [MAILBOX] });
    const at_ = (identity: ReviewerIdentity) => own.store.feed.item({ identity, proposalId });
    expect((await at_(own.rep))?.clearance).toMatchObject({ id: clearance.id, state: 'open' });
    expect(await at_(other)).toMatchObject({ proposalId, state: 'approved' });
    expect((await at_(other))?.clearance).toBeUndefined();
  });
});

describe('a first pull longer than a page', () => {
  it('comes to its end also after the mailboxes changed', async () => {
    const own = await scene(at.store);
    for (let n = 0; n < 5; n += 1) await submit(own);
    const { reviewer } = own.rep;
    await own.store.people.upsertReviewer({
      ...reviewer,
      workspaceId: own.workspaceId,
      mailboxes: [...reviewer.mailboxes, 'new@seller.example'],
    });
    const ids = new Set<string>();
    let cursor: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const answer = await own.store.feed.read({ identity: own.rep, cursor, limit: 2 });
      expect(answer.resync).toBeUndefined();
      for (const entry of answer.entries) if (entry.op === 'upsert') ids.add(entry.item.proposalId);
      cursor = answer.cursor;
      if (!answer.more) break;
    }
    expect(ids.size).toBe(5);
  });
});

describe('starts over', () => {
  it('for a cursor that is not ours, and after a change of mailboxes', async () => {
    const own = await scene(at.store);
    await submit(own);
    const read = (cursor: string) => own.store.feed.read({ identity: own.rep, cursor, limit: 10 });
    for (const cursor of ['99999999999999999999.1', '9000000000000000000.1', 'x', '1.', '']) {
      expect(await read(cursor), cursor).toMatchObject({ resync: true, entries: [] });
    }
    const { cursor } = await follow(own);
    const { reviewer } = own.rep;
    await own.store.people.upsertReviewer({
      ...reviewer,
      workspaceId: own.workspaceId,
      mailboxes: [...reviewer.mailboxes, 'new@seller.example'],
    });
    expect(await read(cursor ?? '')).toMatchObject({ resync: true });
    // And once only, though nothing else moved: the cursor says how far it has looked.
    const { cursor: next, held } = await follow(own);
    expect(held.size).toBe(1);
    expect(await read(next ?? '')).toEqual({
      entries: [],
      cursor: expect.any(String),
      more: false,
    });
  });
});
