import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type GateFacts,
  scanGate,
  type WorkflowStanding,
} from '../../../src/core/scan/from-gate.ts';
import { scanInventory } from '../../../src/core/scan/from-inventory.ts';
import { COLUMNS, checkRow, type InventoryRow, readRow } from '../../../src/core/scan/inventory.ts';
import { Risk } from '../../../src/core/scan/risk.ts';

const NOW = Date.UTC(2026, 10, 28);
const DAY = 86_400_000;
const place = (rows: InventoryRow[]) => rows.map((row, index) => ({ row, line: index + 2 }));
const told = (rows: InventoryRow[]) =>
  scanInventory(place(rows), NOW).map(({ code, severity, line }) => [code, severity, line]);

/** Everything looked after: an inventory that has to be silent. */
const CLEAN: InventoryRow[] = [
  { type: 'agent', name: 'Writer', owner: 'ana@x.example', approval: 'countersign', volume: 500 },
  { type: 'agent', name: 'Researcher', approval: 'person', volume: 90 },
  { type: 'agent', name: 'Retired', approval: 'none', volume: 0 },
  { type: 'sequencer', name: 'Cadence', suppression: 'shared', audience: 'Trials' },
  { type: 'sequencer', name: 'Nurture', suppression: 'shared', audience: 'Trials' },
  { type: 'workflow', name: 'Outbound', owner: 'ana@x.example', reviewHours: 6, volume: 400 },
  { type: 'spend', name: 'Model credits', owner: 'bo@x.example', reviewHours: 1, spend: 900 },
  { type: 'spend', name: 'Trial of another', reviewHours: 0, spend: 0 },
  { type: 'gate', name: 'Slack approvals', waiting: 3, answered: '2026-11-27' },
  { type: 'gate', name: 'Old sheet', waiting: 0 },
];

describe('an inventory', () => {
  it('that is clean is silent', () => {
    expect(told(CLEAN)).toEqual([]);
    expect(told([])).toEqual([]);
  });

  it('shows each planted risk by its row, the grave ones first', () => {
    const planted: InventoryRow[] = [
      ...CLEAN,
      { type: 'agent', name: 'Poster', approval: 'none', volume: 40 },
      { type: 'sequencer', name: 'Apart', suppression: 'own', audience: 'Partners' },
      { type: 'sequencer', name: 'Third', suppression: 'own', audience: 'trials' },
      { type: 'workflow', name: 'Enrichment', reviewHours: 2 },
      { type: 'workflow', name: 'Scoring', owner: 'bo@x.example', reviewHours: 0 },
      { type: 'spend', name: 'More credits', reviewHours: 0, spend: 4000 },
      { type: 'gate', name: 'Shared inbox', waiting: 12, answered: '2026-10-01' },
      { type: 'gate', name: 'Form', waiting: 1 },
    ];
    expect(told(planted)).toEqual([
      ['no-approval-path', 'high', 12],
      ['own-suppression', 'high', 14],
      ['nobody-reviews', 'high', 17],
      ['gate-unanswered', 'high', 19],
      ['gate-unanswered', 'high', 18],
      ['own-suppression', 'medium', 13],
      ['nobody-reviews', 'medium', 15],
      ['nobody-reviews', 'medium', 16],
    ]);
  });

  it('names what overlaps', () => {
    const [found] = scanInventory(
      place([
        ...CLEAN,
        { type: 'sequencer', name: 'Third', suppression: 'none', audience: 'trials' },
      ]),
      NOW,
    );
    expect(found?.sentence).toContain('Cadence, Nurture write to');
  });
});

