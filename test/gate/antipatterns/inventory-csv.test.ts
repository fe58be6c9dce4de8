import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseInventory, readInventory } from '../../../src/gate/http/inventory-csv.ts';

it('reads a spreadsheet’s file: byte order mark, quotes, semicolons, any order of columns', () => {
  const csv = '\ufeffName;Type;Review hours;Owner\r\n"Out; bound";workflow;4;ana@x.example\r\n';
  expect(parseInventory(csv)).toEqual({
    ...{ rows: 1, faults: [], ignored: [] },
    placed: [
      {
        line: 2,
        row: { type: 'workflow', name: 'Out; bound', reviewHours: 4, owner: 'ana@x.example' },
      },
    ],
  });
});

it('a bad row is told by row and column, and the good ones are read all the same', () => {
  const csv = [
    'type,name,approval,colour',
    'agent,"Two',
    'lines",none,red',
    'agent,Writer,perhaps,red',
    '',
    ',,,',
    'agent,Writer,none,red,more',
    'agent,Last,none',
  ].join('\n');
  const read = parseInventory(csv);
  expect(read.placed.map(({ line, row }) => [line, row.name])).toEqual([[8, 'Last']]);
  expect(read.faults).toEqual([
    { line: 2, column: 'name', message: 'is one line of text' },
    { line: 4, column: 'approval', message: 'is countersign, person or none' },
    { line: 7, column: '', message: '5 cells for 4 columns' },
  ]);
  expect(read).toMatchObject({ rows: 4, ignored: ['colour'] });
});

it('a file without its columns, empty, or broken says so', () => {
  expect(parseInventory('').faults).toEqual([
    { line: 1, column: '', message: 'the file is empty' },
  ]);
  expect(parseInventory('name\nx\n').faults).toEqual([
    { line: 1, column: 'type', message: 'this column is missing' },
  ]);
  expect(parseInventory('type,name,type\nagent,x,agent\n').faults).toEqual([
    { line: 1, column: 'type', message: 'this column is there twice' },
  ]);
  expect(parseInventory('type,name\nagent,"x').faults[0]?.message).toContain('not CSV');
});

it('nothing is lost: every row is read or has a fault, whatever the file holds', () => {
  const cell = fc.constantFrom('agent', 'gate', 'none', 'x', '', '3', '-1', 'spend', '=1+1');
  const row = fc.array(cell, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const csv = ['type,name,approval,waiting,spend', ...rows.map((one) => one.join(','))].join(
        '\n',
      );
      const read = parseInventory(csv);
      const wrong = new Set(read.faults.map(({ line }) => line));
      expect(read.placed.length + wrong.size).toBe(read.rows);
      for (const { line } of read.placed) expect(wrong.has(line)).toBe(false);
    }),
    { seed: 6 },
  );
});

it('rows as JSON are told by their place', () => {
  const read = readInventory([
    { type: 'agent', name: 'x', approval: 'none' },
    { type: 'agent' },
    7,
  ]);
  expect(read.placed).toHaveLength(1);
  expect(new Set(read.faults.map(({ line }) => line))).toEqual(new Set([2, 3]));
});
