import { stringify } from 'csv-stringify/sync';
import { whyNotApproved } from '../../core/review/channel.ts';
import { claimLine, confidenceLine, flagLine } from '../../core/review/fact-lines.ts';
import { contentLines } from '../../core/review/in-lines.ts';
import { REASON_WORDS } from '../../core/review/reason-words.ts';
import { KIND_WORDS } from '../../core/routing/words.ts';
import { type Reason, ReasonCode } from '../../core/schema/decision.ts';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import { REASONS } from '../../core/schema/reasons.ts';
import { Sha256Hex, text, Uuid } from '../../core/schema/scalars.ts';
import { visibleText } from '../../core/text/visible.ts';
import type { SheetRefusal } from '../../protocol/sheet.ts';
import type { SheetRow } from '../dispatch/sheet.ts';
import { csvRows, plainCell, safeCell } from './csv-cells.ts';

const COLUMNS = [
  ...(['decision', 'reason', 'note', 'may', 'workflow', 'kind', 'risk', 'why'] as const),
  ...(['confidence', 'flags', 'facts', 'content', 'due'] as const),
  ...(['proposal', 'revision', 'digest'] as const),
];
type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ['decision', 'proposal', 'revision', 'digest'];

/** A spreadsheet's cell holds 32,767 characters; what is cut can't have been read whole. */
const MOST_CELL = 32_000;
const CUT = ' … (cut: read it on its review page)';

/** The queue as CSV, a row a proposal; the first three columns are for the person to fill. */
export const sheetCsv = (items: readonly ReviewItem[]): string =>
  // The mark is what makes spreadsheets read it as UTF-8.
  `\ufeff${stringify(
    items.map((item) => {
      const cells = cellsOf(item);
      return COLUMNS.map((name) => safeCell(cells[name]));
    }),
    { header: true, columns: [...COLUMNS], record_delimiter: '\r\n' },
  )}`;

function cellsOf(item: ReviewItem): Record<Column, string> {
  const { proposalId, revision, contentDigest, workflow, kind, tier, trigger, dueAt } = item;
  const shown = {
    why: trigger.message,
    flags: item.flags.map(flagLine).join('\n'),
    facts: item.claims.map(claimLine).join('\n'),
    content: contentLines(item.content)
      .map((line) => `${line.label}: ${line.text}`)
      .join('\n'),
  };
  const whole = Object.values(shown).every((cell) => visibleText(cell).length <= MOST_CELL);
  return {
    ...{ decision: '', reason: '', note: '' },
    may: whole && whyNotApproved(item.content) === null ? 'approve or reject' : 'reject',
    workflow: visibleText(workflow.name),
    kind: KIND_WORDS[kind],
    risk: tier,
    confidence: confidenceLine(item),
    ...Object.fromEntries(Object.entries(shown).map(([name, cell]) => [name, cut(cell)])),
    due: dueAt,
    proposal: proposalId,
    revision: String(revision),
    // With its name before it: no spreadsheet takes it for a number.
    digest: `sha256:${contentDigest}`,
  } as Record<Column, string>;
}

const cut = (cell: string): string => {
  const shown = visibleText(cell);
  return shown.length <= MOST_CELL
    ? shown
    : `${shown.slice(0, MOST_CELL).replace(/[\ud800-\udbff]$/u, '')}${CUT}`;
};

/** True where a sheet shows all that has to be read before it is approved. */
export const fitsSheet = (item: ReviewItem): boolean => cellsOf(item).may !== 'reject';

export type ParsedSheet = { rows: SheetRow[]; refused: SheetRefusal[]; open: number };

/**
 * Reads a sheet that somebody filled, as their spreadsheet wrote it: commas, semicolons or tabs, columns
 * in any order, further ones left out. Never throws: each row that can't be read says why.
 */
export function parseSheet(csv: string): ParsedSheet {
  const refused: SheetRefusal[] = [];
  const fault = (line: number, message: string): number => refused.push({ line, message });
  const all = csvRows(csv, fault, delimiterOf(csv));
  const header = all[0]?.record.map((name) => name.trim().toLowerCase()) ?? [];
  const lacks = NEEDED.filter((name) => !header.includes(name));
  if (refused.length === 0 && lacks.length > 0)
    fault(1, `These columns are missing: ${lacks.join(', ')}. Export the sheet again.`);
  if (refused.length > 0) return { rows: [], refused, open: 0 };
  const rows: SheetRow[] = [];
  let open = 0;
  for (const { record, line } of all.slice(1)) {
    const cell = (name: Column): string => plainCell(record[header.indexOf(name)] ?? '');
    if (cell('decision') === '') {
      if (record.some((each) => each.trim() !== '')) open += 1;
      continue;
    }
    const read = rowOf(cell);
    if (typeof read === 'string') {
      const id = Uuid.safeParse(cell('proposal'));
      refused.push({ line, ...(id.success ? { proposalId: id.data } : {}), message: read });
    } else rows.push({ line, ...read });
  }
  return { rows, refused, open };
}

function delimiterOf(csv: string): string {
  const [header = ''] = csv.split(/\r|\n/, 1);
  const count = (mark: string): number => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** A row's decision, or what is wrong with it. */
function rowOf(cell: (name: Column) => string): Omit<SheetRow, 'line'> | string {
  const action = cell('decision').toLowerCase();
  if (action !== 'approve' && action !== 'reject')
    return 'The decision is approve, reject or empty; edits are made on the review page.';
  const proposalId = Uuid.safeParse(cell('proposal').toLowerCase());
  const digest = Sha256Hex.safeParse(
    cell('digest')
      .toLowerCase()
      .replace(/^sha256:/, ''),
  );
  const revision = cell('revision');
  if (!proposalId.success || !digest.success || !/^[1-9]\d{0,8}$/.test(revision))
    return 'The proposal, revision or digest was changed; export the sheet again.';
  const ref = {
    proposalId: proposalId.data,
    revision: Number(revision),
    contentDigest: digest.data,
  };
  const [code, note] = [cell('reason'), cell('note')];
  if (action === 'approve')
    return code === '' && note === ''
      ? { ...ref, action }
      : 'An approval takes no reason and no note: empty them, or reject it.';
  const reason = reasonOf(code, note);
  return typeof reason === 'string' ? reason : { ...ref, action, reason };
}

function reasonOf(given: string, note: string): Reason | string {
  const wanted = given.toLowerCase();
  const code = REASONS.find(
    (each) => each === wanted || REASON_WORDS[each].toLowerCase() === wanted,
  );
  if (code === undefined || !ReasonCode.safeParse(code).success)
    return `A rejection says why, by one of: ${REASONS.join(', ')}.`;
  if (note === '') return { code };
  const said = text(2000).safeParse(note.replace(/\r\n?/g, '\n'));
  return said.success
    ? { code, note: said.data }
    : 'The note is longer than 2,000 characters, or not text.';
}
