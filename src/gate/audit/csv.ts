import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { canonical } from '../../core/digest/canonical.ts';
import type { AuditEntry, AuditStore } from '../dispatch/ports.ts';

const COLUMNS = [
  ...['seq', 'hash', 'at', 'actor', 'subject', 'subject_id', 'proposal_id'],
  ...['was', 'became', 'data', 'private'],
];

/** The rows as CSV (RFC 4180, UTF-8), for people; it proves nothing. Unsealed rows have no seq and hash. */
export function csvRows(
  audit: Pick<AuditStore, 'readChain'>,
  workspaceId: string,
): NodeJS.ReadableStream {
  // Cells that a spreadsheet would run as formulas are quoted for it.
  const sheet = stringify({ header: true, columns: COLUMNS, escape_formulas: true });
  const rows = Readable.from(records(audit, workspaceId), { objectMode: true });
  rows.on('error', (error) => sheet.destroy(error));
  return rows.pipe(sheet);
}

async function* records(
  audit: Pick<AuditStore, 'readChain'>,
  workspaceId: string,
): AsyncGenerator<(string | number)[]> {
  const chain = await audit.readChain(workspaceId);
  for await (const page of chain.pages())
    for (const entry of page) yield [entry.seq, entry.hash, ...cells(entry)];
  for await (const page of chain.tail()) for (const entry of page) yield ['', '', ...cells(entry)];
}

const cells = ({ row, opening }: AuditEntry): string[] => [
  ...[row.at, row.actor, row.subject, row.subjectId, row.proposalId ?? ''],
  ...[row.was ?? '', row.became, canonical(row.data), opening?.text ?? ''],
];
