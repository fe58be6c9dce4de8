import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser } from '../src/demo/browser/find.ts';
import { sandboxWorks } from '../src/demo/browser/sandbox.ts';
import { OLDEST_FILES } from './support/pg15-files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// Only looked for here: `npm test` has installed one before, where there was none.
const { browser } = await findBrowser();
const chromiumSandbox = browser !== null && (await sandboxWorks(browser.path));

/** How long `expect.poll` looks, in milliseconds: a second, as it comes, is too short on a busy machine. */
const PATIENT = { expect: { poll: { timeout: 30_000 } } };
/** Whole browsers and gates, which take their time. */
const ENDS = {
  // Where several tabs of one browser are worked in at once, a person's pauses overlap.
  maxConcurrency: 3,
  ...PATIENT,
  // A whole browser on a busy machine: once more before it counts as broken.
  retry: 1,
  testTimeout: 120_000,
  hookTimeout: 120_000,
};
/** What fills the machine by itself, or sets something for every browser on it. */
const ALONE = [
  ...['test/gate/load/*.e2e.ts', 'test/gate/chaos/*.e2e.ts', 'test/e2e/policy.e2e.ts'],
  // Races presses with navigations, which have to be about as fast as each other.
  'test/e2e/fast-navigation.e2e.ts',
  // Minutes of kills with a browser: run when asked for, by CHAOS_DECISIONS=200.
  ...(process.env.CHAOS_DECISIONS ? ['test/e2e-chaos/**/*.e2e.ts'] : []),
];

/** The suffix names the environment: .test (Node) .web.test (Chromium) .pg.test (PostgreSQL) .e2e. */
export default defineConfig({
  root,
  test: {
    // Projects run one after the other: two cores can't hold browsers, a server and a build at once.
    reporters: ['default', './test/support/closing-line.ts'],
    projects: [
      {
        root,
        test: {
          name: 'node',
          ...PATIENT,
          setupFiles: ['./test/support/english.ts'],
          sequence: { groupOrder: 0 },
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.web.test.ts', 'test/**/*.pg.test.ts', '**/node_modules/**'],
          testTimeout: 20_000,
        },
      },
      {
        root,
        plugins: [preact()],
        // Found while tests run, a package would make Vite reload the page under them.
        optimizeDeps: {
          include: [
            ...['preact', 'preact/hooks', 'preact/jsx-runtime', 'preact/jsx-dev-runtime'],
            ...['@preact/signals', 'dexie', 'diff', 'jose', 'lucide', 'tldts', 'zod/mini'],
            ...['axe-core', 'fast-check', 'webextension-polyfill'],
          ],
        },
        test: {
          name: 'web',
          ...PATIENT,
          setupFiles: ['./test/support/english.web.ts'],
          sequence: { groupOrder: 2 },
          include: ['test/**/*.web.test.{ts,tsx}'],
          // Real keys in a real window: once more on a busy machine, as in e2e.
          retry: 1,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(browser === null ? {} : { executablePath: browser.path }),
                chromiumSandbox,
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        root,
        test: {
          name: 'pg',
          ...PATIENT,
          sequence: { groupOrder: 1 },
          include: ['test/**/*.pg.test.ts'],
          globalSetup: ['./test/support/pg-global.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'pg15',
          ...PATIENT,
          sequence: { groupOrder: 4 },
          include: OLDEST_FILES,
          exclude: ['test/gate/store/embedded/**'],
          globalSetup: ['./test/support/pg15-global.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          ...ENDS,
          sequence: { groupOrder: 3 },
          include: ['test/**/*.e2e.ts'],
          exclude: [...ALONE, 'test/e2e-chaos/**'],
          // Each has a browser and a gate of its own, and mostly waits: for a mail, a window to close, a person.
          maxWorkers: 2,
        },
      },
      {
        root,
        test: {
          name: 'alone',
          ...ENDS,
          sequence: { groupOrder: 5 },
          include: ALONE,
          fileParallelism: false,
        },
      },
    ],
  },
});
