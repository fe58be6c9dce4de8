import { parse } from 'csv-parse/sync';

/** A record and the line that it begins on; the header is line 1. */
export type CsvRow = { record: string[]; line: number };

/**
 * Reads RFC 4180 rows, with a byte order mark or without. Never throws: what can't be read is told to
 * `fault` with its line.
 */
export function csvRows(
  csv: string,
  fault: (line: number, message: string) => void,
  delimiter = ',',
): CsvRow[] {
  const rows: CsvRow[] = [];
  // Where the row before ended is where this one begins, also when cells hold line breaks.
  let line = 1;
  try {
    parse(csv, {
      bom: true,
      delimiter,
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
    fault(at || line, 'not CSV: a quote is out of place');
  }
  return rows;
}

/** What a spreadsheet would run, the full-width signs of East Asian ones too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A cell with an apostrophe before what a spreadsheet would run, and {@link plainCell} without it again. */
export const safeCell = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
export const plainCell = (cell: string): string =>
  (/^'[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell).trim();
