import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { minify } from 'terser';
import { build, defineConfig, type Plugin, type PluginOption } from 'vite';
import manifest from './manifest.config.ts';

const TARGET = 'chrome120';

const page = (name: string) =>
  fileURLToPath(new URL(`./src/pages/${name}/index.html`, import.meta.url));

/** Pages that no entry of the manifest names. */
const PAGES = [
  'panel',
  'health',
  'dashboard',
  'findings',
  'lanes',
  'map',
  'mine',
  'policies',
  'report',
  'risks',
  'spot-check',
  'weekly',
];

/** What one entry becomes in a build of its own: nothing is written. */
async function builtApart(input: string, plugins: PluginOption[], format: 'es' | 'iife' = 'es') {
  const made = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins,
    build: {
      write: false,
      target: TARGET,
      modulePreload: false,
      rollupOptions: {
        ...{ input, output: { format } },
        // A module keeps what it exports; of a page nobody imports anything.
        preserveEntrySignatures: input.endsWith('.html') ? false : 'strict',
      },
    },
  });
  return [made].flat().flatMap((one) => ('output' in one ? one.output : []));
}

/**
 * A content script in a file of its own: of sites that can be turned on, at a name that the worker registers
 * it under, or a module that Gmail's script brings. The former is in no manifest entry: built by the
 * extension's plugin it would be web-accessible, which nothing needs.
 */
function contentFile(name: string, format: 'iife' | 'es'): Plugin {
  const file = format === 'iife' ? `${name}.iife.ts` : `${name}.ts`;
  const entry = fileURLToPath(new URL(`./src/content/${file}`, import.meta.url));
  return {
    name: `${name}-script`,
    apply: 'build',
    async generateBundle() {
      const outputs = await builtApart(entry, [], format);
      const script = outputs.find((file) => file.type === 'chunk' && file.isEntry);
      if (script?.type !== 'chunk' || outputs.length !== 1) {
        throw new Error(`${entry} must become one file`);
      }
      const source = await shortened(script.code, format === 'es');
      this.emitFile({ type: 'asset', fileName: `content/${name}.js`, source });
    },
  };
}

/**
 * Content scripts are loaded into every page of their site, so each byte counts (B1). Vite's own
 * minifier doesn't put functions that are used once where they are used: 0.4 KB gzip of Gmail's 16.
 */
async function shortened(code: string, module = false): Promise<string> {
  const made = await minify(code, { ecma: 2020, module, compress: { ecma: 2020, passes: 2 } });
  if (made.code === undefined) throw new Error('the content script became nothing');
  return made.code;
}

/** The same for the script that the manifest names. */
function gmailScript(): Plugin {
  return {
    name: 'gmail-script',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const script = bundle['src/content/gmail.iife.js'];
      if (script?.type === 'chunk') script.code = await shortened(script.code);
      else if (script) script.source = await shortened(String(script.source));
      else this.error('the Gmail script is not where the manifest names it');
    },
  };
}

/**
 * A page that is built by itself, so that all that its first frame needs is one file: in the graph of all pages
 * the popup began with twenty, a third of its time. What comes later is in files of its own still.
 */
function byItself(name: string): Plugin {
  const html = page(name);
  const entry = fileURLToPath(new URL(`./src/pages/${name}/main.tsx`, import.meta.url));
  return {
    name: `${name}-by-itself`,
    apply: 'build',
    // The page is an input all the same; nothing of it shall be split off in the graph of all.
    load: { order: 'pre', handler: (id) => (id === entry ? '' : null) },
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (file.type === 'chunk' && file.facadeModuleId === html) delete bundle[fileName];
        }
        for (const file of await builtApart(html, [preact({ devToolsEnabled: false })])) {
          const source = file.type === 'chunk' ? file.code : file.source;
          const there = bundle[file.fileName];
          if (there?.type === 'asset') there.source = source;
          else this.emitFile({ type: 'asset', fileName: file.fileName, source });
        }
      },
    },
  };
}

export default defineConfig({
  plugins: [
    preact({ devToolsEnabled: false }),
    crx({ manifest }),
    contentFile('record', 'iife'),
    contentFile('outlook', 'iife'),
    contentFile('beside', 'es'),
    gmailScript(),
    byItself('popup'),
  ],
  build: {
    target: TARGET,
    // A page's first chunks are fetched at once, named in its HTML. Not what it imports later: the helper for
    // that writes link elements by string and asks for every chunk twice.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, deps, { hostType }) => (hostType === 'html' ? deps : []),
    },
    // The panel is a web-accessible page, the others are opened from pages: none is an entry that the
    // manifest would bring in by itself.
    rollupOptions: { input: Object.fromEntries(PAGES.map((name) => [name, page(name)])) },
    reportCompressedSize: false,
  },
});
