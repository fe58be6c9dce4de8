import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserContext } from 'playwright-core';

const run = promisify(execFile);

/** SIGKILL to the gate's own database server. False when it is away. */
export async function killDatabase(dataDir: string): Promise<boolean> {
  const folder = join(dataDir, 'postgres');
  // Root's database lies elsewhere where its own user can't enter the data folder.
  const pointer = await readFile(join(folder, 'location.json'), 'utf8').catch(() => '{}');
  const { home = folder } = JSON.parse(pointer) as { home?: string };
  const file = join(home, 'cluster', 'postmaster.pid');
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  return Number.isInteger(pid) && killed(pid);
}

/** SIGKILL to every process of the browser that runs on this profile. False when there is none. */
export async function killBrowser(profileDir: string): Promise<boolean> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,args='], { maxBuffer: 2 ** 26 });
  const rows = stdout.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return found ? [{ pid: Number(found[1]), parent: Number(found[2]), args: found[3] ?? '' }] : [];
  });
  const mine = new Set(
    rows.flatMap(({ pid, args }) => (args.includes(`--user-data-dir=${profileDir}`) ? [pid] : [])),
  );
  for (let size = -1; size !== mine.size; ) {
    size = mine.size;
    for (const { pid, parent } of rows) if (mine.has(parent)) mine.add(pid);
  }
  mine.delete(process.pid);
  return [...mine].sort((a, b) => a - b).filter(killed).length > 0;
}

/** Stops the extension's worker as the browser does, at once. False when none was running. */
export async function stopWorker(context: BrowserContext, origin: string): Promise<boolean> {
  const page = context.pages()[0];
  if (!page) return false;
  const session = await context.newCDPSession(page);
  try {
    const running = new Set<string>();
    let stopped = (): void => undefined;
    const gone = new Promise<boolean>((resolve) => {
      stopped = () => resolve(true);
      setTimeout(() => resolve(false), 3000);
    });
    const scripts = new Map<string, string>();
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { versionId, scriptURL, runningStatus } of versions) {
        scripts.set(versionId, scriptURL);
        if (!scriptURL.startsWith(origin)) continue;
        if (runningStatus === 'running' || runningStatus === 'starting') running.add(versionId);
        if (runningStatus === 'stopped' && running.has(versionId)) stopped();
      }
    });
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    return await gone;
  } finally {
    await session.detach().catch(() => undefined);
  }
}

function killed(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
