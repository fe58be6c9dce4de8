import { stringify } from 'csv-stringify/sync';
import { normalEntry } from '../../core/conduct/suppression.ts';
import { type Suppression, SuppressionInput } from '../../core/schema/suppression.ts';
import { csvRows, plainCell, safeCell } from './csv-cells.ts';

/** What is wrong with a row: the line that it begins on (the header is 1) and its column. */
export type RowFault = { line: number; field: string; message: string };
export type ParsedRows = { entries: SuppressionInput[]; faults: RowFault[] };

const COLUMNS = ['scope', 'value', 'reason', 'source', 'note', 'since', 'until'] as const;
const NEEDED = ['scope', 'value', 'reason'];
/** Told of one file: more helps nobody. */
const MAX_FAULTS = 1000;

/**
 * Reads rows for the suppression list: RFC 4180 with a header, in any order of columns; columns that
 * we don't know are left out (an export carries ids). Entries come back in normal form. Never throws:
 * what can't be read is a fault with its line.
 */
export function parseSuppressions(csv: string): ParsedRows {
  const entries: SuppressionInput[] = [];
  const faults: RowFault[] = [];
  const rows = csvRows(csv, (line, message) => faults.push({ line, field: '', message }));
  const header = rows[0]?.record.map((name) => name.trim().toLowerCase()) ?? [];
  for (const name of NEEDED.filter((each) => !header.includes(each)))
    if (rows.length > 0 || faults.length === 0)
      faults.push({ line: 1, field: name, message: 'this column is missing' });
  if (faults.length > 0) return { entries, faults };
  for (const { record, line } of rows.slice(1)) {
    if (record.every((cell) => cell.trim() === '')) continue;
    if (record.length > header.length) {
      faults.push({
        line,
        field: '',
        message: `${record.length} cells for ${header.length} columns`,
      });
      continue;
    }
    const given = Object.fromEntries(
      COLUMNS.map((name) => [name, plainCell(record[header.indexOf(name)] ?? '')]).filter(
        ([, cell]) => cell !== '',
      ),
    );
    const parsed = SuppressionInput.safeParse(given);
    if (!parsed.success) {
      const named = new Set<string>();
      for (const { path, message } of parsed.error.issues) {
        const field = String(path[0] ?? '');
        if (named.has(field)) continue;
        named.add(field);
        faults.push({ line, field, message: said(given, field, message) });
      }
      continue;
    }
    const normal = normalEntry(parsed.data);
    if ('entry' in normal) entries.push(normal.entry);
    else faults.push({ line, field: normal.fault.path.slice(1), message: normal.fault.message });
  }
  return { entries, faults: faults.slice(0, MAX_FAULTS) };
}

const said = (given: Record<string, unknown>, field: string, message: string): string =>
  given[field] === undefined ? 'is missing' : message;

/** The list as CSV, one row an entry, which {@link parseSuppressions} takes again. */
export const suppressionsCsv = (entries: readonly Suppression[], header = true): string =>
  stringify(
    entries.map((entry) =>
      [...COLUMNS, 'by' as const, 'id' as const].map((name) => safeCell(entry[name] ?? '')),
    ),
    { header, columns: [...COLUMNS, 'by', 'id'], record_delimiter: '\r\n' },
  );
