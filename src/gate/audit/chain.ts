import { createHash } from 'node:crypto';
import { canonical } from '../../core/digest/canonical.ts';
import type { AuditRow } from '../../protocol/audit.ts';

/** What the first link follows. */
export const START = '0'.repeat(64);

export const sha256 = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');

/** A row's hash in the chain: SHA-256 (hex) over the RFC 8785 form of what is before it, number, row. */
export const link = ({
  previous,
  seq,
  row,
}: {
  previous: string;
  seq: number;
  row: AuditRow;
}): string => sha256(canonical({ v: 1, previous, seq, row }));

/** The digest that a row holds of what names a person. */
export const openingDigest = ({ salt, text }: { salt: string; text: string }): string =>
  sha256(`${salt}\n${text}`);
