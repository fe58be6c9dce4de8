import type { LaneVerdict } from '../../../src/core/lanes/verdict.ts';
import type { Calibration, LaneExposure, LaneReport } from '../../../src/core/schema/lanes.ts';
import type { LanesOf, LanesRow } from '../../../src/messages/lanes.ts';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const AT = '2026-11-28T10:00:00.000Z';
const DECIDED = '2026-11-28T00:05:00.000Z';
type Lane = LaneReport['lanes'][number];
type Rule = NonNullable<LaneReport['rules']>['lanes'][number];

export const AUTO: Rule = {
  ...{ tier: 'auto', alpha: 0.01, delta: 0.05, firstLabels: 300, chooseAt: 390 },
};
export const WITHIN: Rule = {
  ...{ tier: 'constrained', alpha: 0.03, delta: 0.05, firstLabels: 100, chooseAt: 130 },
  limits: { dailyCap: 20, window: { from: 8, to: 18 }, segments: ['smb', 'trial'] },
};
export const verdict = (change: Partial<LaneVerdict> = {}): LaneVerdict => ({
  ...{ tier: 'auto', open: false, threshold: null, bound: null, noticedOnly: false },
  ...{ sensitivity: 0.82, line: 0.0082, alpha: 0.01, delta: 0.05, labels: 120 },
  ...{ reason: 'too_few_labels', why: '120 of 390 labels', wait: 270, limits: null, ...change },
});
export const lane = (change: Partial<Lane> = {}): Lane => ({
  ...{ workflowId: 'outbound', model: 'writer', modelVersion: '4.1', promptVersion: 'v7' },
  ...{ tier: 'auto', open: false, threshold: null, bound: null, round: 1, verdict: verdict() },
  ...{ breach: null, watch: null, decidedAt: DECIDED, used: 0, ...change },
});
export const OPEN: Lane = lane({
  ...{ open: true, threshold: 0.93, bound: 0.0088 },
  watch: { seen: 212, defects: 1, line: 0.0082 },
  verdict: verdict({
    ...{ open: true, threshold: 0.93, bound: 0.0088, labels: 1204, reason: 'bound_holds' },
    ...{ why: 'confidence 0.93 or more runs', wait: null },
  }),
});
const BREACH = {
  ...{ at: '2026-11-27T14:12:00.000Z', by: 'detector' },
  why: '9 defects in 60 audits, over the line of 0.82 %',
};
/** The watch on audits closed it, and nothing was decided since: the verdict is of before. */
export const CLOSED: Lane = lane({
  ...{ breach: BREACH, round: 2, decidedAt: null, verdict: OPEN.verdict },
});
export const CALIBRATION: Calibration = {
  ...{ modelVersion: '4.1', at: AT, informative: true, why: 'AUROC 0.81 (0.74 to 0.88)' },
  auroc: { value: 0.81, low: 0.74, high: 0.88 },
  steps: [
    { from: 0.6, to: 0.78, right: 0.97, n: 210, low: 0.94, high: 0.985 },
    { from: 0.8, to: 0.91, right: 0.71, n: 140, low: 0.63, high: 0.78 },
    { from: 0.93, to: 0.99, right: 0.995, n: 854, low: 0.988, high: 0.998 },
  ],
};
export const FLAT: Calibration = {
  ...{ ...CALIBRATION, informative: false, auroc: null, why: 'everything scores 0.92' },
  steps: [{ from: 0.92, to: 0.92, right: 0.9, n: 300, low: 0.86, high: 0.93 }],
};
const uuid = (n: number): string => `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const LEFT: LaneExposure = {
  ...{ model: 'writer', modelVersion: '4.1', promptVersion: 'v7', tier: 'auto', open: false },
  ...{ openedAt: '2026-11-02T00:05:00.000Z', closedAt: BREACH.at, breach: BREACH },
  ...{ ran: 940, out: 931, audited: 60, waiting: 4, cut: false, unseen: [uuid(99)] },
  defects: [
    { proposalId: uuid(1), at: '2026-11-27T09:00:00.000Z', foundBy: 'audit' },
    { proposalId: uuid(2), at: '2026-11-26T09:00:00.000Z', foundBy: 'complaint' },
    { proposalId: uuid(3), at: '2026-11-25T09:00:00.000Z', foundBy: 'report' },
  ],
  rate: { value: 0.02, low: 0.01, high: 0.05 },
  about: { count: 19, low: 9, high: 46 },
  since: '2026-11-24T08:00:00.000Z',
};

type Share = NonNullable<LaneReport['share']>;
export const share = (causes: Share['causes'], proposals: number, audits = 0): Share => {
  const toPeople = causes.reduce((sum, { count }) => sum + count, 0);
  const part = (toPeople + audits) / proposals;
  const against = part > 0.1 ? 'above' : part < 0.05 ? 'below' : 'inside';
  return { workflowId: 'outbound', proposals, toPeople, audits, share: part, against, causes };
};
export const MANY = share(
  [
    { code: 'lane-closed', count: 210 },
    { code: 'claim-unsupported', count: 96 },
    { code: 'exception', count: 60 },
    { code: 'agent-flag', count: 4 },
  ],
  1190,
  31,
);
const MONDAY = Date.parse('2026-08-31T00:00:00.000Z');
export const weeks = (shares: readonly (number | null)[]): LanesOf['weeks'] =>
  shares.map((value, nth) => ({
    week: new Date(MONDAY + nth * 604_800_000).toISOString().slice(0, 10),
    reached:
      value === null
        ? null
        : { n: 280, value, low: Math.max(0, value - 0.04), high: Math.min(1, value + 0.05) },
  }));
export const FALLING = weeks([null, null, 1, 1, 0.9, 0.6, 0.41, 0.33, 0.3, 0.34, 0.31, 0.29, 0.34]);
export const WORTH = weeks([1, 0.8, 0.3, 0.2, 0.12, 0.1, 0.09, 0.08, 0.08, 0.07, 0.09, 0.08, 0.07]);

export const LOOKS: LanesOf['looks'] = {
  ...{ open: 4, decided: 212, defects: 3, rate: { value: 0.012, low: 0.004, high: 0.03 } },
  missed: 2,
  unflagged: { caught: 33, planted: 41, low: 0.65, high: 0.91 },
  flagged: { caught: 20, planted: 20, low: 0.83, high: 1 },
};
export const NO_LOOKS: LanesOf['looks'] = {
  ...{ open: 0, decided: 0, defects: 0, rate: null, missed: 0 },
  unflagged: { caught: 0, planted: 0, low: 0, high: 1 },
  flagged: { caught: 0, planted: 0, low: 0, high: 1 },
};

/** A workflow that nothing was proposed in yet. */
export function lanesOf(
  report: Partial<LaneReport> = {},
  rest: Partial<Omit<LanesOf, 'report'>> = {},
): LanesOf {
  return {
    report: {
      at: AT,
      workflow: {
        ...{ id: 'outbound', name: 'Outbound, mid-market', state: 'running' },
        pattern: 'exception-handling',
      },
      rules: {
        ...{ lanes: [AUTO, WITHIN], secondLooks: 0.05, exceptions: 4 },
        audit: [
          { from: 0.9, known: 0.1, novel: 1 },
          { from: 0, known: 0.2, novel: 1 },
        ],
      },
      ...{ share: null, lanes: [], calibrations: [], changes: [], ...report },
    },
    ...{ left: [], looks: NO_LOOKS, weeks: [], ...rest },
  };
}

export const CHANGES: LaneReport['changes'] = Array.from({ length: 10 }, (_, nth) => ({
  ...{ at: new Date(Date.parse(AT) - nth * 86_400_000).toISOString(), model: 'writer' },
  ...{ modelVersion: '4.1', promptVersion: 'v7', tier: 'auto' as const, open: nth % 2 === 0 },
  ...{ threshold: nth % 2 === 0 ? 0.93 : null, bound: 0.009, labels: 1200 - nth },
  ...{ reason: 'bound_holds' as const, why: `verdict ${nth} of before` },
}));

/** Open, and more reaches people than is worth their time. */
export const RUNNING = lanesOf(
  {
    share: MANY,
    lanes: [
      OPEN,
      lane({
        ...{ tier: 'constrained', open: true, threshold: 0.8, bound: 0.021, used: 7 },
        verdict: verdict({
          ...{ tier: 'constrained', open: true, threshold: 0.8, bound: 0.021, labels: 1310 },
          ...{ alpha: 0.03, reason: 'bound_holds', wait: null, noticedOnly: true },
        }),
      }),
      lane({ modelVersion: '4.0', verdict: verdict({ reason: 'bound_fails', bound: 0.03 }) }),
    ],
    ...{ calibrations: [CALIBRATION], changes: CHANGES },
  },
  { looks: LOOKS, weeks: FALLING, left: [{ ...LEFT, open: true, closedAt: null, breach: null }] },
);
export const DRIFTED = lanesOf(
  { share: MANY, lanes: [CLOSED], calibrations: [FLAT] },
  { looks: LOOKS, weeks: FALLING, left: [LEFT] },
);
export const WAITING = lanesOf(
  { share: share([{ code: 'lane-closed', count: 120 }], 120), lanes: [lane()] },
  { weeks: weeks([1, 1, 1]) },
);

export const row = (change: Partial<LanesRow> = {}): LanesRow => ({
  ...{ id: 'outbound', name: 'Outbound, mid-market', state: 'running', open: 1, share: MANY },
  ...change,
});
