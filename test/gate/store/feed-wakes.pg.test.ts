import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createStore } from '../../../src/gate/store/index.ts';
import { at, database, follow, sql, submit } from './feed-stage.ts';
import { scene } from './scene.ts';

describe('wakes', () => {
  it('listeners in another process, of that workspace only', async () => {
    const own = await scene(at.store);
    const other = createStore(database.url);
    try {
      const moved = vi.fn();
      const quiet = vi.fn();
      const stop = other.feed.onMoved(own.workspaceId, moved);
      other.feed.onMoved(randomUUID(), quiet);
      await submit(own);
      await vi.waitFor(() => expect(moved).toHaveBeenCalled(), { timeout: 10_000 });
      stop();
      expect(quiet).not.toHaveBeenCalled();
    } finally {
      await other.close();
    }
  });

  it('again, once an older transaction no longer hides what was announced', async () => {
    const own = await scene(at.store);
    const { proposalId } = await submit(own);
    const { cursor } = await follow(own);
    const open = await sql.connect();
    try {
      await open.query('begin');
      await open.query('select pg_current_xact_id()');
      let calls = 0;
      own.store.feed.onMoved(own.workspaceId, () => {
        calls += 1;
      });
      await own.store.proposals.withdraw({
        workspaceId: own.workspaceId,
        agentId: own.agentId,
        proposalId,
      });
      await vi.waitFor(() => expect(calls).toBeGreaterThan(0), { timeout: 10_000 });
      expect((await follow(own, { cursor, now: true })).held.size).toBe(0);
      const before = calls;
      await open.query('commit');
      await vi.waitFor(() => expect(calls).toBeGreaterThan(before), { timeout: 10_000 });
      await vi.waitFor(
        async () => expect((await follow(own, { cursor, now: true })).held.size).toBe(1),
        {
          timeout: 10_000,
        },
      );
    } finally {
      open.release();
    }
  });

  it('also after its connection was cut', async () => {
    const own = await scene(at.store);
    let calls = 0;
    own.store.feed.onMoved(own.workspaceId, () => {
      calls += 1;
    });
    await submit(own);
    await vi.waitFor(() => expect(calls).toBeGreaterThan(0), { timeout: 10_000 });
    await sql.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'countersign listener' and datname = current_database()`,
    );
    const before = calls;
    await submit(own);
    await vi.waitFor(() => expect(calls).toBeGreaterThan(before), { timeout: 10_000 });
  });
});
