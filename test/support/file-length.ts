import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The most lines that a file may have, unless it is data. */
export const MOST_LINES = 400;

/** Endings of what somebody has to read to change it. What ends otherwise is data: JSON, pictures, recordings. */
const READ = new Set([
  ...['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.css', '.html'],
  ...['.sql', '.md', '.yml', '.yaml', '.sh', ''],
]);

/** Folders that nobody wrote, or that what is written here makes. */
const NOT_OURS = new Set([
  'node_modules',
  '.git',
  '.data',
  'dist',
  'dist-client',
  'coverage',
  'simulated',
]);

/** Data by content, though not by name; and migrations, which nobody may edit once they have been shipped. */
export const DATA: ReadonlySet<string> = new Set([
  'src/demo/seed/emails.ts',
  'src/demo/seed/records.ts',
  'src/gate/store/migrations/0007_conduct.sql',
  'src/gate/store/migrations/0015_brakes.sql',
  'src/gate/store/migrations/0016_lanes.sql',
]);

const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

function* filesUnder(folder: string, path = ''): Generator<string> {
  for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
    const name = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory() && !NOT_OURS.has(entry.name)) yield* filesUnder(folder, name);
    else if (entry.isFile() && READ.has(extname(entry.name))) yield name;
  }
}

/** What is wrong with the lengths of the files in a folder, a sentence each; nothing where all is well. */
export function tooLong(folder: string, data: ReadonlySet<string> = DATA): string[] {
  const wrong: string[] = [];
  const unneeded = new Set(data);
  for (const name of filesUnder(folder)) {
    const lines = linesOf(readFileSync(join(folder, name), 'utf8'));
    if (lines <= MOST_LINES) continue;
    if (unneeded.delete(name)) continue;
    wrong.push(
      `${name} has ${lines} lines, ${lines - MOST_LINES} more than a file may have: split it by what it is about ` +
        '(a test by what it promises, its set-up into a file beside it).',
    );
  }
  for (const name of unneeded)
    wrong.push(`${name} is listed as data in test/support/file-length.ts but needs no exception.`);
  return wrong;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = tooLong(process.cwd());
  for (const line of wrong) console.log(line);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
