import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface PageFiles {
  script: string;
  styles: string;
}

/** In this order: later ones may narrow earlier ones. */
const SHEETS = ['base', 'list', 'thread', 'windows', 'compose', 'overlays'];

let made: Promise<PageFiles> | undefined;

/** A synthetic page's script as one classic script. */
export async function bundledScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    root: dirname(entry),
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
  if (script?.type !== 'chunk') throw new Error(`${entry} did not build`);
  return script.code;
}

async function bundle(): Promise<PageFiles> {
  const script = await bundledScript(fileURLToPath(new URL('./page/main.ts', import.meta.url)));
  const sheets = await Promise.all(
    SHEETS.map((name) => readFile(new URL(`./page/styles/${name}.css`, import.meta.url), 'utf8')),
  );
  return { script, styles: sheets.join('\n') };
}

/** The page's script and stylesheet, built once per process. */
export function pageFiles(): Promise<PageFiles> {
  made ??= bundle();
  return made;
}
