import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import * as z from 'zod/mini';
import { csvRows } from '../audit/csv.ts';
import { exportLines } from '../audit/export.ts';
import { sealWorkspace } from '../audit/seal.ts';
import { type Verdict, verifyExport } from '../audit/verify.ts';
import { readConfig } from '../config.ts';
import { openKeys, openStore } from './open.ts';
import { workspaceNamed } from './workspace.ts';

type Say = (line: string) => void;
type Out = { say: Say; complain: Say };
/** Findings that are printed; all are counted. */
const SHOWN = 100;
const Jwks = z.object({ keys: z.array(z.unknown()).check(z.minLength(1)) });

/** `gate audit export` and `gate audit verify`; the second needs no database and no gate. */
export function addAuditCommands(program: Command, out: Out): void {
  const audit = program.command('audit').description('the audit log with its proofs');
  audit
    .command('export')
    .description('write the audit chain of a workspace; the file can be verified without this gate')
    .requiredOption('--workspace <id or name>', 'the workspace')
    .addOption(
      new Option('--format <format>', 'jsonl has the proofs, csv is for people')
        .choices(['jsonl', 'csv'])
        .default('jsonl'),
    )
    .option(
      '--out <file>',
      'where to, never over a file that is there; standard output if left out',
    )
    .action((options: ExportOptions) => writeExport(options, out));
  audit
    .command('verify <file>')
    .description(
      'check an exported file, offline: every row, head and signature; exit code 1 at any fault',
    )
    .option('--jwks <file or URL>', 'the public keys of the gate, from where you trust them')
    .option(
      '--slack-secret-file <file...>',
      'files with Slack apps’ signing secrets: what Slack attested is checked against them too',
    )
    .option(
      '--report <file>',
      'a signed report: its signature, its head, and every row that it counts are checked too',
    )
    .option(
      '--certificate <file>',
      'a certificate of erasure: the chain must say that the same was erased, at the same place',
    )
    .option('--head <jws...>', 'signed heads that devices hold: each must be in the chain')
    .action((file: string, options: VerifyOptions) => verifyFile(file, options, out));
}

type ExportOptions = { workspace: string; format: 'jsonl' | 'csv'; out?: string };

async function writeExport(options: ExportOptions, { complain }: Out): Promise<void> {
  const config = readConfig(process.env);
  const keys = await openKeys(config);
  const { store, close } = await openStore(config, complain);
  try {
    const { id: workspaceId } = await workspaceNamed(store, options.workspace);
    // What no running gate has sealed yet; one that runs may do it first.
    await sealWorkspace({ store, keys }, { workspaceId, signNow: true });
    const source =
      options.format === 'csv'
        ? csvRows(store.audit, workspaceId)
        : Readable.from(
            exportLines({ audit: store.audit, keys, now: () => Date.now() }, workspaceId),
            { objectMode: false },
          );
    if (options.out === undefined) {
      await pipeline(source, process.stdout, { end: false });
      return;
    }
    const file = createWriteStream(options.out, { flags: 'wx', mode: 0o600 });
    let mine = false;
    file.once('open', () => {
      mine = true;
    });
    try {
      await pipeline(source, file);
    } catch (error) {
      // Half a file helps nobody; one that was there before stays.
      if (mine) await rm(options.out, { force: true });
      throw error;
    }
  } finally {
    await close();
  }
}

type VerifyOptions = {
  jwks?: string;
  head?: string[];
  slackSecretFile?: string[];
  report?: string;
  certificate?: string;
};

async function verifyFile(file: string, options: VerifyOptions, out: Out): Promise<void> {
  const keys = options.jwks === undefined ? undefined : await readJwks(options.jwks);
  const secretFiles = options.slackSecretFile ?? [];
  const secrets = await Promise.all(secretFiles.map((each) => readFile(each, 'utf8')));
  let shown = 0;
  const verdict = await verifyExport(createReadStream(file), {
    keys,
    ...(options.head ? { heads: options.head } : {}),
    slackSecrets: secrets.map((secret) => secret.trim()),
    report: options.report === undefined ? undefined : await readFile(options.report, 'utf8'),
    certificate:
      options.certificate === undefined ? undefined : await readFile(options.certificate, 'utf8'),
    onFinding: ({ line, seq, what }) => {
      shown += 1;
      if (shown <= SHOWN)
        out.complain(`line ${line}${seq === null ? '' : `, row ${seq}`}: ${what}`);
    },
  });
  for (const line of wordsOf(verdict, secrets.length > 0)) out.say(line);
  if (options.certificate !== undefined && verdict.findings === 0)
    out.say(`${options.certificate} is what this chain says was erased, and when`);
  if (options.report !== undefined && verdict.findings === 0)
    out.say(`${options.report} is what this chain says: signature, head, and every row it counts`);
  if (verdict.findings > 0)
    throw new Error(`${file} is not a true record: ${verdict.findings} findings.`);
  out.say('valid');
}

/** What was checked, and what a reader has to know of it. */
function wordsOf(verdict: Verdict, withSecrets: boolean): string[] {
  const { rows, unsealed, head, checkpoints, unknownKeys, signatures } = verdict;
  return [
    `workspace ${verdict.workspace}: ${rows} rows, head ${head}`,
    `${signatures} decisions signed by their reviewers' devices, ${checkpoints} signed heads`,
    ...(verdict.attested > 0
      ? [
          `${verdict.attested} decisions attested by Slack, not signed by a device: their requests are signed with a secret that the gate holds too${withSecrets ? ', and were checked with it' : ' (--slack-secret-file checks them)'}`,
        ]
      : []),
    ...(unsealed > 0 ? [`${unsealed} rows at the end are not in the chain yet`] : []),
    ...(verdict.erased > 0
      ? [`${verdict.erased} decisions' signatures were erased, on record`]
      : []),
    ...(verdict.forgotten > 0
      ? [`what ${verdict.forgotten} rows hide was forgotten, on record`]
      : []),
    ...(unknownKeys > 0
      ? [
          `${unknownKeys} heads are signed with keys that are not known any more; a later one vouches for them`,
        ]
      : []),
    ...(verdict.forks > 0
      ? [`${verdict.forks} times a device held a head that the gate did not have`]
      : []),
    ...(verdict.restored > 0
      ? [
          `the database was restored from a backup ${verdict.restored} times: what was written after the backup is not in it, and devices may hold heads of it (--head)`,
        ]
      : []),
    ...[...verdict.pastTheGate].map(
      ([role, n]) => `${n} rows were written past the gate by role ${role}`,
    ),
    ...(verdict.selfAsserted
      ? ["the keys are the file's own, so its heads are only self-asserted: give --jwks"]
      : []),
  ];
}

async function readJwks(place: string): Promise<unknown[]> {
  const text = /^https?:/.test(place) ? await fetched(place) : await readFile(place, 'utf8');
  let parsed: z.infer<typeof Jwks> | null = null;
  try {
    parsed = Jwks.parse(JSON.parse(text));
  } catch {
    // said below
  }
  if (!parsed) throw new Error(`${place} is not a JWKS with keys in it.`);
  return parsed.keys;
}

async function fetched(url: string): Promise<string> {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && !/^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname))
    throw new Error('Keys to trust are fetched by https only.');
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.text();
}
