import { handedBecause } from '../../core/ownership/whose.ts';
import type { ProposalState } from '../../core/schema/proposal.ts';
import type { Policy, RiskTier, WorkflowInput } from '../../core/schema/workflow.ts';
import type { OwnershipStore, WorkflowVersion } from '../dispatch/ports.ts';
import { DECIDABLE } from '../dispatch/states.ts';
import type { Db, Query } from './db.ts';
import { returnEscalations } from './escalations.ts';
import { qualificationStore } from './qualifications.ts';
import { iso } from './rows.ts';
import { showAnew } from './show-anew.ts';

/** Versions of policies, absences, handovers; qualifications are in their own file. */
export function ownershipStore(db: Db): OwnershipStore {
  return {
    async versions({ workspaceId, workflowId, limit }) {
      const rows = await db.in(workspaceId)<VersionRow>(
        `select ${VERSION_COLUMNS} from workflow_versions
         where workspace_id = $1 and workflow_id = $2 order by version desc limit $3`,
        [workspaceId, workflowId, limit],
      );
      return rows.length === 0 ? null : rows.map(versionOf);
    },
    async version({ workspaceId, workflowId, version }) {
      const [row] = await db.in(workspaceId)<VersionRow>(
        `select ${VERSION_COLUMNS} from workflow_versions
         where workspace_id = $1 and workflow_id = $2 and version = $3`,
        [workspaceId, workflowId, version],
      );
      return row ? versionOf(row) : null;
    },
    async setAway({ workspaceId, email, until, by }) {
      const known = await db.tx({ workspaceId, actor: by }, async (q) => {
        const [person] = await q<{ id: string }>(
          'select id from reviewers where workspace_id = $1 and email = lower($2) for update',
          [workspaceId, email],
        );
        if (!person) return false;
        await q(
          `update absences set ended_at = now()
           where workspace_id = $1 and reviewer_id = $2 and ended_at is null`,
          [workspaceId, person.id],
        );
        if (until !== null) {
          await q(
            `insert into absences (workspace_id, reviewer_id, until, said_by)
             values ($1, $2, $3, $4)`,
            [workspaceId, person.id, until, by],
          );
        }
        await resyncStandIns(q, { workspaceId, reviewerIds: [person.id] });
        return true;
      });
      if (known) db.moved(workspaceId);
      return known;
    },
    async sweepOwnership() {
      const workspaces = await db.due("select due_in('ownership') as workspace_id");
      let count = await returnEscalations(db);
      for (const workspaceId of workspaces) count += await sweepIn(db, workspaceId);
      return count;
    },
    ...qualificationStore(db),
  };
}

const VERSION_COLUMNS = `version, workflow, put_by, put_at, reason, rolled_back_to,
  (select r.name from reviewers r where r.workspace_id = workflow_versions.workspace_id
    and 'reviewer:' || r.id = put_by) as put_name`;
type VersionRow = {
  version: number;
  workflow: WorkflowInput;
  put_by: string;
  put_at: Date;
  put_name: string | null;
  reason: string | null;
  rolled_back_to: number | null;
};

const versionOf = (row: VersionRow): WorkflowVersion => ({
  ...{ version: row.version, workflow: row.workflow, by: row.put_by, at: iso(row.put_at) },
  ...(row.put_name === null ? {} : { name: row.put_name }),
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.rolled_back_to === null ? {} : { rolledBackTo: row.rolled_back_to }),
});

/** Stand-ins see other work when who they stand in for goes or comes back. */
async function resyncStandIns(
  q: Query,
  { workspaceId, reviewerIds }: { workspaceId: string; reviewerIds: string[] },
): Promise<void> {
  await q(
    `update reviewers s set resync_xid = pg_current_xact_id()
     where s.workspace_id = $1 and s.email in (
       select lower(o.value ->> 'standIn') from reviewers a
       join workflows w on w.workspace_id = a.workspace_id,
         jsonb_each(coalesce(w.policy -> 'ownership', '{}')) as o
       where a.workspace_id = $1 and a.id = any($2) and lower(o.value ->> 'approver') = a.email)`,
    [workspaceId, reviewerIds],
  );
}

/** Their feeds start over: what they may see is not what it was. */
export const resync = (q: Query, work: { workspaceId: string; emails: string[] }) =>
  q(
    `update reviewers set resync_xid = pg_current_xact_id()
     where workspace_id = $1 and email = any($2)`,
    [work.workspaceId, work.emails.map((email) => email.toLowerCase())],
  );

