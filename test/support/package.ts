import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zip } from './zip.ts';

// `npm run package`: builds the extension and makes the archive that a store takes.
const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
  cwd: root,
  stdio: 'inherit',
});

const text = readFileSync(join(dist, 'manifest.json'), 'utf8');
if (text.includes('<all_urls>'))
  throw new Error('This build opens pages to every site: not packed.');
const { version } = JSON.parse(text) as { version: string };
const entries = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !relative(dist, entry.parentPath).startsWith('.vite'))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({
    path: relative(dist, path).split(sep).join('/'),
    content: readFileSync(path),
  }));
const target = join(dist, `countersign-${version}.zip`);
writeFileSync(target, zip(entries));
console.log(`${relative(root, target)}: ${entries.length} files`);
