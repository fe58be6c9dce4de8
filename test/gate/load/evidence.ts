import { Readable } from 'node:stream';
import type pg from 'pg';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import { verifyExport } from '../../../src/gate/audit/verify.ts';
import { ExportLine } from '../../../src/protocol/audit.ts';
import type { Reviewer } from '../../support/reviewer.ts';
import type { History } from './history.ts';
import type { Call } from './hook.ts';
import { pause } from './persist.ts';

const SETTLE_MS = 150_000;

/** Resolves when the gates have nothing under way any more; after a while anyhow, for the checker. */
export async function settled(sql: pg.Pool): Promise<void> {
  for (const deadline = Date.now() + SETTLE_MS; Date.now() < deadline; ) {
    const { rows } = await sql.query<{ n: string }>(
      `select (select count(*) from dispatches where executor like 'gate:%'
           and state in ('queued', 'claimed', 'handing_over'))
         + (select count(*) from audit_log l where not exists (select from audit_chain c
             where c.workspace_id = l.workspace_id and c.audit_id = l.id)) as n`,
    );
    if (Number(rows[0]?.n) === 0) return;
    await pause(250);
  }
}

/** Everything that the database holds about the run. */
export async function rowsOf(
  sql: pg.Pool,
): Promise<Pick<History, 'proposals' | 'rows' | 'claims'>> {
  type Row = History['rows'];
  const proposals = await sql.query<History['proposals'][number] & { contents: string[] }>(
    `select p.id, p.state, p.revision, p.workflow_id as "workflowId", p.kind, p.lane,
       array_agg(r.content) as contents
     from proposals p join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
     group by p.workspace_id, p.id`,
  );
  const decisions = await sql.query<Row['decisions'][number]>(
    `select id, proposal_id as "proposalId", revision, action, status = 'accepted' as accepted,
       standing, content_digest as "contentDigest" from decisions`,
  );
  const clearances = await sql.query<Row['clearances'][number]>(
    `select id, proposal_id as "proposalId", revision, decision_id as "decisionId", state,
       content_digest as "contentDigest" from clearances`,
  );
  const dispatches = await sql.query<Row['dispatches'][number]>(
    `select id, proposal_id as "proposalId", clearance_id as "clearanceId", state, executor,
       content_digest as "contentDigest",
       (extract(epoch from handed_over_at) * 1000)::float8 as "handedOverAt",
       (extract(epoch from finished_at) * 1000)::float8 as "finishedAt" from dispatches`,
  );
  const claims = await sql.query<{ id: string; times: number[] }>(
    `select dispatch_id as id, array_agg((extract(epoch from at) * 1000)::float8 order by at) as times
     from claims_seen group by dispatch_id`,
  );
  return {
    claims: new Map(claims.rows.map(({ id, times }) => [id, times])),
    proposals: proposals.rows.map(({ contents, ...row }) => ({
      ...row,
      recipients: contents.flatMap((text) => recipientsOf(JSON.parse(text))),
    })),
    rows: { decisions: decisions.rows, clearances: clearances.rows, dispatches: dispatches.rows },
  };
}

const recipientsOf = (content: Content): string[] =>
  content.kind === 'email.draft'
    ? [...content.to, ...content.cc, ...content.bcc].map(({ email }) => email.toLowerCase())
    : [];

/** The proposals that a person may see, by the rule in words: all, or a rep's own mailboxes'. */
export async function visibleTo(
  sql: pg.Pool,
  person: { role: string; mailboxes: readonly string[] },
): Promise<History['readers'][number]['visible']> {
  const { rows } = await sql.query<History['readers'][number]['visible'][number]>(
    `select id, state, revision from proposals where $1 <> 'rep'
       or lane = 'human' and (accounts is null or accounts && $2::text[])`,
    [person.role, person.mailboxes],
  );
  return rows;
}

/** The audit chain as an auditor gets it, and what the verifier says of it. */
export async function auditOf(reviewer: Reviewer): Promise<Pick<History, 'log' | 'verdict'>> {
  const jwks = await fetch(`${reviewer.url}/.well-known/jwks.json`);
  const { keys } = (await jwks.json()) as { keys: unknown[] };
  const answer = await reviewer.send('exportAudit', {});
  if (!answer.ok) throw new Error(`the export answered ${answer.status}`);
  const text = Buffer.from(await answer.arrayBuffer());
  const findings: string[] = [];
  const verdict = await verifyExport(Readable.from([text]), {
    keys,
    onFinding: ({ line, what }) => findings.push(`line ${line}: ${what}`),
  });
  const log = text
    .toString('utf8')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const parsed = ExportLine.parse(JSON.parse(line));
      return parsed.type === 'row' ? [parsed.row] : [];
    });
  const { unsealed, rows, signatures } = verdict;
  return { log, verdict: { findings, unsealed, rows, signatures } };
}

/** Digests of what came, made by the receiver; the same as core makes them. */
export const digestsOfCalls = (calls: readonly Call[]): Promise<string[]> =>
  Promise.all(calls.map(({ content }) => contentDigest(content as Content)));
