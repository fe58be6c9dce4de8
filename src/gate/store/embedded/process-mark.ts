import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process that can be told from a later one with the same number. */
export interface ProcessMark {
  pid: number;
  /** When it was born, in a form only ever compared for equality; empty where unknown. */
  born: string;
}

/** The mark of this very process. */
export async function selfMark(): Promise<ProcessMark> {
  return { pid: process.pid, born: await bornOf(process.pid) };
}

/** Parses what `JSON.stringify` made of a mark; null when it isn't one. */
export function parseMark(text: string): ProcessMark | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { pid, born } = value as { pid?: unknown; born?: unknown };
    return typeof pid === 'number' && typeof born === 'string' ? { pid, born } : null;
  } catch {
    return null;
  }
}

/** True when that very process still runs. */
export async function isAlive(mark: ProcessMark): Promise<boolean> {
  if (!pidRuns(mark.pid) || (await isZombie(mark.pid))) return false;
  if (mark.born === '') return true;
  const born = await bornOf(mark.pid);
  return born === '' || born === mark.born;
}

/** True when some process has this number, whoever owns it. */
export function pidRuns(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * True when `pid` is a PostgreSQL server working in `cluster`. Process numbers repeat (always soon
 * in a container), so a `postmaster.pid` left by a crash may name a stranger.
 */
export async function isServerIn(pid: number, cluster: string): Promise<boolean> {
  if (!pidRuns(pid) || (await isZombie(pid))) return false;
  if (process.platform === 'linux') {
    try {
      // The server changes into its data folder; nothing else lives there.
      return (await readlink(`/proc/${pid}/cwd`)) === cluster;
    } catch {
      return (await commandOf(pid)).includes('postgres');
    }
  }
  if (process.platform === 'win32') return true;
  return (await commandOf(pid)).includes('postgres');
}

async function commandOf(pid: number): Promise<string> {
  try {
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}

/** Ended, but not yet collected by its parent; in a container that may last for ever. */
async function isZombie(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return (await statFields(pid))[0] === 'Z';
}

/** The fields of /proc/PID/stat after the command, which may hold spaces; empty where unreadable. */
async function statFields(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

async function bornOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const ticks = (await statFields(pid))[19];
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    return ticks === undefined ? '' : `${boot.trim()}:${ticks}`;
  }
  if (process.platform === 'win32') return '';
  try {
    return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim();
  } catch {
    return '';
  }
}
