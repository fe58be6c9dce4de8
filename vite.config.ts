import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { build, defineConfig, type Plugin } from 'vite';
import manifest from './manifest.config.ts';

const page = (name: string) =>
  fileURLToPath(new URL(`./src/pages/${name}/index.html`, import.meta.url));

/**
 * A content script of sites that can be turned on, at a name that the worker registers it under. It is in
 * no manifest entry: built by the extension's plugin it would be web-accessible, which nothing needs.
 */
function siteScript(name: 'record' | 'outlook'): Plugin {
  const entry = fileURLToPath(new URL(`./src/content/${name}.iife.ts`, import.meta.url));
  return {
    name: `${name}-script`,
    apply: 'build',
    async generateBundle() {
      const made = await build({
        configFile: false,
        envFile: false,
        publicDir: false,
        logLevel: 'error',
        build: {
          write: false,
          target: 'chrome120',
          modulePreload: false,
          rollupOptions: { input: entry, output: { format: 'iife' } },
        },
      });
      const outputs = [made].flat().flatMap((one) => ('output' in one ? one.output : []));
      const script = outputs.find((file) => file.type === 'chunk' && file.isEntry);
      if (script?.type !== 'chunk' || outputs.length !== 1) {
        throw new Error(`${entry} must become one file`);
      }
      this.emitFile({ type: 'asset', fileName: `content/${name}.js`, source: script.code });
    },
  };
}

export default defineConfig({
  plugins: [
    preact({ devToolsEnabled: false }),
    crx({ manifest }),
    siteScript('record'),
    siteScript('outlook'),
  ],
  build: {
    target: 'chrome120',
    // The preload helper writes link elements by string and asks for every chunk twice.
    modulePreload: false,
    // The panel is a web-accessible page and the health page is opened from options: neither is an
    // entry that the manifest would bring in by itself.
    rollupOptions: { input: { panel: page('panel'), health: page('health') } },
    reportCompressedSize: false,
  },
});
