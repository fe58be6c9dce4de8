import { createHash } from 'node:crypto';
import { canonical } from '../../core/digest/canonical.ts';
import { EXPORT_TYP, type ExportClaims, type ExportLine } from '../../protocol/audit.ts';
import type { AuditEntry, AuditKeys, AuditStore } from '../dispatch/ports.ts';
import { START } from './chain.ts';

type ExportDeps = {
  audit: Pick<AuditStore, 'readChain'>;
  keys: AuditKeys;
  /** milliseconds since the epoch */
  now(): number;
};

/** The export's lines, as pieces of text that end with a line feed; a page of rows each. */
export async function* exportLines(deps: ExportDeps, workspaceId: string): AsyncGenerator<string> {
  const { audit, keys } = deps;
  const at = new Date(deps.now()).toISOString();
  const chain = await audit.readChain(workspaceId);
  const { head } = chain;
  const hash = createHash('sha256');
  const counts = { rows: 0, unsealed: 0, checkpoints: 0 };
  const text = (lines: ExportLine[]): string => {
    const piece = lines.map((line) => `${canonical(line)}\n`).join('');
    hash.update(piece);
    return piece;
  };
  const from = Math.min(1, head.seq);
  yield text([
    {
      type: 'header',
      format: 'countersign-audit',
      version: 1,
      workspace: workspaceId,
      issuer: keys.issuer,
      at,
      from,
      to: head.seq,
      keys: (await keys.jwks()).keys.map((key) => ({ ...key })),
    },
  ]);
  let previous = START;
  for await (const page of chain.pages()) {
    const lines: ExportLine[] = [];
    for (const { seq, hash: own, checkpoint, ...entry } of page) {
      lines.push({ type: 'row', seq, previous, hash: own, ...entry });
      previous = own;
      counts.rows += 1;
      if (checkpoint !== undefined) {
        lines.push({ type: 'checkpoint', jws: checkpoint });
        counts.checkpoints += 1;
      }
    }
    yield text(lines);
  }
  for await (const page of chain.tail()) {
    counts.unsealed += page.length;
    yield text(page.map((entry: AuditEntry): ExportLine => ({ type: 'unsealed', ...entry })));
  }
  const claims: ExportClaims = {
    iss: keys.issuer,
    workspace: workspaceId,
    at,
    from,
    to: head.seq,
    head: head.hash,
    ...counts,
    sha256: hash.digest('hex'),
  };
  const end: ExportLine = { type: 'end', jws: await keys.signAs(EXPORT_TYP, canonical(claims)) };
  yield `${canonical(end)}\n`;
}
