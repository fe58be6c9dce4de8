import type { AccuracyRow, Findings } from '../../../src/messages/findings.ts';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const v = (promptVersion: string) => ({ model: 'writer', modelVersion: '3', promptVersion });
const rate = (value: number, half: number) => ({
  ...{ rate: value, low: value - half, high: Math.min(1, value + half) },
});
const weeks: AccuracyRow['weeks'] = [
  { week: '2026-10-19', proposals: 90, all: rate(0.88, 0.06) },
  { week: '2026-10-26', proposals: 120, all: rate(0.91, 0.05) },
  { week: '2026-11-02', proposals: 4, all: null },
  { week: '2026-11-09', proposals: 260, all: rate(0.93, 0.03) },
  { week: '2026-11-16', proposals: 380, all: rate(0.95, 0.02) },
  { week: '2026-11-23', proposals: 386, all: rate(0.94, 0.02) },
];

export const FULL: Findings = {
  ...{ manager: true, line: 0.05 },
  read: [{ name: 'Outbound, mid-market', decided: 180, corrected: 61 }],
  findings: [
    {
      ...{ key: 'a', workflow: 'Outbound, mid-market', ...v('v7'), template: null },
      ...{ sentence: '“30 minutes” became “15 minutes”', standing: 'new' },
      ...{ hits: 14, of: 60, low: 0.115, high: 0.389 },
      versions: [
        { ...v('v6'), hits: 1, of: 60, low: 0, high: 0.11 },
        { ...v('v7'), hits: 14, of: 60, low: 0.115, high: 0.389 },
      ],
      examples: [
        {
          proposalId: '00000000-0000-4000-8000-000000000001',
          before: 'Subject: Next week\n\nHi [recipient],\ndo you have 30 minutes on Tuesday?',
          after: 'Subject: Next week\n\nHi [recipient],\ndo you have 15 minutes on Tuesday?',
          note: 'Nobody gives us half an hour.',
        },
        {
          proposalId: '00000000-0000-4000-8000-000000000002',
          before: 'Subject: Hello\n\nCould we take 30 minutes?',
          after: 'Subject: Hello\n\nCould we take 15 minutes?',
        },
      ],
    },
    {
      ...{ key: 'b', workflow: LONG, ...v(LONG), template: LONG.toLowerCase() },
      sentence: `the sentence “${LONG} ${LONG}” was taken out`,
      ...{ standing: 'still', hits: 9, of: 21, low: 0.18, high: 0.71 },
      versions: [{ ...v(LONG), hits: 9, of: 21, low: 0.18, high: 0.71 }],
      examples: [
        {
          proposalId: '00000000-0000-4000-8000-000000000003',
          before: `Subject: ${LONG}\n\n${LONG}`,
          note: LONG,
        },
      ],
    },
    {
      ...{ key: 'c', workflow: 'Outbound, mid-market', ...v('v6'), template: null },
      ...{ sentence: 'rejected, for the reason “Tone”', standing: 'unclear' },
      ...{ hits: 12, of: 60, low: 0.09, high: 0.35, versions: [], examples: [] },
    },
    {
      ...{ key: 'd', workflow: 'Outbound, mid-market', ...v('v6'), template: 'intro' },
      ...{ sentence: 'the greeting was changed', standing: 'fixed' },
      ...{ hits: 22, of: 60, low: 0.22, high: 0.53, versions: [], examples: [] },
    },
  ],
  accuracy: [
    {
      ...{ workflow: 'Outbound, mid-market', model: 'writer', modelVersion: '3' },
      ...{ kind: 'email.draft', proposals: 1240, all: rate(0.925, 0.025) },
      people: { ...rate(0.71, 0.07), decided: 180 },
      ...{ waiting: 12, uncovered: 40, weeks },
    },
    {
      ...{ workflow: LONG, model: 'writer', modelVersion: LONG, kind: 'contact.enrich' },
      ...{ proposals: 3, all: null, people: null, waiting: 3, uncovered: 0 },
      weeks: [{ week: '2026-11-23', proposals: 3, all: null }],
    },
  ],
};
export const EMPTY: Findings = {
  ...{ manager: true, line: 0.05, findings: [], read: [], accuracy: [] },
};
export const QUIET: Findings = {
  ...EMPTY,
  read: [{ name: 'Outbound, mid-market', decided: 60, corrected: 6 }],
  accuracy: FULL.accuracy.slice(0, 1),
};
export const NOT_A_MANAGER: Findings = { ...EMPTY, manager: false, line: 0 };
