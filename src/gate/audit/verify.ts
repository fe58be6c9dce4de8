import { createHash } from 'node:crypto';
import { canonical } from '../../core/digest/canonical.ts';
import {
  CHECKPOINT_TYP,
  CheckpointClaims,
  EXPORT_TYP,
  ExportClaims,
  ExportLine,
} from '../../protocol/audit.ts';
import { link, START } from './chain.ts';
import { evidenceCheck } from './evidence.ts';
import { type FileLine, fileLines } from './file-lines.ts';
import { type Keyring, keyring } from './keyring.ts';
import { certificateCheck } from './verify-certificate.ts';
import { reportCheck } from './verify-report.ts';

export type Finding = { line: number; seq: number | null; what: string };
export type Verdict = {
  workspace: string;
  rows: number;
  unsealed: number;
  /** the last sealed row's hash */
  head: string;
  checkpoints: number;
  /** checkpoints by keys that were not given; a later one by a known key vouches for them */
  unknownKeys: number;
  signatures: number;
  /** decisions without a device's signature, which Slack attests */
  attested: number;
  erased: number;
  forgotten: number;
  forks: number;
  /** times that the database was restored from a backup: rows after the backup's may be lost */
  restored: number;
  /** rows that database roles wrote past the gate, by role */
  pastTheGate: ReadonlyMap<string, number>;
  /** the keys came from the file itself: it proves only that it agrees with itself */
  selfAsserted: boolean;
  findings: number;
};
type Line<T extends ExportLine['type']> = Extract<ExportLine, { type: T }>;

/**
 * Checks an export without the gate or its database, line by line; memory does not grow with it.
 * Every line is RFC 8785 JSON and the closing line signs all bytes, so there is none that does not
 * matter.
 * @param options.keys the gate's public keys as the auditor knows them; without, the file's own
 * @param options.heads signed heads that devices hold, which must be in this chain
 */
export async function verifyExport(
  input: AsyncIterable<Uint8Array>,
  options: {
    keys?: readonly unknown[] | undefined;
    heads?: readonly string[];
    /** signing secrets of Slack apps, to check what they signed */
    slackSecrets?: readonly string[];
    /** a signed report, as JSON: what it says of the chain must be so */
    report?: string | undefined;
    /** a certificate of erasure, as JSON: the chain must say the same */
    certificate?: string | undefined;
    onFinding(finding: Finding): void;
  },
): Promise<Verdict> {
  const check = new Check(options);
  try {
    for await (const line of fileLines(input)) await check.take(line);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    check.fault(error.message);
  }
  return await check.close();
}

