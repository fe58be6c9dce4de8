import { afterEach, beforeEach, expect, test } from 'vitest';
import { findingsHandlers } from '../../src/background/findings.ts';
import { NotPaired } from '../../src/background/gate/problems.ts';
import type { Space } from '../../src/background/space.ts';
import { Findings } from '../../src/messages/findings.ts';
import type { AccuracyAnswer } from '../../src/protocol/accuracy.ts';
import type { FindingsAnswer } from '../../src/protocol/findings.ts';
import { Store } from '../../src/store/db.ts';
import { putMeta } from '../../src/store/meta.ts';
import { idOf, WORKSPACE } from '../store/item.ts';

const version = { model: 'writer', modelVersion: '1', promptVersion: 'v7' };
const counted = { hits: 14, of: 60, low: 0.1, high: 0.4 };
const FOUND: FindingsAnswer = {
  ...{ since: '2026-09-01T00:00:00Z', line: 0.05, delta: 0.05 },
  findings: [
    {
      ...{ workflowId: 'outbound', key: 'k', kind: 'replaced', sentence: '“a” became “b”' },
      ...{ was: 'a', became: 'b', ...version, template: null, ...counted, standing: 'still' },
      versions: [{ ...version, ...counted }],
      examples: [
        {
          ...{ proposalId: idOf(1), revision: 1, at: '2026-11-20T00:00:00Z', before: 'a' },
          reason: { code: 'tone', note: 'Shorter.' },
        },
      ],
    },
  ],
  read: [{ workflowId: 'outbound', name: 'Outbound', decided: 60, corrected: 20, cut: false }],
};
const cell = {
  ...{ workflowId: 'outbound', model: 'writer', modelVersion: '1', kind: 'email.draft' as const },
  all: { rate: 0.9, low: 0.8, high: 0.95, looked: 50, effective: 40 },
  people: { rate: 0.7, low: 0.5, high: 0.8, decided: 20, right: 14 },
  ...{ audited: 30, waiting: 2, uncovered: 0 },
};
const ACCURACY: AccuracyAnswer = {
  since: '2026-09-07',
  weeks: [
    { ...cell, week: '2026-11-16', proposals: 40 },
    { ...cell, week: '2026-11-23', proposals: 60, all: null },
    { ...cell, week: '2026-11-23', proposals: 1, modelVersion: '2' },
  ],
  overall: [{ ...cell, proposals: 100 }],
  cut: [],
};

let db: Store;
let asked: [string, unknown][];
beforeEach(() => {
  db = new Store(`findings-${Math.random()}`);
  asked = [];
});
afterEach(async () => {
  db.close();
  await db.delete();
});

const handlers = () => {
  const answers: Record<string, unknown> = {
    ...{ findings: FOUND, accuracy: ACCURACY },
    workflows: { workflows: [{ id: 'outbound', name: 'Outbound, mid-market' }] },
    exportCorrections: [{ messages: [] }, { messages: [1] }],
  };
  const call = async (name: string, input: { query?: unknown }) => {
    asked.push([name, input.query]);
    return answers[name];
  };
  // The rest of a space is not asked for anything.
  return findingsHandlers(async () => ({ db, gate: { call } }) as unknown as Space);
};
const pairedAs = (role: 'rep' | 'manager') =>
  putMeta(db, 'pairing', {
    ...{ gateUrl: 'https://g.example', deviceId: idOf(2), jkt: 'k', accessToken: 't', renewAt: 0 },
    gate: { name: 'Gate', url: 'https://g.example', keyThumbprint: 'x' },
    workspace: { id: WORKSPACE, name: 'Northwind', createdAt: '2026-01-01T00:00:00Z' },
    reviewer: { id: idOf(3), name: 'Rae', email: 'rae@n.example', role, mailboxes: [] },
  });
const by = { id: 'self' };

test('a manager’s findings have workflows’ names, and each version its own weeks', async () => {
  await pairedAs('manager');
  const found = Findings.parse(await handlers().findings({}, by));
  expect(found.findings).toMatchObject([
    {
      workflow: 'Outbound, mid-market',
      sentence: '“a” became “b”',
      examples: [{ note: 'Shorter.' }],
    },
  ]);
  expect(found.accuracy).toMatchObject([
    {
      workflow: 'Outbound, mid-market',
      all: { rate: 0.9 },
      people: { decided: 20 },
      weeks: [
        { week: '2026-11-16', proposals: 40 },
        { week: '2026-11-23', proposals: 60, all: null },
      ],
    },
  ]);
});

test('for a rep the gate isn’t asked; who isn’t paired is told', async () => {
  await expect(handlers().findings({}, by)).rejects.toThrow(NotPaired);
  await pairedAs('rep');
  expect(await handlers().findings({}, by)).toMatchObject({ manager: false, findings: [] });
  expect(asked).toEqual([]);
});

test('an export is lines as they came, in the form that was asked for', async () => {
  await pairedAs('manager');
  const made = await handlers()['corrections.export'](
    { format: 'openai-chat', names: 'pseudonyms' },
    by,
  );
  expect(made).toEqual({ text: '{"messages":[]}\n{"messages":[1]}\n', lines: 2 });
  expect(asked).toEqual([['exportCorrections', { format: 'openai-chat', names: 'pseudonyms' }]]);
});
