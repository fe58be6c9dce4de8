import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowListArgs } from './check.ts';

/** A module that breaks a rule: its path, its text, and the rule's name. */
const BAD: [path: string, text: string, rule: string][] = [
  ['src/core/a.ts', `import '../store/db.ts';`, 'core: zones'],
  [
    'src/core/type.ts',
    `import type { Db } from '../store/db.ts';\nexport type T = Db;`,
    'core: zones',
  ],
  ['src/core/inline.ts', `export type T = import('../store/db.ts').Db;`, 'core: zones'],
  [
    'src/core/node.ts',
    `import { readFile } from 'node:fs/promises';\nvoid readFile;`,
    'core: no Node',
  ],
  ['src/core/whole.ts', `import { z } from 'zod';\nvoid z;`, 'zod/mini only'],
  ['src/protocol/a.ts', `import '../messages/map.ts';`, 'protocol: zones'],
  ['src/platform/a.ts', `import '../core/ok.ts';`, 'platform: zones'],
  ['src/messages/a.ts', `import 'webextension-polyfill';`, 'messages: packages'],
  ['src/store/a.ts', `import '../protocol/ok.ts';`, 'store: zones'],
  ['src/hosts/gmail/a.ts', `import '../hubspot/read.ts';`, 'a host never imports another host'],
  ['src/hosts/gmail/b.ts', `import '../../messages/map.ts';`, 'hosts: zones'],
  ['src/content/a.ts', `import '../protocol/ok.ts';`, 'content: zones'],
  ['src/content/late.ts', `export const f = () => import('../store/db.ts');`, 'content: zones'],
  ['src/background/a.ts', `import '../hosts/gmail/ok.ts';`, 'background: zones'],
  ['src/ui/A.tsx', `import '../messages/map.ts';\nexport const a = <b>x</b>;`, 'ui: zones'],
  ['src/pages/panel/a.ts', `import '../../store/db.ts';`, 'pages/panel: zones'],
  ['src/pages/review/a.ts', `import '../../store/db.ts';`, 'pages/review: zones'],
  ['src/pages/review/b.ts', `import '../panel/ok.ts';`, 'a page never imports another page'],
  ['src/pages/popup/a.ts', `import '../panel/ok.ts';`, 'a page never imports another page'],
  ['src/pages/popup/b.ts', `import '../../protocol/ok.ts';`, 'pages: zones'],
  ['src/client/a.ts', `import '../gate/http/ok.ts';`, 'client: zones'],
  ['src/gate/dispatch/a.ts', `import '../store/ok.ts';`, 'gate/dispatch: zones'],
  ['src/gate/dispatch/b.ts', `import pg from 'pg';\nvoid pg;`, 'gate/dispatch: packages'],
  ['src/gate/store/a.ts', `import '../dispatch/decide.ts';`, 'gate/store: zones'],
  ['src/gate/connectors/a.ts', `import pg from 'pg';\nvoid pg;`, 'gate/connectors: packages'],
  ['src/gate/http/a.ts', `export * from '../store/ok.ts';`, 'gate/http: zones'],
  ['src/gate/main.ts', `import '../demo/ok.ts';`, 'gate/main: zones'],
  ['src/demo/a.ts', `import '../background/ok.ts';`, 'demo: zones'],
  ['src/utils/a.ts', `import '../core/ok.ts';`, 'every file has a zone'],
  ['src/core/tested.ts', `import '../../test/fixture.ts';`, 'src never imports test'],
  ['src/core/ring-a.ts', `import './ring-b.ts';`, 'no cycles'],
  ['src/core/gone.ts', `import './not-here.ts';`, 'imports resolve'],
];

const GOOD: [path: string, text: string][] = [
  [
    'src/core/ok.ts',
    `import * as z from 'zod/mini';\nexport const ok = <T>(x: T): T => x;\nvoid z;`,
  ],
  ['src/core/ring-b.ts', `import './ring-a.ts';`],
  ['src/protocol/ok.ts', `import '../core/ok.ts';`],
  ['src/messages/map.ts', `import '../core/ok.ts';\nimport '../platform/runtime.ts';`],
  ['src/platform/runtime.ts', `import browser from 'webextension-polyfill';\nvoid browser;`],
  ['src/store/db.ts', `import Dexie from 'dexie';\nexport type Db = Dexie;`],
  ['src/hosts/gmail/ok.ts', `import '../../core/ok.ts';`],
  ['src/hosts/hubspot/read.ts', `export {};`],
  ['src/pages/panel/ok.ts', `import { h } from 'preact';\nvoid h;`],
  ['src/background/ok.ts', `import '../protocol/ok.ts';\nimport '../store/db.ts';`],
  ['src/gate/dispatch/ports.ts', `import '../../core/ok.ts';`],
  ['src/gate/dispatch/decide.ts', `import 'node:crypto';\nimport './ports.ts';`],
  [
    'src/gate/store/ok.ts',
    `import type {} from '../dispatch/ports.ts';\nimport pg from 'pg';\nvoid pg;`,
  ],
  ['src/gate/http/ok.ts', `import '../dispatch/decide.ts';\nimport 'hono';`],
  ['src/demo/ok.ts', `import '../gate/store/ok.ts';`],
  ['test/fixture.ts', `export {};`],
];

interface Violation {
  from: string;
  rule: { name: string };
}

describe('the import allow-list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-allow-list-'));
  let found: Violation[] = [];

  beforeAll(() => {
    for (const [path, text] of [...BAD, ...GOOD]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
    symlinkSync(modules, join(folder, 'node_modules'), 'junction');
    const { stdout, stderr } = spawnSync(process.execPath, allowListArgs('json'), {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 50_000_000,
    });
    expect(stderr).toBe('');
    found = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(BAD)('refuses %s (%s)', (path, _text, rule) => {
    expect(found.filter(({ from }) => from === path).map((one) => one.rule.name)).toContain(rule);
  });

  it('lets everything else pass', () => {
    const bad = new Set([...BAD.map(([path]) => path), 'src/core/ring-b.ts']);
    expect(found.filter(({ from }) => !bad.has(from))).toEqual([]);
  });
});
