import { expect, test } from 'vitest';
import { SHORTCUTS } from '../../src/core/settings/shortcuts.ts';
import { reportText, verdict } from '../../src/pages/health/report.ts';
import { gateUrlProblem } from '../../src/pages/options/gate-url.ts';
import { ACTIONS, DEFAULT_KEYS } from '../../src/pages/review/keys.ts';

test('the table of shortcuts is the one the panel works by', () => {
  expect(Object.fromEntries(SHORTCUTS.map(({ action, key }) => [action, key]))).toEqual(
    DEFAULT_KEYS,
  );
  expect(SHORTCUTS.map(({ action }) => action)).toEqual([...ACTIONS]);
});

test.each([
  ['https://gate.example.com', true],
  ['http://127.0.0.1:8787', true],
  ['http://localhost:8787/', true],
  ['http://gate.example.com', false],
  ['javascript:alert(1)', false],
  ['https://me:secret@gate.example.com', false],
  ['gate', false],
])('%s as a gate: %s', (url, ok) => {
  expect(gateUrlProblem(url) === null).toBe(ok);
});

test('the health report holds names and counts only', () => {
  const capabilities = [
    { name: 'compose.body', hits: 4, misses: 0, variant: 'role=textbox' },
    { name: 'compose.send', hits: 0, misses: 3, variant: null },
    { name: 'row.draft', hits: 1, misses: 1, variant: 'x' },
    { name: 'thread.id', hits: 0, misses: 0, variant: null },
  ];
  expect(capabilities.map(verdict)).toEqual(['works', 'broken', 'sometimes', 'unused']);
  const text = reportText([{ host: 'gmail', at: '2026-11-22T10:00:00Z', capabilities }], '0.1.0');
  expect(text).toContain('broken    compose.send  hits 0  misses 3  by none');
});
