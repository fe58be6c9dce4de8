import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import manifest from './manifest.config.ts';

const page = (name: string) =>
  fileURLToPath(new URL(`./src/pages/${name}/index.html`, import.meta.url));

export default defineConfig({
  plugins: [preact({ devToolsEnabled: false }), crx({ manifest })],
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
