import * as z from 'zod/mini';
import { line } from '../schema/scalars.ts';

const count = (most: number) => z.int().check(z.gte(0), z.lte(most));
const amount = z.number().check(z.gte(0), z.lte(1e9));

/**
 * One row of an inventory: what a company runs besides the gate. Left out means "not known", which some
 * columns may not be ({@link NEEDED}); an empty owner means that nobody is.
 */
export const InventoryRow = z.strictObject({
  type: z.enum(['agent', 'sequencer', 'workflow', 'spend', 'gate']),
  name: line(200),
  owner: z.optional(line(254)),
  /** who approves what it does: this gate, some person elsewhere, nobody */
  approval: z.optional(z.enum(['countersign', 'person', 'none'])),
  /** whose list of people it never writes to */
  suppression: z.optional(z.enum(['shared', 'own', 'none'])),
  /** whom it writes to, in words: rows with the same one overlap */
  audience: z.optional(line(200)),
  /** hours a week that somebody has set aside to review it */
  reviewHours: z.optional(z.number().check(z.gte(0), z.lte(1000))),
  /** money a month, in any currency */
  spend: z.optional(amount),
  /** items a week */
  volume: z.optional(count(1e9)),
  /** items that wait for an answer */
  waiting: z.optional(count(1e9)),
  /** the day on which somebody last answered, `2026-11-28` */
  answered: z.optional(z.iso.date()),
});
export type InventoryRow = z.infer<typeof InventoryRow>;
export type Column = keyof InventoryRow;

export const COLUMNS = [
  ...(['type', 'name', 'owner', 'approval', 'suppression', 'audience', 'reviewHours'] as const),
  ...(['spend', 'volume', 'waiting', 'answered'] as const),
];

/** What a row has to say for its type: without it nobody could tell whether it is a risk. */
export const NEEDED: Readonly<Record<InventoryRow['type'], readonly Column[]>> = {
  agent: ['approval'],
  sequencer: ['suppression'],
  workflow: ['reviewHours'],
  spend: ['spend', 'reviewHours'],
  gate: ['waiting'],
};

/** What is wrong with a row: where, and what. */
export type InventoryFault = { line: number; column: string; message: string };

const NUMBERS: ReadonlySet<string> = new Set(['reviewHours', 'spend', 'volume', 'waiting']);
const LOWER: ReadonlySet<string> = new Set(['type', 'approval', 'suppression']);

/** A column by its heading, however it is written: `Review hours`, `review_hours`, `reviewHours`. */
export const columnOf = (heading: string): Column | null =>
  COLUMNS.find((name) => name.toLowerCase() === heading.toLowerCase().replace(/[\s_-]/g, '')) ??
  null;

/** Reads the cells of one row, as texts; those left out or empty aren't said. */
export function readRow(
  cells: Readonly<Partial<Record<Column, string>>>,
  at: number,
): { row: InventoryRow } | { faults: InventoryFault[] } {
  const given = Object.fromEntries(
    Object.entries(cells).flatMap(([column, cell]) => {
      const text = cell.trim();
      if (text === '') return [];
      if (NUMBERS.has(column)) return [[column, numberOf(text)]];
      return [[column, LOWER.has(column) ? text.toLowerCase() : text]];
    }),
  );
  return checkRow(given, at);
}

/** The same for a row that comes as JSON. */
export function checkRow(
  given: unknown,
  at: number,
): { row: InventoryRow } | { faults: InventoryFault[] } {
  const parsed = InventoryRow.safeParse(given);
  if (!parsed.success) {
    const told = new Map<string, string>();
    const fields = typeof given === 'object' && given !== null ? given : {};
    for (const issue of parsed.error.issues) {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      const column = unknown ?? String(issue.path[0] ?? '');
      if (told.has(column)) continue;
      const missing = unknown === undefined && !(column in fields);
      told.set(column, missing ? 'is missing' : wanted(column, unknown !== undefined));
    }
    return { faults: [...told].map(([column, message]) => ({ line: at, column, message })) };
  }
  const row = parsed.data;
  const missing = NEEDED[row.type].filter((column) => row[column] === undefined);
  if (missing.length === 0) return { row };
  return {
    faults: missing.map((column) => ({
      ...{ line: at, column },
      message: `is missing: every ${row.type} has to say it`,
    })),
  };
}

const WANTED: Readonly<Record<string, string>> = {
  type: 'is agent, sequencer, workflow, spend or gate',
  approval: 'is countersign, person or none',
  suppression: 'is shared, own or none',
  answered: 'is a day, such as 2026-11-28',
  reviewHours: 'is hours a week, from 0 to 1000',
  spend: 'is a number from 0',
  volume: 'is a whole number from 0',
  waiting: 'is a whole number from 0',
};
const wanted = (column: string, unknown: boolean): string =>
  unknown ? 'is no column of an inventory' : (WANTED[column] ?? 'is one line of text');

/** `1,200.50`, `1 200`, `€ 300` as numbers; anything else stays as it is, and is a fault. */
function numberOf(text: string): number | string {
  const plain = text.replace(/^[$€£¥]\s?/, '').replace(/(?<=\d)[ ,'](?=\d{3}(?:\D|$))/g, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}
