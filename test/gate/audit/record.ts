import { canonical } from '../../../src/core/digest/canonical.ts';
import { link, START, sha256 } from '../../../src/gate/audit/chain.ts';
import { signHead } from '../../../src/gate/audit/heads.ts';
import { type Finding, type Verdict, verifyExport } from '../../../src/gate/audit/verify.ts';
import type { AuditKeys } from '../../../src/gate/dispatch/ports.ts';
import { EXPORT_TYP, ExportLine } from '../../../src/protocol/audit.ts';

export type Line = ExportLine;
export type Row = Extract<Line, { type: 'row' }>;

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

export const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => ExportLine.parse(JSON.parse(line)));

export const fileOf = (lines: readonly Line[]): string =>
  lines.map((line) => `${canonical(line)}\n`).join('');

type Asked = {
  keys?: readonly unknown[];
  heads?: readonly string[];
  report?: string;
  certificate?: string;
};

/** What the verifier says of a file that comes in pieces of this many bytes. */
export async function verdictOf(
  file: string | Uint8Array,
  asked: Asked = {},
  pieceBytes = 5000,
): Promise<Verdict & { said: string[]; list: Finding[] }> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  const list: Finding[] = [];
  const verdict = await verifyExport(pieces(), { ...asked, onFinding: (each) => list.push(each) });
  return { ...verdict, list, said: list.map(({ what }) => what) };
}

/**
 * What somebody makes who has the gate's keys and rewrites history: numbers, hashes, heads and the
 * closing line all fit again.
 */
export async function forge(keys: AuditKeys, lines: readonly Line[]): Promise<string> {
  let last = { seq: 0, hash: START };
  const counts = { rows: 0, unsealed: 0, checkpoints: 0 };
  const made: Line[] = [];
  const [header] = lines;
  if (header?.type !== 'header') throw new Error('no header');
  for (const line of lines) {
    if (line.type === 'row') {
      const seq = last.seq + 1;
      const previous = last.hash;
      last = { seq, hash: link({ previous, seq, row: line.row }) };
      made.push({ ...line, ...last, previous });
      counts.rows += 1;
    } else if (line.type === 'checkpoint') {
      const at = new Date(0).toISOString();
      const jws = await signHead(keys, { workspace: header.workspace, ...last, at });
      made.push({ type: 'checkpoint', jws });
      counts.checkpoints += 1;
    } else if (line.type === 'unsealed') {
      made.push(line);
      counts.unsealed += 1;
    }
  }
  const { workspace, issuer, at } = header;
  const place = { from: Math.min(1, last.seq), to: last.seq };
  const before = fileOf([{ ...header, ...place }, ...made]);
  const claims = {
    ...{ iss: issuer, workspace, at, ...place, head: last.hash },
    ...counts,
    sha256: sha256(before),
  };
  return before + fileOf([{ type: 'end', jws: await keys.signAs(EXPORT_TYP, canonical(claims)) }]);
}

/** What somebody makes without the keys: hashes fit again, signatures stay as they were. */
export function rechain(lines: readonly Line[]): Line[] {
  let last = { seq: 0, hash: START };
  return lines.map((line) => {
    if (line.type !== 'row') return line;
    const { seq, hash } = last;
    last = { seq: seq + 1, hash: link({ previous: hash, seq: seq + 1, row: line.row }) };
    return { ...line, ...last, previous: hash };
  });
}
