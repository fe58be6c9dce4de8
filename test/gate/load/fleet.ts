import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort } from '../../../src/demo/world/gate.ts';
import { startEmbedded } from '../../../src/gate/store/embedded/index.ts';
import { migrate, roleOf } from '../../../src/gate/store/index.ts';
import { sightOf } from '../../support/pg-sight.ts';
import type { Evidence } from '../chaos/check.ts';
import type { Random } from '../chaos/random.ts';
import { type Relay, startRelay } from './proxy.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** A cut is over when what it hit has found out: connections' own time limits are 5 s. */
const CUT_MS = 6000;
const READY_MS = 90_000;

/** Several gates over one PostgreSQL, a balancer before them, and a cable to each that can be cut. */
export type Fleet = {
  /** of the balancer, by which all of them go */
  url: string;
  dataDir: string;
  databaseUrl: string;
  /** as the superuser, for the checker's looks */
  sightUrl: string;
  kills: Evidence['kills'];
  /** does one thing that may happen to a machine room; resolves once it is over */
  strike(chance: Random): Promise<void>;
  /** brings back whoever is down */
  heal(): Promise<void>;
  close(): Promise<void>;
};

type Gate = { port: number; cable: Relay; child: ChildProcess | null; expected: boolean };

export async function startFleet(options: {
  gates: number;
  smtpUrl: string;
  surprised(what: string): void;
}): Promise<Fleet> {
  const { surprised } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-load-'));
  // As root the database runs as another user, who has to pass through.
  await chmod(dataDir, 0o755);
  const server = await startEmbedded(join(dataDir, 'postgres'), () => undefined);
  await migrate(server.ownerUrl, await roleOf(server.url));
  await watchClaims(server.ownerUrl);
  const gates: Gate[] = [];
  for (let n = 0; n < options.gates; n += 1) {
    const port = await freePort();
    const cable = await startRelay(() => [Number(new URL(server.url).port)]);
    gates.push({ port, cable, child: null, expected: false });
  }
  const balancer = await startRelay(() => gates.map(({ port }) => port), { spread: true });
  const url = `http://127.0.0.1:${balancer.port}`;
  const kills: Evidence['kills'] = [];
  const admin = new pg.Pool({ connectionString: server.adminUrl, max: 1 });
  admin.on('error', () => undefined);

  const start = async (gate: Gate): Promise<void> => {
    const database = new URL(server.url);
    database.port = String(gate.cable.port);
    gate.expected = false;
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/gate/cli.ts', 'serve'], {
      cwd: root,
      env: {
        ...process.env,
        GATE_DATA: dataDir,
        GATE_PORT: String(gate.port),
        PUBLIC_URL: url,
        DATABASE_URL: database.href,
        SMTP_URL: options.smtpUrl,
        ALLOW_LOOPBACK_WEBHOOKS: '1',
        AGENT_RATE_PER_SECOND: '1000',
        AGENT_RATE_BURST: '10000',
        LOG_LEVEL: process.env.LOAD_LOG ?? 'silent',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('exit', (code, signal) => {
      if (!gate.expected) surprised(`a gate ended by itself (${code ?? signal})`);
    });
    gate.child = child;
    await untilReady(`http://127.0.0.1:${gate.port}`, child);
  };
  const end = async (gate: Gate, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const { child } = gate;
    gate.expected = true;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  };
  const during = async (what: string, act: () => Promise<unknown> | unknown): Promise<void> => {
    const kill = { what, from: Date.now(), to: Number.POSITIVE_INFINITY };
    kills.push(kill);
    await act();
    kill.to = Date.now() + CUT_MS;
  };
  const pick = (chance: Random): Gate => {
    const gate = chance.pick(gates);
    if (!gate) throw new Error('a fleet has gates');
    return gate;
  };
  // In turn, so that a short run has each.
  let turn = 0;
  const strikes = [
    (chance: Random) =>
      during('gate', async () => {
        const gate = pick(chance);
        await end(gate, 'SIGKILL');
        await start(gate);
      }),
    (chance: Random) => during('cable', () => pick(chance).cable.cut()),
    () =>
      during('backends', () =>
        admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where usename = $1 and random() < 0.5`,
          [new URL(server.url).username],
        ),
      ),
    () => during('balancer', () => balancer.cut()),
  ];
  try {
    await Promise.all(gates.map(start));
  } catch (error) {
    await Promise.all(gates.map((gate) => end(gate, 'SIGKILL')));
    throw error;
  }
  return {
    url,
    dataDir,
    databaseUrl: server.url,
    sightUrl: sightOf(server),
    kills,
    strike: async (chance) => strikes[turn++ % strikes.length]?.(chance),
    async heal() {
      for (const gate of gates) if (gate.child?.exitCode !== null) await start(gate);
    },
    async close() {
      await Promise.all(gates.map((gate) => end(gate, 'SIGTERM')));
      await admin.end();
      await balancer.close();
      for (const { cable } of gates) await cable.close();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; ) {
    if (child.exitCode !== null) throw new Error(`a gate ended with code ${child.exitCode}`);
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('a gate was not ready in time');
}

/**
 * Has the database note when each dispatch was claimed, under the claim's own lock on its workflow: the
 * log's times are those at which transactions began, and one may have waited since for a pause to end.
 */
async function watchClaims(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`
      create table claims_seen (dispatch_id uuid not null, at timestamptz not null);
      create function see_claim() returns trigger language plpgsql security definer as $$
      begin
        insert into claims_seen values (new.id, clock_timestamp());
        return null;
      end $$;
      create trigger see_claim after insert or update of state on dispatches for each row
        when (new.state not in ('queued', 'refused')) execute function see_claim()`);
  } finally {
    await owner.end();
  }
}
