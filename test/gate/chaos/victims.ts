import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Random } from './random.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A gate with a database of its own, in a process that may be killed at any moment. */
export type Victim = {
  url: string;
  /** SIGKILL to the gate, which is then started again as any supervisor would */
  killGate(gone: () => void): Promise<void>;
  /** SIGKILL to the database's first process; the gate brings it back. @returns false when it is away */
  killDatabase(): Promise<boolean>;
  /** SIGKILL to one process that serves a connection. @returns false when there is none */
  killBackend(random: Random): Promise<boolean>;
  close(): Promise<void>;
};

/** Starts one; `surprised` hears of a gate that ends without having been killed. */
export async function startVictim(options: {
  dataDir: string;
  port: number;
  smtpUrl: string;
  surprised(what: string): void;
}): Promise<Victim> {
  const { dataDir, port, smtpUrl, surprised } = options;
  const url = `http://127.0.0.1:${port}`;
  const postgres = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  let child: ChildProcess;
  let expected = false;

  const start = async (): Promise<void> => {
    expected = false;
    const one = spawn(process.execPath, ['--import', 'tsx', 'src/gate/cli.ts', 'serve'], {
      cwd: root,
      env: {
        ...process.env,
        GATE_DATA: dataDir,
        GATE_PORT: String(port),
        SMTP_URL: smtpUrl,
        AGENT_RATE_PER_SECOND: '1000',
        AGENT_RATE_BURST: '10000',
        LOG_LEVEL: process.env.CHAOS_LOG ?? 'silent',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    one.once('exit', (code, signal) => {
      if (!expected) surprised(`the gate ended by itself (${code ?? signal})`);
    });
    child = one;
    await untilReady(url, one);
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    expected = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  };
  const postmaster = async (): Promise<number> =>
    Number.parseInt(await readFile(postgres, 'utf8').catch(() => ''), 10);

  await start();
  return {
    url,
    killGate: async (gone) => {
      await end('SIGKILL');
      gone();
      await start();
    },
    killDatabase: async () => kill(await postmaster()),
    killBackend: async (random) => kill(random.pick(await backendsOf(await postmaster()))),
    close: () => end('SIGTERM'),
  };
}

function kill(pid: number | undefined): boolean {
  if (pid === undefined || !Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** Processes of the server that serve a client. */
async function backendsOf(postmaster: number): Promise<number[]> {
  if (!Number.isInteger(postmaster)) return [];
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, ...words] = line.trim().split(/\s+/);
    const serves = /\d+\.\d+\.\d+\.\d+\(\d+\)/.test(words.join(' '));
    return Number(parent) === postmaster && serves ? [Number(pid)] : [];
  });
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the gate did not get ready (exit code ${child.exitCode})`);
}
