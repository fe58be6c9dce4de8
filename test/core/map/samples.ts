import type { GraphWords } from '../../../src/core/map/graph-words.ts';
import type { MapWorkflow, OversightMap } from '../../../src/core/schema/oversight-map.ts';

export const AT = '2026-11-28T12:00:00.000Z';
export const uuid = (n: number): string =>
  `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

export const workflow = (id: string, change: Partial<MapWorkflow> = {}): MapWorkflow => ({
  ...{ id, name: `Workflow ${id}`, pattern: 'pre-approval', state: 'running' },
  ...{ owner: 'boss@acme.example', kinds: ['email.draft'], tiers: [], lanes: [], earns: false },
  ...{ brakes: { live: 2, tripped: 0 }, executors: ['gate:smtp'], deciders: ['rae@acme.example'] },
  ...{ waiting: 0, oldestWaitingAt: null, lastDecidedAt: AT },
  ...change,
});

/** So many agents over so many workflows; each feeds one, every tenth two. */
export const mapOf = (agents: number, workflows: MapWorkflow[]): OversightMap => ({
  ...{ at: AT, days: 30, workflows, suppressions: 3, slackPeople: 1 },
  agents: Array.from({ length: agents }, (_, n) => ({
    ...{ id: uuid(n), name: `Scribe ${n}`, revoked: false },
    feeds: [n, ...(n % 10 === 0 ? [n + 1] : [])].map((at) => ({
      workflowId: workflows[at % workflows.length]?.id ?? '',
      ...{ proposals: n + 1, models: ['gpt-next 2026-11'] },
    })),
  })),
  people: [
    { name: 'Bo Boss', email: 'boss@acme.example', role: 'manager', awayUntil: null },
    { name: 'Rae Rep', email: 'rae@acme.example', role: 'rep', awayUntil: null },
  ],
});

/** Words of no language: what they are handed. */
export const WORDS: GraphWords = {
  pattern: (pattern) => pattern,
  stage: (stage) => stage,
  paused: () => 'paused',
  waiting: (count) => `${count} wait`,
  lanes: (open, earns) => [...open, earns].join(' '),
  brakes: ({ live, tripped }) => `${live} ${tripped}`,
  decidedAt: () => 'at',
  proposed: (count, days) => `${count} in ${days}`,
  leavesBy: () => 'by',
  revoked: () => 'revoked',
  idle: () => 'idle',
  alike: (count) => `${count} alike`,
  role: (role) => role,
  nobody: () => 'nobody',
  away: () => 'away',
  owns: () => 'owns',
  answers: (tier) => `answers ${tier}`,
  standsIn: (tier) => `stands in ${tier}`,
  decides: () => 'decides',
  way: (way) => way,
};
