import pg from 'pg';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { ReviewerIdentity } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { revisionOf, type Scene, scene } from './scene.ts';

/** A database with one scene, read as a client reads it: hooks run in the file that imports this. */
export let database: TestDatabase;
export let at: Scene;
export let sql: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  at = await scene(createStore(database.url));
  sql = new pg.Pool({ connectionString: database.adminUrl, max: 20 });
});
afterAll(async () => {
  await sql.end();
  await at.store.close();
  await database.drop();
});

/** Transactions of other tests on this server hold the feed back too, for a moment. */
export const settled = (workspaceId: string) =>
  vi.waitFor(
    async () => {
      const { rows } = await sql.query(
        `select from proposals where workspace_id = $1
           and moved_xid >= pg_snapshot_xmin(pg_current_snapshot())
         union all select from reviewers where workspace_id = $1
           and resync_xid >= pg_snapshot_xmin(pg_current_snapshot())`,
        [workspaceId],
      );
      expect(rows).toHaveLength(0);
    },
    { timeout: 20_000, interval: 5 },
  );

/** What a client would hold after reading on from `cursor`. */
export async function follow(
  from: Scene,
  input: {
    identity?: ReviewerIdentity;
    cursor?: string | null;
    limit?: number;
    held?: Map<string, ReviewItem>;
    /** as it is now, while transactions are held open */
    now?: boolean;
  } = {},
) {
  if (!input.now) await settled(from.workspaceId);
  const { identity = from.rep, limit = 500, held = new Map<string, ReviewItem>() } = input;
  let cursor = input.cursor ?? null;
  for (;;) {
    const page = await from.store.feed.read({ identity, cursor, limit });
    expect(page.resync).toBeUndefined();
    for (const entry of page.entries) {
      if (entry.op === 'remove') held.delete(entry.proposalId);
      else held.set(entry.item.proposalId, entry.item);
    }
    cursor = page.cursor;
    if (!page.more) return { held, cursor };
  }
}

export const submit = async (from: Scene, change: Parameters<typeof revisionOf>[1] = {}) => {
  const revision = await revisionOf(from, change);
  await from.store.proposals.submit(revision);
  return revision;
};
