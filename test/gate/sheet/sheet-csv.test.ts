import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { parseSheet, sheetCsv } from '../../../src/gate/http/sheet-csv.ts';
import { email } from '../http/material.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const DIGEST = `1${'0'.repeat(60)}e45`;

const item = (change: Partial<ReviewItem> = {}): ReviewItem => ({
  ...{ proposalId: ID, workspaceId: ID, kind: 'email.draft', revision: 3, state: 'pending' },
  workflow: { id: 'outbound', name: 'Outbound mail', pattern: 'pre-approval', paused: false },
  agent: { name: 'Writer', model: 'm', modelVersion: '3' },
  ...{ lane: 'human', tier: 'medium', content: email(), contentDigest: DIGEST },
  trigger: { code: 'buyer-facing', message: 'A buyer would see it.' },
  ...{ confidence: 0.92, trackRecord: { n: 140, right: 99 }, reasoning: [], claims: [], flags: [] },
  policy: { version: 1, undoSeconds: 10, unknownCompose: 'hold' },
  ...{ createdAt: '2026-11-28T10:00:00Z', dueAt: '2026-11-28T18:00:00Z' },
  ...change,
});
const cells = (csv: string): Record<string, string>[] =>
  parse(csv, { bom: true, columns: true, relax_column_count: true });
/** As a spreadsheet writes it again with these cells filled. */
const filled = (csv: string, fill: Record<string, string>, delimiter = ','): string => {
  const rows = cells(csv).map((row) => ({ ...row, ...fill }));
  const names = Object.keys(rows[0] ?? {});
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  return [
    names,
    ...rows.map((row) => names.map((name) => (row as Record<string, string>)[name] ?? '')),
  ]
    .map((row) => row.map(quoted).join(delimiter))
    .join('\r\n');
};

describe('export', () => {
  it('has what was to be read in a row, and what ties a decision to it', () => {
    const [row] = cells(sheetCsv([item()]));
    expect(row).toMatchObject({
      ...{ decision: '', reason: '', note: '', may: 'approve or reject', risk: 'medium' },
      ...{ proposal: ID, revision: '3', digest: `sha256:${DIGEST}`, kind: 'email' },
      confidence: 'says 0.92, right 71 % of the time (n = 140)',
      content: expect.stringContaining('Thanks for the call.'),
    });
  });

  it('lets no spreadsheet run anything: no cell begins with a formula’s sign', () => {
    const sign = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '＝',
      '＋',
      '－',
      '＠',
      'x',
      '',
    );
    const hostile = fc.tuple(sign, fc.string()).map(([start, rest]) => `${start}${rest}`);
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, why, message) => {
        const csv = sheetCsv([
          item({
            workflow: { id: 'x', name, pattern: 'pre-approval', paused: false },
            trigger: { code: 'x', message: why },
            flags: [{ code: 'x.y', origin: 'agent', severity: 'low', message }],
          }),
        ]);
        for (const row of cells(csv))
          for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
  });

  it('offers no approval of what a cell can’t hold, or what only Gmail can send', () => {
    const long = email({ body: `<p>${'Long word '.repeat(4000)}</p>` });
    const rows = cells(
      sheetCsv([item({ content: long }), item({ content: email({ delivery: 'compose' }) })]),
    );
    expect(rows.map(({ may }) => may)).toEqual(['reject', 'reject']);
    expect(rows[0]?.content?.length).toBeLessThan(32_767);
    expect(rows[0]?.content).toContain('read it on its review page');
  });

  it('is a header alone when nothing waits', () => {
    expect(parseSheet(sheetCsv([]))).toEqual({ rows: [], refused: [], open: 0 });
  });
});

describe('import', () => {
  const csv = sheetCsv([item()]);

  it.each([',', ';', '\t'])('reads what a spreadsheet wrote with %j between', (delimiter) => {
    const sheet = filled(
      csv,
      { decision: ' Reject ', reason: 'Wrong offer or price', note: '-10 %\nsee mail' },
      delimiter,
    );
    expect(parseSheet(sheet)).toEqual({
      rows: [
        {
          ...{ line: 2, proposalId: ID, revision: 3, contentDigest: DIGEST, action: 'reject' },
          reason: { code: 'offer', note: '-10 %\nsee mail' },
        },
      ],
      ...{ refused: [], open: 0 },
    });
  });

  it('leaves rows without a decision open', () => {
    expect(parseSheet(csv)).toEqual({ rows: [], refused: [], open: 1 });
  });

  it.each<[string, Record<string, string>, string]>([
    ['another word', { decision: 'edit' }, 'approve, reject or empty'],
    ['an edited approval', { decision: 'approve_edited' }, 'approve, reject or empty'],
    ['a rejection without a reason', { decision: 'reject' }, 'A rejection says why'],
    ['an unknown reason', { decision: 'reject', reason: 'meh' }, 'A rejection says why'],
    ['an approval with a note', { decision: 'approve', note: 'but shorter' }, 'takes no reason'],
    ['a changed digest', { decision: 'approve', digest: '1E+63' }, 'export the sheet again'],
    ['a changed revision', { decision: 'approve', revision: '3.0' }, 'export the sheet again'],
    ['a changed id', { decision: 'approve', proposal: 'x' }, 'export the sheet again'],
    [
      'a note that is too long',
      { decision: 'reject', reason: 'tone', note: 'x'.repeat(2001) },
      '2,000',
    ],
    [
      'a note that is no text',
      { decision: 'reject', reason: 'tone', note: 'a\u0007b' },
      'not text',
    ],
  ])('refuses %s, by its row', (_, fill, words) => {
    const { rows, refused } = parseSheet(filled(csv, fill));
    expect(rows).toEqual([]);
    expect(refused).toEqual([
      expect.objectContaining({ line: 2, message: expect.stringContaining(words) }),
    ]);
  });

  it('names what is missing, and never throws', () => {
    expect(parseSheet('a,b\r\n1,2').refused[0]?.message).toContain(
      'decision, proposal, revision, digest',
    );
    expect(parseSheet('"decision').refused).toHaveLength(1);
    fc.assert(fc.property(fc.string(), (text) => void parseSheet(text)));
    fc.assert(
      fc.property(
        fc.string(),
        (text) => void parseSheet(`decision,proposal,revision,digest\n${text}`),
      ),
    );
  });
});
