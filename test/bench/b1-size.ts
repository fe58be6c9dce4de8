import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Row, row } from './row.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const KB = 1024;

const gzipped = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).byteLength;

/** Every script that a page loads: the one it names and what that imports, statically. */
async function scriptsOf(html: string): Promise<string[]> {
  const text = await readFile(join(dist, html), 'utf8');
  const found = [...text.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path]) => path ?? '');
  const queue = found.map((path) =>
    path.startsWith('/') ? path.slice(1) : posix.join(dirname(html), path),
  );
  const seen = new Set<string>();
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const code = await readFile(join(dist, next), 'utf8');
    for (const [, from] of code.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) {
      queue.push(posix.join(dirname(next), from ?? ''));
    }
  }
  return [...seen];
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
  const goal = (limit: number) => ({
    unit: 'KB gzip',
    limit,
    goal: `≤ ${limit} KB gzip`,
    met: (value: number) => value <= limit,
  });
  return [
    row({
      row: 'B1',
      work: 'content script in a Gmail page (the usual Gmail library ships 529 + 130 KB gzip)',
      samples: [await sizeOf(content)],
      ...goal(15),
    }),
    row({
      row: 'B1',
      work: `panel's page, its scripts (Preact alone: ${(gzipped(preact) / KB).toFixed(1)} KB gzip)`,
      samples: [await sizeOf(await scriptsOf('src/pages/panel/index.html'))],
      ...goal(40),
    }),
  ];
}