describe('a row', () => {
  it('is read however it is written', () => {
    expect(
      readRow({ type: ' Spend ', name: 'x', spend: '€ 1,200.50', reviewHours: '0' }, 2),
    ).toEqual({ row: { type: 'spend', name: 'x', spend: 1200.5, reviewHours: 0 } });
  });

  it.each([
    [{ type: 'robot', name: 'x' }, 'type', /agent, sequencer/],
    [{ type: 'agent', approval: 'none' }, 'name', /is missing/],
    [{ type: 'agent', name: 'x' }, 'approval', /every agent/],
    [{ type: 'gate', name: 'x', waiting: 'many' }, 'waiting', /whole number/],
    [{ type: 'gate', name: 'x', waiting: '-1' }, 'waiting', /whole number/],
    [{ type: 'gate', name: 'x', waiting: '1', answered: '28.11.2026' }, 'answered', /is a day/],
    [{ type: 'spend', name: 'x', spend: '12 or so', reviewHours: '1' }, 'spend', /number/],
  ])('that is wrong says where: %o', (cells, column, message) => {
    const read = readRow(cells, 7);
    expect(read).toEqual({
      faults: [{ line: 7, column, message: expect.stringMatching(message) }],
    });
  });

  it('with a column that nobody knows is wrong in that', () => {
    expect(checkRow({ type: 'agent', name: 'x', approval: 'none', colour: 'red' }, 1)).toEqual({
      faults: [{ line: 1, column: 'colour', message: 'is no column of an inventory' }],
    });
    for (const nothing of [null, 1, 'x', []]) expect(checkRow(nothing, 1)).toHaveProperty('faults');
  });

  it('is a row or faults, never both or neither, whatever its cells hold', () => {
    const cells = fc.dictionary(fc.constantFrom(...COLUMNS), fc.string());
    fc.assert(
      fc.property(cells, (given) => {
        const read = readRow(given, 3);
        if ('row' in read)
          for (const risk of scanInventory([{ row: read.row, line: 3 }], NOW))
            expect(Risk.safeParse(risk).success).toBe(true);
        else expect(read.faults.length).toBeGreaterThan(0);
      }),
      { seed: 4 },
    );
  });
});

describe('the gate’s own data', () => {
  const workflow = (change: Partial<WorkflowStanding> = {}): WorkflowStanding => ({
    ...{ id: 'outbound', name: 'Outbound', owner: 'boss@x.example', ownerKnown: true },
    ...{ running: true, toPeople: 40, waiting: 4, oldest: NOW - DAY, answered: NOW - DAY },
    ...{ reviewMs: 3_600_000, decisions: 30, ...change },
  });
  const facts = (change: Partial<GateFacts> = {}): GateFacts => ({
    ...{ pastTheGate: [], uncleared: [], afterOptOut: [], workflows: [workflow()], ...change },
  });
  const codes = (change: Partial<GateFacts>) =>
    scanGate(facts(change), NOW).map(({ code }) => code);
  const at = new Date(NOW).toISOString();

  it('is silent where all is well, and where there is nothing', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ workflows: [] })).toEqual([]);
  });

  it('tells who sends past the gate, and past the list', () => {
    const poster = { sender: 'Poster', agents: ['a-1'], lastAt: at };
    expect(codes({ pastTheGate: [{ ...poster, sends: 4 }] })).toEqual(['no-approval-path']);
    expect(codes({ uncleared: [{ mailbox: 'ana@x.example', mails: 1, lastAt: at }] })).toEqual([
      'no-approval-path',
    ]);
    expect(codes({ afterOptOut: [{ ...poster, people: 2 }] })).toEqual(['own-suppression']);
  });

  it('says which agents or workflow a risk is on, where it is on any here', () => {
    const both = { sender: 'Poster', agents: ['a-1', 'a-2'], lastAt: at };
    const found = scanGate(
      facts({
        pastTheGate: [
          { ...both, sends: 4 },
          { sender: 'agent:gone', agents: [], sends: 1, lastAt: at },
        ],
        uncleared: [{ mailbox: 'ana@x.example', mails: 1, lastAt: at }],
        workflows: [workflow({ ownerKnown: false })],
      }),
      NOW,
    );
    const on = (subject: string) => found.find((risk) => risk.subject === subject)?.on;
    expect(on('Poster')).toEqual([
      { kind: 'agent', id: 'a-1' },
      { kind: 'agent', id: 'a-2' },
    ]);
    expect(on('agent:gone')).toBeUndefined();
    expect(on('ana@x.example')).toBeUndefined();
    expect(on('Outbound')).toEqual([{ kind: 'workflow', id: 'outbound' }]);
  });

  it('an owner who can’t review is nobody, unless nothing comes', () => {
    const lost = { ownerKnown: false };
    expect(codes({ workflows: [workflow(lost)] })).toEqual(['nobody-reviews']);
    const quiet = { ...lost, toPeople: 0, decisions: 0 };
    expect(codes({ workflows: [workflow(quiet)] })).toEqual([]);
  });

  it('work that waits for days where nobody decides is a gate that nobody answers', () => {
    const long = { oldest: NOW - 10 * DAY, answered: NOW - 9 * DAY };
    expect(codes({ workflows: [workflow(long)] })).toEqual(['gate-unanswered']);
    expect(codes({ workflows: [workflow({ ...long, answered: null })] })).toEqual([
      'gate-unanswered',
    ]);
    expect(codes({ workflows: [workflow({ ...long, answered: NOW - DAY })] })).toEqual([]);
    expect(codes({ workflows: [workflow({ answered: null })] })).toEqual([]);
  });
});