async function sweepIn(db: Db, workspaceId: string): Promise<number> {
  const count = await db.tx({ workspaceId, actor: 'gate:ownership' }, async (q) => {
    const over = await q<{ reviewer_id: string }>(
      `update absences set ended_at = now()
       where workspace_id = $1 and ended_at is null and until <= now() returning reviewer_id`,
      [workspaceId],
    );
    if (over.length > 0) {
      const reviewerIds = over.map((row) => row.reviewer_id);
      await resyncStandIns(q, { workspaceId, reviewerIds });
    }
    const ended = await q<{ reviewer_id: string }>(
      `update qualifications set ended_at = now(), ended_why = 'ran out'
       where workspace_id = $1 and ended_at is null and until <= now() returning reviewer_id`,
      [workspaceId],
    );
    await q(
      `update reviewers set resync_xid = pg_current_xact_id()
       where workspace_id = $1 and id = any($2)`,
      [workspaceId, ended.map((row) => row.reviewer_id)],
    );
    return over.length + ended.length + (await handOver(q, workspaceId));
  });
  if (count > 0) db.moved(workspaceId);
  return count;
}

type DueRow = {
  proposal_id: string;
  revision: number;
  current: number;
  state: ProposalState;
  tier: RiskTier;
  policy: Policy;
};

/** Hands over what is still undecided; a row that somebody decides right now waits for the next time. */
async function handOver(q: Query, workspaceId: string): Promise<number> {
  const due = await q<DueRow>(
    `select h.proposal_id, h.revision, p.revision as current, p.state, r.tier, w.policy
     from handovers h
     join proposals p on p.workspace_id = h.workspace_id and p.id = h.proposal_id
     join revisions r on r.workspace_id = h.workspace_id and r.proposal_id = h.proposal_id
       and r.revision = h.revision
     join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
     where h.workspace_id = $1 and h.handed_at is null and h.ended_at is null and h.due_at <= now()
     order by h.due_at limit 200 for update of h, p skip locked`,
    [workspaceId],
  );
  for (const row of due) {
    const owner = row.policy.ownership?.[row.tier];
    const open = row.current === row.revision && DECIDABLE.has(row.state);
    const message =
      open && owner?.standIn !== undefined
        ? `${handedBecause({ away: [], escalated: false }, owner)}, so ${owner.standIn} decides it.`
        : null;
    await q(
      `update handovers set message = $4, handed_at = case when $4::text is null then null else now() end,
         ended_at = case when $4::text is null then now() end
       where workspace_id = $1 and proposal_id = $2 and revision = $3`,
      [workspaceId, row.proposal_id, row.revision, message],
    );
    if (message === null) continue;
    await q('update proposals set revision = revision where workspace_id = $1 and id = $2', [
      workspaceId,
      row.proposal_id,
    ]);
  }
  return due.length;
}

/** True when two policies differ in who may decide. */
export const ownsOtherwise = (before: Policy, after: Policy): boolean =>
  ownersIn(before) !== ownersIn(after);
const ownersIn = (policy: Policy): string =>
  JSON.stringify([
    policy.ownership ?? null,
    policy.requireQualification ?? null,
    policy.parallelReview ?? null,
  ]);

/** After a policy names other people: times of open work anew, and feeds show whose it is now. */
export async function reown(
  q: Query,
  work: { workspaceId: string; workflowId: string; policies: Policy[] },
): Promise<void> {
  const { workspaceId, workflowId, policies } = work;
  await q(
    `insert into handovers (workspace_id, proposal_id, revision, due_at)
     select p.workspace_id, p.id, p.revision,
       r.created_at + make_interval(secs => 3600 * (o.owner ->> 'escalateAfterHours')::float8)
     from proposals p
     join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
     join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
       and r.revision = p.revision
     cross join lateral (select w.policy -> 'ownership' -> r.tier as owner) o
     where p.workspace_id = $1 and p.workflow_id = $2
       and p.state in ('pending', 'escalated', 'recalled')
       and o.owner ? 'standIn' and o.owner ? 'escalateAfterHours'
     on conflict (workspace_id, proposal_id, revision) do update
       set due_at = excluded.due_at, ended_at = null where handovers.handed_at is null`,
    [workspaceId, workflowId],
  );
  await showAnew(q, { workspaceId, workflowId });
  const emails = policies.flatMap(({ ownership }) =>
    Object.values(ownership ?? {}).flatMap((owner) =>
      owner ? [owner.approver, owner.standIn ?? owner.approver] : [],
    ),
  );
  await resync(q, { workspaceId, emails });
}
