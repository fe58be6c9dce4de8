import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** what the client's JavaScript imports at run time */
const DEPENDENCIES = ['jose', 'zod'];

/**
 * Makes the package that authors of agents install: the client, and what it imports of core and
 * protocol, as JavaScript with types. Only the compiler is used; every file stays the file it is.
 *
 * @param folder emptied and filled; `npm pack` or `npm install FOLDER` take it as it is
 */
export async function buildClientPackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await compile(join(folder, 'lib'));
  const own = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as {
    name: string;
    version: string;
    license: string;
    engines: object;
    dependencies: Record<string, string>;
  };
  const { name, version, license, engines } = own;
  const dependencies = Object.fromEntries(
    DEPENDENCIES.map((each) => [each, own.dependencies[each]]),
  );
  const entry = './lib/client/index';
  const manifest = {
    ...{ name, version, license, engines, type: 'module', dependencies },
    description: 'Countersign for authors of agents and executors',
    exports: { './client': { types: `${entry}.d.ts`, default: `${entry}.js` } },
    sideEffects: false,
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(`${root}src/client/README.md`, join(folder, 'README.md'));
  await cp(`${root}LICENSE`, join(folder, 'LICENSE'));
}

function compile(outDir: string): Promise<void> {
  const args = [
    ...[`${root}node_modules/typescript/bin/tsc`, '-p', `${root}src/client`],
    ...['--noEmit', 'false', '--declaration', '--rewriteRelativeImportExtensions'],
    ...['--rootDir', `${root}src`, '--outDir', outDir],
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the client does not compile:\n${said}`));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? join(root, 'dist-client');
  await buildClientPackage(folder);
  console.log(`made ${folder}`);
}
