import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** Another process that started the database in a folder. */
export interface OtherGate {
  url: string;
  ownerUrl: string;
  adminUrl: string;
  logs: string[];
  child: ChildProcess;
  /** Lets go as a gate does, and waits for its end. */
  stop(): Promise<void>;
  /** Kills it as `kill -9` does. */
  kill(): Promise<void>;
}

/** Starts a gate process; rejects with its one sentence where it can't. */
export async function otherGate(
  folder: string,
  options: { uid?: number; gid?: number; root?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<OtherGate> {
  const root = options.root ?? fileURLToPath(new URL('../../../..', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/gate/store/embedded/process.ts', folder],
    {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...options.env },
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid ?? options.uid }),
    },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const logs: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as {
      log?: string;
      error?: string;
      url?: string;
      ownerUrl?: string;
      adminUrl?: string;
    };
    if (said.log !== undefined) logs.push(said.log);
    if (said.error !== undefined) throw new Error(said.error);
    const { url, ownerUrl, adminUrl } = said;
    if (url === undefined || ownerUrl === undefined || adminUrl === undefined) continue;
    return {
      url,
      ownerUrl,
      adminUrl,
      logs,
      child,
      stop: async () => {
        child.stdin.write('stop\n');
        await ended;
      },
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
    };
  }
  throw new Error('The gate ended without a word.');
}

/** Runs one query. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** The server's process number, from the cluster in `home`. */
export async function serverPid(home: string): Promise<number> {
  const text = await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8');
  return Number.parseInt(text, 10);
}
