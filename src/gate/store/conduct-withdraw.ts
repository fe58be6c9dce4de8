import type { SuppressionInput } from '../../core/schema/suppression.ts';
import type { DecisionReport } from '../../protocol/proposals.ts';
import { voidClearance } from './clearance-rows.ts';
import type { Query } from './db.ts';
import { sendWebhook } from './queues.ts';
import { iso } from './rows.ts';

/** What nobody has begun to execute. */
const OPEN = `p.state in ('pending', 'escalated', 'recalled', 'approved')`;

type Ref = { workspaceId: string };
type Entries = readonly Pick<SuppressionInput, 'scope' | 'value'>[];

/**
 * Locks the open proposals that name somebody whom these entries are about, under any of their
 * names. Before the entries are locked themselves: a redemption holds its proposal first, too.
 */
export async function lockPending(q: Query, work: Ref & { entries: Entries }): Promise<string[]> {
  const of = (...scopes: string[]) =>
    work.entries.filter(({ scope }) => scopes.includes(scope)).map(({ value }) => value);
  const rows = await q<{ id: string }>(
    `with named as (
       select unnest($2::text[]) as key
       union select record from contact_links where workspace_id = $1 and address = any ($2)
       union select address from contact_links where workspace_id = $1 and record = any ($2)
       union select person from contacts where workspace_id = $1 and account = any ($2)),
     of_them as (
       select r.proposal_id from recipients r join named n on r.person = n.key
         where r.workspace_id = $1
       union select r.proposal_id from recipients r
         where r.workspace_id = $1 and r.domain is not null and conduct_above(r.domain) && $3::text[]
           and cardinality($3::text[]) > 0)
     select p.id from proposals p join of_them o on o.proposal_id = p.id
     where p.workspace_id = $1 and ${OPEN} order by p.id for update of p`,
    [work.workspaceId, of('address', 'account'), of('domain')],
  );
  return rows.map(({ id }) => id);
}

/** Withdraws those of the locked proposals that the list forbids now, and tells their agents. */
export async function withdrawForbidden(
  q: Query,
  { workspaceId, proposalIds }: Ref & { proposalIds: string[] },
): Promise<string[]> {
  if (proposalIds.length === 0) return [];
  const rows = await q<{
    id: string;
    revision: number;
    callback_url: string | null;
    reason: string;
    who: string;
  }>(
    `select p.id, p.revision, r.callback_url, s.reason, s.who
     from proposals p
     join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
       and r.revision = p.revision
     left join clearances c on c.workspace_id = p.workspace_id and c.proposal_id = p.id
       and c.state = 'open'
     cross join lateral (select min(f.reason) as reason, string_agg(f.shown, ', ' order by f.path) as who
       from conduct_suppressed($1, conduct_of(p.workspace_id, p.id, p.revision, c.decision_id), true) f) s
     where p.workspace_id = $1 and p.id = any ($2) and ${OPEN} and s.reason is not null
     order by p.id`,
    [workspaceId, proposalIds],
  );
  for (const row of rows) {
    const detail = `${row.who}: ${row.reason}`;
    await voidClearance(q, {
      workspaceId,
      proposalId: row.id,
      reason: `suppressed: ${row.reason}`,
    });
    await q(`update proposals set state = 'withdrawn' where workspace_id = $1 and id = $2`, [
      workspaceId,
      row.id,
    ]);
    const [made] = await q<{ id: string; at: Date }>(
      `insert into withdrawals (workspace_id, id, proposal_id, reason, detail)
       values ($1, gen_random_uuid(), $2, $3, $4) returning id, at`,
      [workspaceId, row.id, row.reason, detail],
    );
    if (row.callback_url === null || !made) continue;
    const report: DecisionReport = {
      proposalId: row.id,
      revision: row.revision,
      state: 'withdrawn',
      decision: null,
      withdrawn: { reason: row.reason, detail, at: iso(made.at) },
    };
    await sendWebhook(q, {
      workspaceId,
      id: made.id,
      url: row.callback_url,
      type: 'proposal.withdrawn',
      data: report,
    });
  }
  return rows.map(({ id }) => id);
}
