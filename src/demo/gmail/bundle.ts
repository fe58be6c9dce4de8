import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface PageFiles {
  script: string;
  styles: string;
}

const made = new Map<string, Promise<PageFiles>>();

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

async function bundle(entry: URL, sheets: readonly URL[]): Promise<PageFiles> {
  const script = await bundledScript(fileURLToPath(entry));
  const styles = await Promise.all(sheets.map((sheet) => readFile(sheet, 'utf8')));
  return { script, styles: styles.join('\n') };
}

/** A page's script and its stylesheets in this order, built once per process. */
export function pageFiles(entry: URL, sheets: readonly URL[]): Promise<PageFiles> {
  const files = made.get(entry.href) ?? bundle(entry, sheets);
  made.set(entry.href, files);
  return files;
}
