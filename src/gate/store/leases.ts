import type { ProposalStore } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { iso } from './rows.ts';

/**
 * "I am looking at this", for a minute or so. A lease never stands in anyone's way: it takes no part
 * in deciding, and its note in the feed skips a proposal that somebody has locked right now.
 */
export function leaseStore(db: Db): Pick<ProposalStore, 'lease'> {
  return {
    async lease({ workspaceId, proposalId, reviewerId, seconds }) {
      const q = db.in(workspaceId);
      const [row] = await q<{ until: Date; others: string[]; began: boolean }>(
        `with before as (
           select until from leases
           where workspace_id = $1 and proposal_id = $2 and reviewer_id = $3 and until > now()),
         mine as (
           insert into leases (workspace_id, proposal_id, reviewer_id, until)
           select p.workspace_id, p.id, $3, now() + make_interval(secs => $4)
           from proposals p
           join reviewers v on v.workspace_id = p.workspace_id and v.id = $3
           where p.workspace_id = $1 and p.id = $2
             and (v.role <> 'rep' or p.lane = 'human'
               and (p.accounts is null or p.accounts && v.mailboxes))
           on conflict (workspace_id, proposal_id, reviewer_id)
             do update set until = excluded.until
           returning until)
         select mine.until, not exists (select from before) as began, array(
             select r.name from leases l
             join reviewers r on r.workspace_id = l.workspace_id and r.id = l.reviewer_id
             where l.workspace_id = $1 and l.proposal_id = $2 and l.reviewer_id <> $3
               and l.until > now() order by r.name) as others
         from mine`,
        [workspaceId, proposalId, reviewerId, seconds],
      );
      if (!row) return leaseOfLook(q, { workspaceId, proposalId, reviewerId, seconds });
      // Others are told when a look begins, not each time that it is kept up.
      if (row.began) {
        await q(
          `update proposals p set revision = p.revision
           from (select id from proposals where workspace_id = $1 and id = $2
             and state in ('pending', 'escalated', 'recalled') for update skip locked) o
           where p.workspace_id = $1 and p.id = o.id`,
          [workspaceId, proposalId],
        );
        db.moved(workspaceId);
      }
      return { until: iso(row.until), others: row.others };
    },
  };
}

/** A look is read like a proposal; that somebody reads it is told to nobody. */
async function leaseOfLook(
  q: Query,
  input: Parameters<ProposalStore['lease']>[0],
): Promise<{ until: string; others: string[] } | null> {
  const [row] = await q<{ until: Date }>(
    `select now() + make_interval(secs => $4) as until from looks k
     join reviewers v on v.workspace_id = k.workspace_id and v.id = $3
     where k.workspace_id = $1 and k.id = $2
       and (v.role <> 'rep' or k.accounts is null or k.accounts && v.mailboxes)`,
    [input.workspaceId, input.proposalId, input.reviewerId, input.seconds],
  );
  return row ? { until: iso(row.until), others: [] } : null;
}
