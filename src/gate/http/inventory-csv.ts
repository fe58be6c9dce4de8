import type { Placed } from '../../core/scan/from-inventory.ts';
import {
  type Column,
  checkRow,
  columnOf,
  type InventoryFault,
  readRow,
} from '../../core/scan/inventory.ts';
import { csvRows, plainCell } from './csv-cells.ts';

/** What an inventory held: rows that can be scanned, and what is wrong with each other one. */
export type ReadInventory = {
  /** rows with anything in them, without the header */
  rows: number;
  placed: Placed[];
  faults: InventoryFault[];
  /** headings that are no columns of ours: they aren't looked at */
  ignored: string[];
};

/**
 * Reads an inventory as RFC 4180 with a header, in any order of columns. Never throws: what can't be read
 * is a fault with its line and column, and every row is one or the other.
 */
export function parseInventory(csv: string): ReadInventory {
  const read: ReadInventory = { rows: 0, placed: [], faults: [], ignored: [] };
  const delimiter = /^[^\n,]*;/.test(csv) ? ';' : ',';
  const rows = csvRows(
    csv,
    (line, message) => read.faults.push({ line, column: '', message }),
    delimiter,
  );
  const [header, ...rest] = rows;
  if (!header) {
    if (read.faults.length === 0)
      read.faults.push({ line: 1, column: '', message: 'the file is empty' });
    return read;
  }
  const columns = header.record.map(columnOf);
  read.ignored = header.record
    .filter((_, index) => columns[index] === null)
    .map((one) => one.trim());
  for (const needed of ['type', 'name'] as const)
    if (!columns.includes(needed))
      read.faults.push({ line: 1, column: needed, message: 'this column is missing' });
  const twice = columns.find((name, index) => name !== null && columns.indexOf(name) !== index);
  if (twice) read.faults.push({ line: 1, column: twice, message: 'this column is there twice' });
  const whole = read.faults.every(({ line }) => line !== 1);
  for (const { record, line } of rest) {
    if (record.every((cell) => cell.trim() === '')) continue;
    read.rows += 1;
    if (!whole) continue;
    if (record.length > header.record.length) {
      const message = `${record.length} cells for ${header.record.length} columns`;
      read.faults.push({ line, column: '', message });
      continue;
    }
    const cells: Partial<Record<Column, string>> = {};
    for (const [index, name] of columns.entries())
      if (name !== null) cells[name] = plainCell(record[index] ?? '');
    put(read, readRow(cells, line), line);
  }
  return read;
}

/** The same for rows that come as JSON; lines are places, from 1. */
export function readInventory(rows: readonly unknown[]): ReadInventory {
  const read: ReadInventory = { rows: rows.length, placed: [], faults: [], ignored: [] };
  for (const [index, row] of rows.entries()) put(read, checkRow(row, index + 1), index + 1);
  return read;
}

function put(read: ReadInventory, found: ReturnType<typeof checkRow>, line: number): void {
  if ('row' in found) read.placed.push({ row: found.row, line });
  else read.faults.push(...found.faults);
}