class Check {
  readonly #options: Parameters<typeof verifyExport>[1];
  readonly #hash = createHash('sha256');
  readonly #pastTheGate = new Map<string, number>();
  readonly #heads = new Map<number, string[]>();
  #keys: Keyring | null = null;
  readonly #report: ReturnType<typeof reportCheck> | null;
  readonly #certificate: ReturnType<typeof certificateCheck> | null;
  #evidence = evidenceCheck('');
  #header: Line<'header'> | null = null;
  #place: Omit<Finding, 'what'> = { line: 0, seq: null };
  #last = { seq: 0, hash: START };
  #ended = false;
  #vouched = 0;
  readonly #counts = {
    ...{ rows: 0, unsealed: 0, checkpoints: 0 },
    ...{ unknownKeys: 0, forks: 0, restored: 0, findings: 0 },
  };

  constructor(options: Parameters<typeof verifyExport>[1]) {
    this.#options = options;
    const { report, certificate } = options;
    this.#report = report === undefined ? null : reportCheck(report);
    this.#certificate = certificate === undefined ? null : certificateCheck(certificate);
  }

  fault(what: string, seq: number | null = this.#place.seq): void {
    this.#counts.findings += 1;
    this.#options.onFinding({ ...this.#place, seq, what });
  }

  async take({ number, bytes, ended }: FileLine): Promise<void> {
    this.#place = { line: number, seq: null };
    const line = lineOf(bytes);
    if (!ended) this.fault('the file ends in the middle of a line');
    if (this.#ended) this.fault('comes after the closing line');
    else if (line === null) this.fault('is not a line of an audit export, or not in its only form');
    else if (number === 1 && line.type === 'header') await this.#open(line);
    else if (!this.#header) this.fault('the header is missing');
    else if (line.type === 'header') this.fault('a second header');
    else if (line.type === 'row') await this.#row(line);
    else if (line.type === 'checkpoint') await this.#checkpoint(line);
    else if (line.type === 'unsealed') await this.#unsealed(line);
    else await this.#end(line);
    this.#hash.update(bytes).update('\n');
    // Without a header nothing of the rest means anything.
    if (!this.#header) this.#header = HEADLESS;
  }

  async #open(header: Line<'header'>): Promise<void> {
    this.#header = header;
    this.#keys = await keyring(this.#options.keys ?? header.keys);
    this.#evidence = evidenceCheck(header.workspace, this.#options.slackSecrets);
    if (header.from !== Math.min(1, header.to)) this.fault('the export does not begin at row 1');
    for (const [index, jws] of (this.#options.heads ?? []).entries()) {
      const opened = await this.#keys.open(CHECKPOINT_TYP, jws);
      const head = CheckpointClaims.safeParse(opened.payload);
      if (opened.state !== 'good' || !head.success || head.data.workspace !== header.workspace)
        this.fault(
          `head ${index + 1} that was given is not one that these keys signed for this workspace`,
        );
      else
        this.#heads.set(head.data.seq, [...(this.#heads.get(head.data.seq) ?? []), head.data.hash]);
    }
  }

  async #row({ seq, previous, hash, type: _type, ...given }: Line<'row'>): Promise<void> {
    this.#place.seq = seq;
    const expected = this.#last.seq + 1;
    if (this.#counts.unsealed > 0) this.fault('a sealed row after unsealed ones');
    if (seq > expected) this.fault(`rows ${expected} to ${seq - 1} are missing before it`);
    else if (seq < expected) this.fault('out of order, or there twice');
    else if (previous !== this.#last.hash) this.fault('does not follow the row before it');
    if (link({ previous, seq, row: given.row }) !== hash)
      this.fault('was changed: its hash is that of another row');
    for (const head of this.#heads.get(seq) ?? [])
      if (head !== hash) this.fault('a device holds another head for it: history was rewritten');
    this.#heads.delete(seq);
    this.#last = { seq, hash };
    this.#counts.rows += 1;
    this.#report?.row({ seq, hash, row: given.row });
    this.#certificate?.row({ seq, hash, row: given.row });
    await this.#any(given, seq);
  }

  async #unsealed({ type: _type, ...given }: Line<'unsealed'>): Promise<void> {
    this.#counts.unsealed += 1;
    await this.#any(given, null);
  }

  async #any(given: Omit<Line<'unsealed'>, 'type'>, seq: number | null): Promise<void> {
    const { actor, subject } = given.row;
    if (actor.startsWith('role:')) {
      const role = actor.slice('role:'.length);
      this.#pastTheGate.set(role, (this.#pastTheGate.get(role) ?? 0) + 1);
    }
    if (subject === 'fork') this.#counts.forks += 1;
    if (subject === 'gate' && given.row.became === 'restored') this.#counts.restored += 1;
    for (const what of await this.#evidence.check(given, seq)) this.fault(what);
  }

  async #checkpoint({ jws }: Line<'checkpoint'>): Promise<void> {
    this.#place.seq = this.#last.seq;
    this.#counts.checkpoints += 1;
    const opened = await this.#keys?.open(CHECKPOINT_TYP, jws);
    const head = CheckpointClaims.safeParse(opened?.payload);
    if (opened?.state === 'bad' || !head.success) this.fault('the checkpoint’s signature is bad');
    else if (
      head.data.workspace !== this.#header?.workspace ||
      head.data.seq !== this.#last.seq ||
      head.data.hash !== this.#last.hash
    )
      this.fault('the checkpoint is of another chain or place');
    else if (opened?.state === 'good') this.#vouched = head.data.seq;
    else this.#counts.unknownKeys += 1;
  }

  async #end({ jws }: Line<'end'>): Promise<void> {
    this.#ended = true;
    const opened = await this.#keys?.open(EXPORT_TYP, jws);
    const claims = ExportClaims.safeParse(opened?.payload);
    if (opened?.state === 'unknown-key') {
      this.fault('the closing line is signed with a key that is not among those to trust');
    } else if (opened?.state !== 'good' || !claims.success) {
      this.fault('the closing line’s signature is bad');
    } else {
      const { iss: _iss, at: _at, ...said } = claims.data;
      const { rows, unsealed, checkpoints } = this.#counts;
      const { workspace = '', from = 0, to = 0 } = this.#header ?? {};
      const found = {
        ...{ workspace, from, to, head: this.#last.hash, rows, unsealed, checkpoints },
        sha256: this.#hash.copy().digest('hex'),
      };
      if (canonical(said) !== canonical(found) || to !== this.#last.seq)
        this.fault(
          'the file is not the one that was signed: something was added, removed or changed',
        );
      else this.#vouched = this.#last.seq;
    }
  }

  async close(): Promise<Verdict> {
    this.#place = { ...this.#place, seq: null };
    if (!this.#header || this.#place.line === 0) this.fault('the file is empty');
    else if (!this.#ended) this.fault('the file is cut off: its closing line is missing');
    for (const { seq, what } of this.#evidence.missing()) this.fault(what, seq);
    for (const seq of this.#heads.keys())
      this.fault(`a device holds a head for row ${seq}, which this chain does not have`, seq);
    if (this.#counts.unknownKeys > 0 && this.#vouched < this.#last.seq)
      this.fault('no checkpoint or closing line by a trusted key vouches for the last rows');
    await this.#reported();
    return {
      workspace: this.#header?.workspace ?? '',
      head: this.#last.hash,
      ...this.#counts,
      ...this.#evidence.counts,
      pastTheGate: this.#pastTheGate,
      selfAsserted: this.#options.keys === undefined,
    };
  }

  /** Last, when the whole chain is known. */
  async #reported(): Promise<void> {
    const workspace = this.#header?.workspace ?? '';
    for (const what of this.#certificate?.faults(workspace) ?? []) this.fault(what);
    if (!this.#report || !this.#keys) return;
    for (const what of await this.#report.faults({ workspace, keys: this.#keys })) this.fault(what);
  }
}

const HEADLESS: Line<'header'> = {
  ...{ type: 'header', format: 'countersign-audit', version: 1 },
  ...{ workspace: '', issuer: '', at: '', from: 0, to: 0, keys: [] },
};

/** A line in its only form; null for anything else. */
function lineOf(bytes: Buffer): ExportLine | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const parsed = ExportLine.safeParse(JSON.parse(text));
    return parsed.success && canonical(parsed.data) === text ? parsed.data : null;
  } catch {
    return null;
  }
}
