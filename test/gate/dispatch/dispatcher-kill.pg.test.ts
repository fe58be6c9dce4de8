import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Dispatch } from '../../../src/core/schema/dispatch.ts';
import type { Store } from '../../../src/gate/dispatch/ports.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { startSink } from '../connectors/sink.ts';
import { approved, type Scene, scene } from '../store/scene.ts';
import { testKeys } from './keys.ts';

let database: TestDatabase;
let store: Store;
let keys: Awaited<ReturnType<typeof testKeys>>;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.url);
  keys = await testKeys();
});
const children = new Set<ChildProcess>();
const ends: (() => Promise<void>)[] = [];
const kill = async (child: ChildProcess): Promise<void> => {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};
afterEach(async () => {
  for (const child of children) await kill(child);
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

/** Starts a dispatcher process; resolves with it once it printed `line`. */
async function start(input: { smtp: string; stage?: string; until: string }) {
  const script = fileURLToPath(new URL('./dispatcher-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      SMTP_URL: input.smtp,
      JWK: JSON.stringify(keys.privateJwk),
      INSTANCE: randomUUID(),
      STAGE: input.stage ?? 'none',
    },
  });
  children.add(child);
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === input.until) return child;
  }
  throw new Error(`the process ended before it said "${input.until}"`);
}

const sign = (claims: Parameters<typeof keys.sign>[0]) => keys.sign(claims);
const all = (at: Scene): Promise<Dispatch[]> =>
  store.dispatches.list({ workspaceId: at.workspaceId, limit: 500 });
const allEnded = (at: Scene) =>
  vi.waitFor(
    async () => {
      const dispatches = await all(at);
      expect(dispatches.filter(({ finishedAt }) => finishedAt === undefined)).toEqual([]);
      return dispatches;
    },
    { timeout: 50_000, interval: 50 },
  );

describe('kill -9', () => {
  it.each([
    { stage: 'loaded', state: 'executed', mails: 1 },
    { stage: 'claimed', state: 'executed', mails: 1 },
    { stage: 'connected', state: 'executed', mails: 1 },
    { stage: 'handed-over', state: 'unknown', mails: 0 },
    { stage: 'sent', state: 'unknown', mails: 1 },
  ])('when $stage ends $state with $mails mail', async ({ stage, state, mails }) => {
    const sink = await startSink();
    ends.push(sink.stop);
    const at = await scene(store);
    const { proposalId } = await approved(at, { sign });
    await kill(await start({ smtp: sink.url, stage, until: `at ${stage}` }));
    await start({ smtp: sink.url, until: 'started' });
    const [dispatch] = await allEnded(at);
    expect(dispatch?.state).toBe(state);
    expect(sink.received).toHaveLength(mails);
    const now = await store.proposals.current({ workspaceId: at.workspaceId, proposalId });
    expect(now?.state).toBe(state);
  });

  it('at any moment: executed is one mail, unknown none or one, nothing twice', async () => {
    const sink = await startSink();
    ends.push(sink.stop);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(8), { minLength: 1, maxLength: 2 }), async (kills) => {
        sink.received.length = 0;
        const at = await scene(store);
        await Promise.all(Array.from({ length: 12 }, () => approved(at, { sign })));
        for (const after of kills) {
          const child = await start({ smtp: sink.url, until: 'started' });
          const goal = Math.min(12, sink.received.length + after);
          // Killed as soon as so many have arrived, whatever the others are at; or all have ended.
          await vi.waitFor(
            async () => {
              const open = (await all(at)).some(({ finishedAt }) => finishedAt === undefined);
              expect(sink.received.length >= goal || !open).toBe(true);
            },
            { timeout: 50_000, interval: 5 },
          );
          await kill(child);
        }
        const last = await start({ smtp: sink.url, until: 'started' });
        const dispatches = await allEnded(at);
        await kill(last);
        const ids = sink.received.map(({ mail }) => mail.messageId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const dispatch of dispatches) {
          const arrived = ids.includes(`<${dispatch.clearanceId}@seller.example>`);
          expect(['executed', 'unknown']).toContain(dispatch.state);
          if (dispatch.state === 'executed') expect(arrived).toBe(true);
        }
        expect(dispatches).toHaveLength(12);
      }),
      { numRuns: 2 },
    );
  }, 180_000);
});
