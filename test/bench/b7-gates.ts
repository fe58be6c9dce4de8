import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/demo/world/gate.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 60_000;

/** Gate processes over one database. */
export type Gates = {
  /** their addresses; clients take them in turn, as a balancer would */
  urls: string[];
  /** the address that all of them go by (PUBLIC_URL) */
  publicUrl: string;
  close(): Promise<void>;
};

/**
 * Starts `count` gates as processes of their own over the PostgreSQL of one data folder, all with
 * one public address. With B7_PROF=FOLDER each leaves a CPU profile there.
 */
export async function startGates(dataDir: string, count: number): Promise<Gates> {
  const children: ChildProcess[] = [];
  const urls: string[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(children.splice(0).map(end));
  };
  let publicUrl = '';
  try {
    for (let n = 0; n < count; n += 1) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      publicUrl ||= url;
      const folder = process.env.B7_PROF;
      const profile = folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
      const child = spawn(
        process.execPath,
        [...profile, '--import', 'tsx', 'src/gate/cli.ts', 'serve'],
        {
          cwd: root,
          env: {
            ...process.env,
            GATE_DATA: dataDir,
            GATE_PORT: String(port),
            PUBLIC_URL: publicUrl,
            SMTP_URL: 'smtp://127.0.0.1:9',
            AGENT_RATE_PER_SECOND: '100000',
            AGENT_RATE_BURST: '100000',
            LOG_LEVEL: process.env.B7_LOG ?? 'silent',
          },
          stdio: ['ignore', 2, 2],
        },
      );
      children.push(child);
      // One after the other: the first makes the database and its schema.
      await untilReady(url, child);
      urls.push(url);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { urls, publicUrl, close };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`a gate did not get ready (exit code ${child.exitCode})`);
}
