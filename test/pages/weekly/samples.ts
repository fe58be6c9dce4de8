import type { WeeklyAnswer, WeeklyRow } from '../../../src/core/schema/weekly.ts';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const at = '2026-11-28T10:00:00.000Z';
const share = (hits: number, n: number) => ({
  ...{ hits, n, share: n === 0 ? null : hits / n },
  ...{ low: n === 0 ? 0 : Math.max(0, hits / n - 0.05), high: n === 0 ? 1 : hits / n + 0.06 },
});
const week = (override: number, reply: number, optOut: number) => ({
  ...{ override: share(override, 80), reply: share(reply, 120), optOut: share(optOut, 120) },
});
const row = (name: string, change: Partial<WeeklyRow> = {}): WeeklyRow => ({
  ...{ workflowId: 'outbound', by: 'template', name, retired: false, changes: [] },
  ...{ now: week(10, 9, 0), last: week(9, 8, 1), ...change },
});

export const WEEK: WeeklyAnswer = {
  week: { from: '2026-11-21T10:00:00.000Z', to: at },
  sent: { from: '2026-11-14T10:00:00.000Z', to: '2026-11-21T10:00:00.000Z' },
  rows: [
    row('intro-v3', {
      now: week(33, 2, 5),
      changes: [
        {
          ...{ measure: 'override', against: 'last-week', verdict: 'worse' },
          ...{ difference: 0.3, low: 0.17, high: 0.42 },
        },
        {
          ...{ measure: 'reply', against: 'others', verdict: 'unclear' },
          ...{ difference: -0.03, low: -0.09, high: 0.02 },
        },
      ],
    }),
    row(LONG.toLowerCase().slice(0, 60), {
      changes: [
        {
          ...{ measure: 'reply', against: 'others', verdict: 'better' },
          ...{ difference: 0.041, low: 0.008, high: 0.09 },
        },
      ],
    }),
    row('old-v1', { retired: true, now: week(0, 0, 0) }),
    row('dach', { by: 'segment' }),
    row('2026-11', { by: 'model-version', last: { ...week(0, 0, 0), override: share(0, 0) } }),
  ],
  workflows: [
    {
      ...{ id: 'outbound', name: 'Outbound, mid-market', pattern: 'exception-handling' },
      ...{ state: 'running', kinds: ['email.draft'], policyVersion: 7, confidenceLine: 0.9 },
      ...{ alwaysPerson: ['price.quote'], retiredTemplates: ['old-v1'] },
      promotion: {
        ...{ may: true, step: { to: 'cap', from: 20, cap: 40 }, wait: null },
        why: 'gpt-next 2026-11: confidence 0.9 or more runs: noticed defects at most 0.84 %, 95 % sure (740 labels)',
      },
    },
    {
      ...{ id: 'enrich', name: LONG, pattern: 'pre-approval', state: 'paused' },
      ...{ kinds: ['contact.enrich'], policyVersion: 2, confidenceLine: 1 },
      ...{ alwaysPerson: ['contact.enrich'], retiredTemplates: [] },
      promotion: {
        ...{ may: false, wait: 288 },
        why: 'gpt-next 2026-11: 12 of 300 labels that the first look needs',
      },
    },
  ],
  notes: [
    {
      ...{ id: '00000000-0000-4000-8000-000000000007', at, by: 'Mara Lindqvist' },
      ...{ workflowId: 'outbound', act: 'retire', reason: 'Two customers complained' },
      detail: { template: 'old-v1', stopped: 12, policyVersion: 7 },
    },
  ],
};
export const EMPTY: WeeklyAnswer = { ...WEEK, rows: [], workflows: [], notes: [] };
