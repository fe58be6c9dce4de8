import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface PageFiles {
  script: string;
  styles: string;
}

/** In this order: later ones may narrow earlier ones. */
const SHEETS = ['base', 'list', 'thread', 'windows', 'compose', 'overlays'];

let made: Promise<PageFiles> | undefined;

async function bundle(): Promise<PageFiles> {
  const entry = fileURLToPath(new URL('./page/main.ts', import.meta.url));
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('./page/', import.meta.url)),
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      modulePreload: false,
      rollupOptions: { input: entry, output: { format: 'iife' } },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const script = outputs.find((file) => file.type === 'chunk' && file.isEntry);
  if (script?.type !== 'chunk') throw new Error('the mail page did not build');
  const sheets = await Promise.all(
    SHEETS.map((name) => readFile(new URL(`./page/styles/${name}.css`, import.meta.url), 'utf8')),
  );
  return { script: script.code, styles: sheets.join('\n') };
}

/** The page's script and stylesheet, built once per process. */
export function pageFiles(): Promise<PageFiles> {
  made ??= bundle();
  return made;
}
