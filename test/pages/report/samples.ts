import type { ErasureCertificate } from '../../../src/core/schema/erasure.ts';
import type { Estimate, ReportWorkflow, SignedReport } from '../../../src/core/schema/report.ts';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
export const WORKSPACE = '01936d1e-0000-7000-8000-000000000001';
const share = (hits: number, n: number, low: number, high: number): Estimate => ({
  ...{ hits, n, share: n === 0 ? null : hits / n, low, high },
});
const none = share(0, 0, 0, 1);

const OUTBOUND: ReportWorkflow = {
  ...{ id: 'outbound', name: 'Outbound, mid-market', pattern: 'exception-handling' },
  ...{ state: 'running', owner: 'boss@brightloop.example', kinds: ['email.draft'] },
  policyVersion: 7,
  tiers: [{ tier: 'high', approver: 'mara@brightloop.example', exclusive: true }],
  qualifiedFor: ['high'],
  parallel: { count: 2, legalReason: 'MiFID II art. 16(3), four eyes' },
  disclosure: 'Written with the help of AI and read by a person.',
  reviewers: [
    { name: 'Mara Lindqvist', role: 'manager', decisions: 210 },
    { name: LONG, role: 'rep', decisions: 92 },
  ],
  proposals: 4100,
  toPeople: share(320, 4100, 0.07, 0.087),
  decisions: { approve: 240, approve_edited: 41, reject: 18, escalate: 3 },
  deliberate: share(251, 299, 0.793, 0.877),
  override: share(59, 299, 0.152, 0.249),
  defects: share(9, 812, 0.004, 0.017),
  audits: share(2, 190, 0.001, 0.036),
  auditsOpen: 11,
  caught: { unflagged: share(17, 20, 0.621, 0.968), flagged: share(9, 9, 0.664, 1) },
  timeToReview: {
    n: 299,
    median: { estimate: 540, low: 480, high: 610 },
    ninetieth: { estimate: 9000, low: 7200, high: null },
  },
  lanes: [
    {
      ...{ model: 'gpt-next', modelVersion: '2026-11', tier: 'auto', open: true, bound: 0.0084 },
      ...{ alpha: 0.01, delta: 0.05, labels: 740, noticedOnly: true },
      why: 'confidence 0.95 or more runs: noticed defects at most 0.84 %, 95 % sure (740 labels)',
    },
  ],
  unknown: [
    'The bound of an open lane is for defects that reviewers notice; how many they miss is not known.',
  ],
};
const QUIET: ReportWorkflow = {
  ...OUTBOUND,
  ...{ id: 'enrich', name: LONG, pattern: 'pre-approval', state: 'paused', tiers: [] },
  ...{ qualifiedFor: [], parallel: null, disclosure: null, reviewers: [], proposals: 0 },
  ...{ toPeople: none, deliberate: none, override: none, defects: none, audits: none },
  ...{ auditsOpen: 0, caught: { unflagged: none, flagged: none }, timeToReview: null, lanes: [] },
  decisions: { approve: 0, approve_edited: 0, reject: 0, escalate: 0 },
  unknown: ['Nothing was proposed in this period.'],
};

export const REPORT: SignedReport = {
  report: {
    ...{ format: 'countersign-report', version: 1, issuer: 'https://gate.brightloop.example' },
    workspace: { id: WORKSPACE, name: 'Brightloop' },
    ...{ at: '2026-11-28T10:00:00.000Z', from: '2026-10-01T00:00:00.000Z' },
    to: '2026-11-28T10:00:00.000Z',
    workflows: [OUTBOUND, QUIET],
    retention: { content: 365, signals: null },
    erasures: { persons: 1, byAge: 3 },
    disclosures: {
      contact: 'privacy@brightloop.example',
      dataCategories: [{ name: 'Work addresses', purpose: 'to write to them', source: 'the CRM' }],
      subProcessors: [{ name: 'Hosting AG', purpose: 'runs the gate', place: 'Frankfurt' }],
    },
    unknown: ['The audit log has no row of this period.'],
    chain: {
      head: { seq: 41_207, hash: 'ab'.repeat(32) },
      checkpoint: `${'e'.repeat(60)}.${'y'.repeat(200)}.${'s'.repeat(86)}`,
      rows: 31_877,
      first: { seq: 9331, hash: 'cd'.repeat(32) },
      last: { seq: 41_207, hash: 'ab'.repeat(32) },
      counts: { 'decision approve': 240, 'decision reject': 18, 'proposal pending': 320 },
    },
  },
  signature: `${'e'.repeat(80)}..${'s'.repeat(86)}`,
};
export const BARE: SignedReport = {
  ...REPORT,
  report: {
    ...REPORT.report,
    workflows: [],
    retention: { content: null, signals: null },
    disclosures: { dataCategories: [], subProcessors: [] },
    unknown: ['This workspace has no workflow.'],
    chain: { head: null, checkpoint: null, rows: 0, first: null, last: null, counts: {} },
  },
};
export const CERTIFICATE: ErasureCertificate = {
  ...{ id: '01936d1e-0000-7000-8000-00000000000c', workspaceId: WORKSPACE, reason: 'person' },
  // sha-256 of "01936d1e-0000-7000-8000-000000000001\nana@buyer.example"
  addressHash: 'b709226a9b2ddf0d3c8374ecae71864bcc28e22bbd67704183cc8f01e3b722f7',
  ...{ requestedBy: 'device:x', at: '2026-11-20T09:00:00.000Z' },
  counts: { revisions: 4, decisions: 3, signals: 2, withdrawn: 1, underWay: 0 },
  headBefore: { seq: 40_000, hash: '12'.repeat(32) },
  headAfter: { seq: 40_009, hash: '34'.repeat(32) },
};
