import { canonical } from '../../core/digest/canonical.ts';
import type { AuditRow } from '../../protocol/audit.ts';
import { CHECKPOINT_TYP, CheckpointClaims } from '../../protocol/audit.ts';
import { REPORT_TYP, type Report, SignedReport } from '../../protocol/report.ts';
import type { Keyring } from './keyring.ts';

/** A link of the exported chain, as the verifier reads it. */
export type Linked = {
  seq: number;
  hash: string;
  row: Pick<AuditRow, 'at' | 'subject' | 'became'>;
};

/**
 * Checks a signed report beside the chain that it names: signature, form, head and checkpoint, the ends of
 * its range, and every count of it, row by row. What people measured (shares, intervals) is the gate's
 * word, under its signature; what is counted here is the record's.
 */
export function reportCheck(text: string) {
  const given = jsonOf(text);
  const parsed = SignedReport.safeParse(given);
  const report = parsed.success ? parsed.data.report : null;
  const counts = new Map<string, number>();
  let rows = 0;
  const found: { first: Linked | null; last: Linked | null; head: string | null } = {
    ...{ first: null, last: null, head: null },
  };
  const [from, to] = report ? [inMicroseconds(report.from), inMicroseconds(report.to)] : ['', ''];

  return {
    /** hears every sealed row, in order */
    row(linked: Linked): void {
      if (report?.chain.head?.seq === linked.seq) found.head = linked.hash;
      if (!report || linked.seq > (report.chain.head?.seq ?? 0)) return;
      const at = inMicroseconds(linked.row.at);
      if (at < from || at >= to) return;
      rows += 1;
      found.first ??= linked;
      found.last = linked;
      const kind = `${linked.row.subject} ${linked.row.became}`;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
    /** what is wrong with it, a sentence each; empty when it is what the chain says */
    async faults(at: { workspace: string; keys: Keyring }): Promise<string[]> {
      if (!parsed.success || !report) return ['the report is not one that a gate makes'];
      const { signature } = parsed.data;
      const [header = '', , end = ''] = signature.split('.');
      // As it was given: what this version doesn't know was signed, or it wasn't.
      const payload = Buffer.from(canonical((given as SignedReport).report), 'utf8').toString(
        'base64url',
      );
      const opened = await at.keys.open(REPORT_TYP, `${header}.${payload}.${end}`);
      return [
        ...(opened.state === 'good'
          ? []
          : [
              opened.state === 'unknown-key'
                ? 'the report is signed with a key that is not among those to trust'
                : 'the report’s signature is bad: it was changed, or is not this gate’s',
            ]),
        ...(report.workspace.id === at.workspace ? [] : ['the report is of another workspace']),
        ...(await headFaults(report, { ...at, hash: found.head })),
        ...rangeFaults(report, { rows, counts, ...found }),
      ];
    },
    report,
  };
}

async function headFaults(
  { chain, workspace }: Report,
  at: { keys: Keyring; hash: string | null },
): Promise<string[]> {
  const { head, checkpoint } = chain;
  if (head === null || checkpoint === null)
    return ['the report names no signed head, so nothing ties it to a chain'];
  const opened = await at.keys.open(CHECKPOINT_TYP, checkpoint);
  const claims = CheckpointClaims.safeParse(opened.payload);
  const same =
    claims.success &&
    claims.data.workspace === workspace.id &&
    claims.data.seq === head.seq &&
    claims.data.hash === head.hash;
  return [
    ...(opened.state === 'good' && same
      ? []
      : ['the head in the report is not one that was signed']),
    ...(at.hash === null
      ? [`the chain does not reach row ${head.seq}, which the report was made at`]
      : at.hash === head.hash
        ? []
        : [`row ${head.seq} of the chain is another than when the report was made`]),
  ];
}

function rangeFaults(
  { chain }: Report,
  found: {
    rows: number;
    counts: ReadonlyMap<string, number>;
    first: Linked | null;
    last: Linked | null;
  },
): string[] {
  const same = (said: { seq: number; hash: string } | null, is: Linked | null): boolean =>
    said?.seq === is?.seq && said?.hash === is?.hash;
  const kinds = new Set([...Object.keys(chain.counts), ...found.counts.keys()]);
  return [
    ...(chain.rows === found.rows
      ? []
      : [`the report counts ${chain.rows} rows in its period; the chain has ${found.rows}`]),
    ...(same(chain.first, found.first) && same(chain.last, found.last)
      ? []
      : ['the period begins or ends at another row of the chain']),
    ...[...kinds].sort().flatMap((kind) => {
      const [said, is] = [chain.counts[kind] ?? 0, found.counts.get(kind) ?? 0];
      return said === is
        ? []
        : [`the report counts “${kind}” ${said} times; the chain ${is} times`];
    }),
  ];
}

/** Times of the log have microseconds, of a report milliseconds: in one form they sort as texts. */
const inMicroseconds = (at: string): string => {
  const [whole = '', part = ''] = at.replace('Z', '').split('.');
  return `${whole}.${part.padEnd(6, '0')}Z`;
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
