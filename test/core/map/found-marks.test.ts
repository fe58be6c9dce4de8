import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/antipatterns/finding.ts';
import { withFound } from '../../../src/core/map/found-marks.ts';
import { graphOf } from '../../../src/core/map/graph.ts';
import { marksOf } from '../../../src/core/map/marks.ts';
import { placeOf } from '../../../src/core/map/place.ts';
import type { Risk } from '../../../src/core/scan/risk.ts';
import { mapOf, uuid, WORDS, workflow } from './samples.ts';

const finding = (pattern: Finding['pattern'], change: Partial<Finding> = {}): Finding => ({
  ...{ key: `${pattern}:x:a`, pattern, workflowId: 'a', sentence: 'It is so.' },
  ...{ figures: [], cost: { hours: 1, items: 2, sentence: 'An hour.' }, fixes: [] },
  ...change,
});
const risk = (change: Partial<Risk> = {}): Risk => ({
  ...{ code: 'no-approval-path', severity: 'high', subject: 'Scribe 1', evidence: [] },
  ...{ sentence: 'It sends by itself.', todo: 'Stop it.', source: 'gate' },
  on: [{ kind: 'agent', id: uuid(1) }],
  ...change,
});
const MAP = mapOf(3, [workflow('a'), workflow('b')]);
const found = (findings: Finding[], risks: Risk[] = [], map = MAP) =>
  withFound(map, marksOf(map), { findings, risks });

describe('what detectors found, on the map', () => {
  it('stands on the gate where it is about how people decide, else on the workflow', () => {
    const on = (pattern: Finding['pattern']) => found([finding(pattern)])[0]?.on;
    for (const pattern of ['A1', 'A4', 'A5'] as const)
      expect(on(pattern)).toEqual({ kind: 'gate', id: 'a' });
    for (const pattern of ['A2', 'A3'] as const)
      expect(on(pattern)).toEqual({ kind: 'workflow', id: 'a' });
  });

  it('stands on the workspace where what it is on is not on the map', () => {
    const { workflowId: _, ...nowhere } = finding('A2');
    const marks = found(
      [nowhere, finding('A3', { workflowId: 'gone' })],
      [
        risk({ on: [{ kind: 'agent', id: uuid(77) }] }),
        risk({ subject: 'ana@x.example', on: undefined }),
      ],
    );
    expect(marks).toHaveLength(4);
    for (const { on } of marks) expect(on).toEqual({ kind: 'workspace', id: '' });
  });

  it('marks each agent that a risk is on, with what to do, and leads to the same place', () => {
    const on = [1, 2].map((n) => ({ kind: 'agent' as const, id: uuid(n) }));
    const marks = found([], [risk({ on })]);
    expect(marks.map((mark) => mark.on)).toEqual(on);
    for (const mark of marks)
      expect(mark).toMatchObject({
        ...{ severity: 'bad', found: 'no-approval-path Scribe 1' },
        message: 'It sends by itself. Stop it.',
      });
  });

  it('says a thing once that connections show as well, and leads to it', () => {
    const map = mapOf(2, [workflow('a', { owner: 'gone@acme.example' }), workflow('b')]);
    const ownerless = risk({
      ...{ code: 'nobody-reviews', subject: 'Workflow a', severity: 'medium' },
      on: [{ kind: 'workflow', id: 'a' }],
    });
    expect(found([], [ownerless], map)).toMatchObject([
      { code: 'no-owner', on: { id: 'a' }, found: 'nobody-reviews Workflow a' },
    ]);
    const other = { ...ownerless, on: [{ kind: 'workflow' as const, id: 'b' }] };
    expect(found([], [other], map)).toHaveLength(2);
  });

  it('is nothing of an inventory that somebody once chose', () => {
    expect(found([], [risk({ source: 'inventory', line: 2 })])).toEqual([]);
  });

  it('is drawn on the boxes of gates and agents too', () => {
    const marks = found([finding('A5')], [risk()]);
    const { nodes } = graphOf(MAP, marks, { words: WORDS });
    const marked = nodes.filter((node) => node.marks.length > 0).map(({ id }) => id);
    expect(marked.sort()).toEqual([`agent:${uuid(1)}`, 'gate:a']);
  });
});

it('a place is one for each workspace and key, and the same as an id and in an address', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const slug = fc.stringMatching(/^[a-z.0-9]{1,8}$/);
  fc.assert(
    fc.property(slug, fc.oneof(text, slug), fc.oneof(text, slug), (space, key, other) => {
      const place = placeOf(space, key);
      expect(new URL(`https://x.example/#${place}`).hash).toBe(`#${place}`);
      expect(place).not.toMatch(/[\s%]/);
      expect(placeOf(space, other) === place).toBe(other === key);
    }),
  );
  expect(placeOf('one', 'A5:hands:a')).not.toBe(placeOf('two', 'A5:hands:a'));
  expect(placeOf('one', 'half \ud83d')).toBe(placeOf('one', 'half ?'));
});
