import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../../gate/config.ts';
import { startGate } from '../../gate/main.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Settings of the demo's gate, as its environment variables. */
export type GateEnvironment = {
  dataDir: string;
  port: number;
  smtpUrl: string;
  /** a PostgreSQL other than its own */
  databaseUrl?: string;
  /** further variables, as an operator would set them: systems that it is connected to, say */
  settings?: Readonly<Record<string, string>>;
};

/** A gate that runs: in this process, or in one of its own that a test may kill. */
export type RunningGate = {
  url: string;
  /** SIGKILL, no goodbye; only for a gate in a process of its own */
  kill(): Promise<void>;
  close(): Promise<void>;
};

const environment = (given: GateEnvironment): Record<string, string> => ({
  GATE_NAME: 'Countersign demo',
  GATE_DATA: given.dataDir,
  GATE_PORT: String(given.port),
  SMTP_URL: given.smtpUrl,
  ALLOW_LOOPBACK_WEBHOOKS: '1',
  AGENT_RATE_PER_SECOND: '200',
  AGENT_RATE_BURST: '1000',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
  ...(given.databaseUrl ? { DATABASE_URL: given.databaseUrl } : {}),
  ...given.settings,
});

/** Starts the gate in this process. */
export async function gateHere(given: GateEnvironment): Promise<RunningGate> {
  const gate = await startGate(readConfig(environment(given)));
  return {
    url: gate.url,
    kill: () => Promise.reject(new Error('this gate has no process of its own')),
    close: () => gate.close(),
  };
}

/** Starts the gate as `npm run gate -- serve` does, in a process of its own, and waits until it is ready. */
export async function gateProcess(given: GateEnvironment): Promise<RunningGate> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/gate/cli.ts', 'serve'], {
    cwd: root,
    env: { ...process.env, ...environment(given) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${given.port}`;
  await ready(url, child);
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  };
  return { url, kill: end('SIGKILL'), close: end('SIGTERM') };
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the gate ended with code ${child.exitCode}`);
    const answered = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the gate was not ready within half a minute');
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port could be found');
  return address.port;
}
