import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../src/core/map/graph.ts';
import { layoutOf, stepFrom } from '../../../src/core/map/layout.ts';
import { marksOf } from '../../../src/core/map/marks.ts';
import type { OversightMap } from '../../../src/core/schema/oversight-map.ts';
import { AT, mapOf, WORDS, workflow } from './samples.ts';

const codes = (map: OversightMap) => marksOf(map).map(({ code }) => code);
const daysAgo = (days: number) => new Date(Date.parse(AT) - days * 86_400_000).toISOString();

describe('structural risks', () => {
  it('finds none where there is none', () => {
    expect(codes(mapOf(2, [workflow('a'), workflow('b')]))).toEqual([]);
  });

  it.each<[string, Parameters<typeof workflow>[1]]>([
    ['no-owner', { owner: 'gone@acme.example' }],
    ['no-stand-in', { tiers: [{ tier: 'high', approver: 'rae@acme.example', exclusive: true }] }],
    ['paused', { state: 'paused', pauseReason: 'Complaints' }],
    ['brake-tripped', { brakes: { live: 1, tripped: 1 } }],
    ['no-brake', { brakes: { live: 0, tripped: 0 } }],
    ['unanswered', { waiting: 4, oldestWaitingAt: daysAgo(5), lastDecidedAt: null }],
    ['unanswered', { waiting: 4, oldestWaitingAt: daysAgo(5), lastDecidedAt: daysAgo(4) }],
  ])('finds %s', (code, change) => {
    const marks = marksOf(mapOf(1, [workflow('a', change)]));
    expect(marks.map((mark) => mark.code)).toEqual([code]);
    expect(marks[0]?.on).toEqual({ kind: 'workflow', id: 'a' });
  });

  it('takes an owner whatever the case of the address, and says when they are away', () => {
    const map = mapOf(1, [workflow('a', { owner: 'Boss@ACME.example' })]);
    expect(codes(map)).toEqual([]);
    const [boss, ...rest] = map.people;
    if (!boss) throw new Error('no boss');
    expect(codes({ ...map, people: [{ ...boss, awayUntil: daysAgo(-2) }, ...rest] })).toEqual([
      'owner-away',
    ]);
  });

  it('does not call new work unanswered, nor old work that somebody is at', () => {
    const fresh = workflow('a', { waiting: 9, oldestWaitingAt: daysAgo(1), lastDecidedAt: null });
    const busy = workflow('b', {
      waiting: 9,
      oldestWaitingAt: daysAgo(9),
      lastDecidedAt: daysAgo(0),
    });
    expect(codes(mapOf(2, [fresh, busy]))).toEqual([]);
  });

  it('wants no brake of what no buyer sees, and no list where nobody is written to', () => {
    const inside = workflow('a', { kinds: ['lead.score'], brakes: { live: 0, tripped: 0 } });
    expect(codes({ ...mapOf(1, [inside]), suppressions: 0 })).toEqual([]);
    expect(codes({ ...mapOf(1, [workflow('a')]), suppressions: 0 })).toEqual(['no-suppression']);
  });

  it('finds an agent that has stopped, but none that was revoked', () => {
    const map = mapOf(2, [workflow('a')]);
    const agents = map.agents.map((agent, n) => ({ ...agent, feeds: [], revoked: n === 1 }));
    expect(codes({ ...map, agents })).toEqual(['agent-idle']);
  });
});

const some = fc
  .record({ agents: fc.integer({ min: 0, max: 120 }), workflows: fc.integer({ min: 1, max: 14 }) })
  .map(({ agents, workflows }) =>
    mapOf(
      agents,
      Array.from({ length: workflows }, (_, n) =>
        workflow(`w${n}`, { owner: `owner-${n % 3}@acme.example` }),
      ),
    ),
  );
const drawn = (map: OversightMap) => layoutOf(graphOf(map, marksOf(map), { words: WORDS }));

describe('the picture', () => {
  it('is the same for the same map, in whatever order its rows come', () => {
    fc.assert(
      fc.property(some, (map) => {
        const turned = { ...map, people: [...map.people].reverse() };
        expect(drawn(turned)).toEqual(drawn(map));
      }),
      { numRuns: 30 },
    );
  });

  it('holds every agent, workflow and person, and no two boxes touch', () => {
    fc.assert(
      fc.property(some, (map) => {
        const { nodes, lines, width, height } = drawn(map);
        const shown = nodes.flatMap(({ id, members }) =>
          members.length > 0 ? members.map((each) => `agent:${each}`) : [id],
        );
        for (const { id } of map.agents) expect(shown).toContain(`agent:${id}`);
        for (const { id } of map.workflows)
          expect(shown).toEqual(expect.arrayContaining([`workflow:${id}`, `gate:${id}`]));
        for (const [nth, a] of nodes.entries()) {
          expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(
            true,
          );
          for (const b of nodes.slice(nth + 1))
            expect(
              a.x + a.width <= b.x ||
                b.x + b.width <= a.x ||
                a.y + a.height <= b.y ||
                b.y + b.height <= a.y,
            ).toBe(true);
        }
        for (const { points } of lines) expect(points[0].x).toBeLessThan(points[3].x);
      }),
      { numRuns: 30 },
    );
  });

  it('draws a hundred agents in few boxes, and opens a group where somebody wants', () => {
    const map = mapOf(100, [workflow('a'), workflow('b'), workflow('c')]);
    const closed = graphOf(map, [], { words: WORDS });
    const agents = closed.nodes.filter(({ column }) => column === 'agent');
    expect(agents.length).toBeLessThanOrEqual(6);
    const [group] = agents.filter(({ members }) => members.length > 10);
    if (!group) throw new Error('no group');
    const opened = graphOf(map, [], { words: WORDS, opened: new Set([group.id]) });
    expect(opened.nodes.length).toBe(closed.nodes.length + group.members.length - 1);
  });

  it('keeps an agent with a mark out of a group', () => {
    const map = mapOf(40, [workflow('a')]);
    const id = map.agents[7]?.id ?? '';
    const mark = {
      code: 'x',
      severity: 'bad',
      on: { kind: 'agent', id },
      message: 'Look.',
    } as const;
    const { nodes } = graphOf(map, [mark], { words: WORDS });
    expect(nodes.find((node) => node.id === `agent:${id}`)?.marks).toEqual([mark]);
  });

  it('can be walked from any box to any box of its part with four keys', () => {
    const map = mapOf(8, [workflow('a'), workflow('b')]);
    const made = drawn(map);
    const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const;
    const seen = new Set([made.nodes[0]?.id ?? '']);
    for (const id of seen) for (const key of keys) seen.add(stepFrom(made, id, key));
    expect([...seen].sort()).toEqual(made.nodes.map(({ id }) => id).sort());
  });
});
