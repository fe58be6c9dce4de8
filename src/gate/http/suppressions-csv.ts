import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { normalEntry, type Suppression, SuppressionInput } from '../../core/conduct/suppression.ts';

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
  const rows = read(csv, faults);
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
      COLUMNS.map((name) => [name, plain(record[header.indexOf(name)] ?? '')]).filter(
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

type Row = { record: string[]; line: number };

function read(csv: string, faults: RowFault[]): Row[] {
  const rows: Row[] = [];
  // Where the row before ended is where this one begins, also when cells hold line breaks.
  let line = 1;
  try {
    parse(csv, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      raw: true,
      // The types don't know what `raw` makes of a record.
      on_record: (given: unknown) => {
        const { record, raw } = given as { record: string[]; raw: string };
        rows.push({ record, line });
        // A cell may hold line breaks of any kind; the row's own end counts once.
        line += 1 + (raw.replace(/\r?\n?$/, '').match(/\r\n|\r|\n/g) ?? []).length;
        return null;
      },
    });
  } catch (error) {
    const at = error instanceof Error && 'lines' in error ? Number(error.lines) : line;
    faults.push({ line: at || line, field: '', message: 'not CSV: a quote is out of place' });
  }
  return rows;
}

/** The export puts an apostrophe before what a spreadsheet would run; the import takes it off. */
const FORMULA = /^[=+\-@\t\r]/;
const plain = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell).trim();
const safe = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

/** The list as CSV, one row an entry, which {@link parseSuppressions} takes again. */
export const suppressionsCsv = (entries: readonly Suppression[], header = true): string =>
  stringify(
    entries.map((entry) =>
      [...COLUMNS, 'by' as const, 'id' as const].map((name) => safe(entry[name] ?? '')),
    ),
    { header, columns: [...COLUMNS, 'by', 'id'], record_delimiter: '\r\n' },
  );
