import type { Finding } from '../../../src/core/antipatterns/finding.ts';
import type { ScanAnswer } from '../../../src/core/scan/answer.ts';
import type { Status } from '../../../src/messages/pages-to-worker.ts';
import type { FoundNow } from '../../../src/messages/risks.ts';

export const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const at = '2026-11-28T10:00:00.000Z';
const id = '00000000-0000-4000-8000-000000000001';

export const statusOf = (role: 'rep' | 'manager', names: readonly string[]): Status => ({
  ...{ connection: 'live', pending: 0, outbox: 0 },
  spaces: names.map((name, index) => ({
    ...{ id: `countersign-${index}`, name, connection: 'live', pending: 0, outbox: 0 },
    gate: { name: 'Gate', url: 'https://gate.example.com', keyThumbprint: 'thumb' },
    workspace: { id, name, createdAt: at },
    reviewer: { id, name: 'Ana', email: 'ana@x.example', role, mailboxes: [] },
  })),
});

export const UNREAD: Finding = {
  key: 'A1:unread:ana',
  ...{ pattern: 'A1', workflowId: 'outbound', person: `ana@${LONG.toLowerCase()}.example` },
  sentence: 'Of 60 decisions in 1 hour of review, 6 were read: surely fewer than half.',
  figures: [
    {
      ...{ label: 'Read before it was decided', value: 0.1, low: 0.047, high: 0.2 },
      ...{ n: 60, unit: 'share', line: 0.5 },
    },
    {
      ...{ label: 'All of this person’s decisions', value: 0.41, low: 0.33, high: 0.5 },
      ...{ n: 120, unit: 'share' },
    },
  ],
  cost: {
    ...{ hours: 0.02, items: 54 },
    sentence: '54 approvals went out that nobody read, and 0.02 h of review bought nothing.',
  },
  fixes: [
    {
      ...{ id: 'smaller-batches:outbound', kind: 'smaller-batches', workflowId: 'outbound' },
      ...{ label: 'Smaller batches, more blind first looks', basedOn: 3 },
      changes: [
        { what: 'Clones that one press decides', from: '20', to: '10' },
        {
          what: 'High-risk items decided before the agent’s word is shown',
          ...{ from: '0 %', to: '20 %' },
        },
      ],
    },
    {
      ...{ id: 'recall-unread', kind: 'recall-unread', workflowId: 'outbound', since: at },
      ...{ label: 'Take back their unread approvals', person: 'ana@x.example' },
      changes: [
        { what: 'Approved unread and not gone yet', from: 'on their way', to: 'queued again' },
      ],
    },
  ],
};

export const LATE: Finding = {
  key: 'A3:late:outbound',
  ...{ pattern: 'A3', workflowId: LONG.toLowerCase() },
  sentence: `20 sends an hour go out, so 50 in 2.5 hours; somebody looks after 1 day. ${LONG}`,
  figures: [
    {
      ...{ label: 'Clock of detection: until somebody looks', value: 24, low: 20, high: null },
      ...{ n: 40, unit: 'hours' },
    },
    {
      ...{ label: 'Clock of damage: until 50 have left', value: 0.4, low: null, high: null },
      ...{ n: 400, unit: 'hours' },
    },
  ],
  cost: {
    ...{ hours: null, items: 480 },
    sentence: 'A mistake reaches some 480 buyers before anybody looks.',
  },
  fixes: [],
};

export const NOTHING: FoundNow = { findings: [], done: [] };
export const FOUND: FoundNow = {
  findings: [UNREAD, LATE],
  done: [
    {
      ...{ id, pattern: 'A2', workflowId: 'outbound', fix: 'tune-warning', version: 3, at },
      reason: 'Nobody looked at those warnings.',
    },
  ],
};

export const SILENT: ScanAnswer = { risks: [], workflows: 3, inventory: null };
export const RISKY: ScanAnswer = {
  workflows: 1,
  risks: [
    {
      ...{
        code: 'no-approval-path',
        severity: 'high',
        subject: LONG,
        source: 'inventory',
        line: 4,
      },
      sentence: `${LONG} acts, and nobody approves what it does.`,
      evidence: [
        { label: 'Approval', value: 'none' },
        { label: 'Items a week', value: '40' },
      ],
      todo: 'Let it propose to the gate instead of acting, under a workflow with an owner.',
    },
    {
      ...{ code: 'nobody-reviews', severity: 'medium', subject: 'Outbound', source: 'gate' },
      sentence: 'Outbound belongs to boss@x.example, who can’t review here.',
      evidence: [{ label: 'Owner', value: 'boss@x.example' }],
      todo: 'Name an owner who is a reviewer of this workspace, or pair them.',
    },
  ],
  inventory: {
    ...{ rows: 3, read: 2, faulty: 1, ignored: ['colour'] },
    faults: [{ line: 3, column: 'approval', message: 'is countersign, person or none' }],
  },
};
