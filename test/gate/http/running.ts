import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GateConfig, readConfig } from '../../../src/gate/config.ts';
import { type Gate, startGate } from '../../../src/gate/main.ts';
import { freshDatabase } from '../../support/pg.ts';
import { ORIGIN, type TestGate } from './harness.ts';

/** A whole gate on a real port, with jobs and dispatcher, over a database of its own. */
export async function runningGate(
  change: Partial<GateConfig> = {},
): Promise<TestGate & { gate: Gate; url: string }> {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'gate-test-'));
  const config: GateConfig = {
    ...readConfig({ GATE_PORT: '0', LOG_LEVEL: 'silent' }),
    dataDir,
    databaseUrl: database.url,
    extensionOrigins: [ORIGIN],
    trustProxy: true,
    allowLoopbackWebhooks: true,
    ...change,
  };
  const gate = await startGate(config);
  const { url, store, keys } = gate;
  const request = (path: string, init?: RequestInit) => fetch(`${url}${path}`, init);
  return {
    gate,
    url,
    store,
    databaseUrl: database.url,
    keys,
    logged: [],
    stopping: new AbortController(),
    // The same calls as against the app, over the wire.
    app: { request } as unknown as TestGate['app'],
    deps: { config: { ...config, publicUrl: url } } as unknown as TestGate['deps'],
    close: async () => {
      await gate.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
