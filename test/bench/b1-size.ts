import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Row, row } from './row.ts';
import { MEASURED as dist } from './stage.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const KB = 1024;

const gzipped = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).byteLength;

/**
 * The scripts of a page: `first`, the one it names and what that imports statically; `later`, what it
 * imports when wanted, and what only those need.
 */
async function scriptsOf(html: string): Promise<{ first: string[]; later: string[] }> {
  const text = await readFile(join(dist, html), 'utf8');
  const found = [...text.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) => path ?? '');
  const first = found.map((path) =>
    path.startsWith('/') ? path.slice(1) : posix.join(dirname(html), path),
  );
  const dynamic: string[] = [];
  const follow = async (queue: string[], seen: Set<string>) => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const folder = dirname(next);
      const code = await readFile(join(dist, next), 'utf8');
      for (const [, from] of code.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) {
        queue.push(posix.join(folder, from ?? ''));
      }
      for (const [, from] of code.matchAll(/import\(\s*["'`](\.[^"'`]+)["'`]/g)) {
        dynamic.push(posix.join(folder, from ?? ''));
      }
    }
  };
  const seen = new Set<string>();
  await follow(first, seen);
  const before = [...seen];
  for (let next = dynamic.pop(); next !== undefined; next = dynamic.pop())
    await follow([next], seen);
  return { first: before, later: [...seen].slice(before.length) };
}

async function sizeOf(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map((path) => readFile(join(dist, path))));
  return files.reduce((sum, file) => sum + gzipped(file), 0) / KB;
}

/** B1: what the extension loads in a Gmail page with nothing to review, and its panel when needed. */
export async function b1(): Promise<Row[]> {
  const manifest = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8'));
  const content: string[] = manifest.content_scripts.flatMap(
    (script: { js: string[] }) => script.js,
  );
  const preact = await readFile(join(root, 'node_modules/preact/dist/preact.mjs')).catch(
    async () => {
      const names = await readdir(join(root, 'node_modules/preact/dist'));
      return readFile(
        join(root, 'node_modules/preact/dist', names.find((name) => name.endsWith('.mjs')) ?? ''),
      );
    },
  );
  const { first, later } = await scriptsOf('src/pages/panel/index.html');
  const goal = (limit: number) => ({
    unit: 'KB gzip',
    limit,
    goal: `≤ ${limit} KB gzip`,
    met: (value: number) => value <= limit,
  });
  return [
    row({
      row: 'B1',
      work: `content script in a Gmail page with nothing to review (what it brings once something waits: ${(await sizeOf(['content/beside.js'])).toFixed(1)} KB; the usual Gmail library ships 529 + 130 KB gzip)`,
      samples: [await sizeOf(content)],
      ...goal(15),
    }),
    row({
      row: 'B1',
      work: `panel's page, the scripts before its item is painted (Preact alone: ${(gzipped(preact) / KB).toFixed(1)} KB gzip; what comes later, when wanted: ${(await sizeOf(later)).toFixed(1)} KB)`,
      samples: [await sizeOf(first)],
      ...goal(40),
    }),
  ];
}
