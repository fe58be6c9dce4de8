import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { FeedStore } from '../../../src/gate/dispatch/ports.ts';
import { connect, type Db } from '../../../src/gate/store/db.ts';
import { feedStore } from '../../../src/gate/store/feed.ts';
import { at, database, settled, sql, submit } from './feed-stage.ts';
import { type Scene, scene } from './scene.ts';

/** A feed that tells a newcomer what is done of the workspace's last three moves only. */
const NEWEST = 3;
let db: Db;
let feed: FeedStore & { stop(): Promise<void> };
beforeAll(() => {
  db = connect(database.url);
  feed = feedStore(db, database.url, NEWEST);
});
afterAll(async () => {
  await feed.stop();
  await db.close();
});

type Reader = { held: Map<string, ReviewItem>; cursor: string | null };
const newcomer = (): Reader => ({ held: new Map(), cursor: null });

/** Reads one page; false at the end. */
async function turn(from: Scene, reader: Reader, limit = 500): Promise<boolean> {
  const page = await feed.read({ identity: from.rep, cursor: reader.cursor, limit });
  expect(page.resync).toBeUndefined();
  for (const entry of page.entries) {
    if (entry.op === 'remove') reader.held.delete(entry.proposalId);
    else reader.held.set(entry.item.proposalId, entry.item);
  }
  reader.cursor = page.cursor;
  return page.more;
}

async function toTheEnd(from: Scene, reader: Reader, limit = 500): Promise<Reader> {
  await settled(from.workspaceId);
  while (await turn(from, reader, limit));
  return reader;
}

/** Past the guards, which want a decision, a clearance and a dispatch of each: the feed only reads where it came to. */
async function past(text: string, values: unknown[]): Promise<void> {
  const client = await sql.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    await client.query(text, values);
    await client.query('reset session_replication_role');
  } finally {
    client.release();
  }
}

const move = (id: string, state: string) =>
  past(
    `update proposals set state = $2, moved_xid = pg_current_xact_id(), moved_id = nextval('feed_positions')
     where id = $1`,
    [id, state],
  );

/** As if it had been proposed so many days ago; moves nothing. */
const age = (id: string, days: number) =>
  past('update proposals set created_at = now() - make_interval(days => $2) where id = $1', [
    id,
    days,
  ]);

const states = ({ held }: Reader) =>
  Object.fromEntries([...held].map(([id, { state }]) => [id, state]));

describe('a newcomer', () => {
  it('is told all that is not done, however old, and of what is done the newest', async () => {
    const own = await scene(at.store);
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) ids.push((await submit(own)).proposalId);
    const [waits, rejected, unknown, ...rest] = ids;
    for (const id of rest) await move(id, 'executed');
    if (!waits || !rejected || !unknown) throw new Error('none was made');
    await move(rejected, 'rejected');
    await move(unknown, 'unknown');
    for (const id of [waits, unknown]) await age(id, 400);
    // The last three moves are the two above and the newest that was done.
    expect(states(await toTheEnd(own, newcomer(), 2))).toEqual({
      ...{ [waits]: 'pending', [rejected]: 'rejected', [unknown]: 'unknown' },
      [rest.at(-1) ?? '']: 'executed',
    });
  });

  it('is not told what was rejected or had expired longer ago than any device keeps it', async () => {
    const own = await scene(at.store);
    const { proposalId: old } = await submit(own);
    const { proposalId: lately } = await submit(own);
    await move(old, 'rejected');
    await move(lately, 'rejected');
    await age(old, 91);
    await age(lately, 89);
    expect(states(await toTheEnd(own, newcomer()))).toEqual({ [lately]: 'rejected' });
  });
});

it('a look that was over is not told; one that is over since it was told is taken away', async () => {
  const own = await scene(at.store);
  const { workspaceId } = own;
  const look = async (state: 'open' | 'void') => {
    const { proposalId } = await submit(own);
    const id = crypto.randomUUID();
    await past(
      `insert into looks (workspace_id, id, reason, proposal_id, revision, workflow_id, accounts, inclusion,
         state, content_digest, due_at)
       select workspace_id, $2, 'audit', id, 1, workflow_id, accounts, 1, $3, $4, now()
       from proposals where id = $1`,
      [proposalId, id, state, 'a'.repeat(64)],
    );
    return id;
  };
  const over = await look('void');
  const [first, second] = [await look('open'), await look('open')];
  for (let n = 0; n < 3; n += 1) await submit(own);
  await settled(workspaceId);
  const reader = newcomer();
  while (!reader.held.has(second)) expect(await turn(own, reader, 1)).toBe(true);
  expect([over, first].map((id) => reader.held.has(id))).toEqual([false, true]);
  await past(
    `update looks set state = 'void', moved_xid = pg_current_xact_id(),
       moved_id = nextval('feed_positions') where id = $1`,
    [first],
  );
  const { held } = await toTheEnd(own, reader, 1);
  expect([over, first, second].map((id) => held.has(id))).toEqual([false, false, true]);
});

it('who was there before is told of everything, whatever has moved since', async () => {
  const own = await scene(at.store);
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1) ids.push((await submit(own)).proposalId);
  const reader = await toTheEnd(own, newcomer());
  for (const id of ids) {
    await age(id, 200);
    await move(id, 'executed');
  }
  expect(Object.values(states(await toTheEnd(own, reader, 2)))).toEqual(Array(7).fill('executed'));
});

it('whatever moves during a first pull, in the end nothing is held as it was before (property)', async () => {
  const Step = fc.record({
    action: fc.constantFrom('read', 'read', 'done', 'reject', 'age', 'submit'),
    proposal: fc.nat(7),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const own = await scene(at.store);
      const ids: string[] = [];
      const truth = new Map<string, string>();
      const begin = async () => {
        const { proposalId } = await submit(own);
        ids.push(proposalId);
        truth.set(proposalId, 'pending');
      };
      for (let n = 0; n < 8; n += 1) await begin();
      const reader = newcomer();
      await settled(own.workspaceId);
      await turn(own, reader, 1);
      for (const { action, proposal } of steps) {
        const id = ids[proposal] ?? '';
        const waits = truth.get(id) === 'pending';
        if (action === 'read') await turn(own, reader, 1);
        else if (action === 'submit') await begin();
        else if (action === 'age') await age(id, 200);
        else if (waits) {
          truth.set(id, action === 'done' ? 'executed' : 'rejected');
          await move(id, truth.get(id) ?? '');
        }
      }
      expect(states(await toTheEnd(own, reader, 1))).toEqual(Object.fromEntries(truth));
    }),
    { numRuns: 12, seed: 28 },
  );
});
