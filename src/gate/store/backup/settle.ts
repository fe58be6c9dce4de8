import type pg from 'pg';
import { allWorkspaces } from './tables.ts';

const REASON = 'restored from a backup: look at what went out since, then resume';

/**
 * A backup knows nothing of what happened after it. What was approved or under way then may have
 * left since, so it is not sent again by itself: queued dispatches end as refused, begun ones as
 * unknown, open clearances are void and what they covered is decided anew. Every workflow is paused
 * until a person resumes it. All by the ordinary moves, so the audit log has each.
 */
export async function settleRestored(
  client: pg.Client,
  backup: { at: string; epoch: string },
): Promise<{ unknown: number; refused: number }> {
  await client.query(
    `update installation set restored_at = now(), restored_from = $1,
       epoch = greatest($2::bigint + 1, extract(epoch from now())::bigint)`,
    [backup.at, backup.epoch],
  );
  await client.query("select set_config('gate.actor', 'cli:restore', true)");
  const counts = { unknown: 0, refused: 0 };
  for (const workspaceId of await allWorkspaces(client)) {
    await client.query("select set_config('gate.workspace', $1, true)", [workspaceId]);
    const run = async (text: string, values: unknown[] = []): Promise<number> =>
      (await client.query(text, [workspaceId, ...values])).rowCount ?? 0;
    await run(
      `insert into audit_log (workspace_id, actor, subject, subject_id, became, data)
       values ($1, 'cli:restore', 'gate', $1::uuid::text, 'restored',
         jsonb_build_object('backupOf', $2::text))`,
      [backup.at],
    );
    await run(
      `update workflows set state = 'paused', pause_reason = $2
       where workspace_id = $1 and state = 'running'`,
      [REASON],
    );
    await run(
      `update dispatches set state = 'handing_over'
       where workspace_id = $1 and state = 'claimed' and executor like 'gate:%'`,
    );
    counts.unknown += await run(
      `update dispatches set state = 'unknown', detail = $2, finished_at = now()
       where workspace_id = $1 and state in ('claimed', 'handing_over')`,
      ['Under way when the backup was made.'],
    );
    counts.refused += await run(
      `update dispatches set state = 'refused', detail = $2, finished_at = now()
       where workspace_id = $1 and state = 'queued'`,
      ['Waiting when the backup was made; it may have left since.'],
    );
    await run(
      `update clearances set state = 'void', void_reason = $2
       where workspace_id = $1 and state = 'open'`,
      [REASON],
    );
    await run(
      `update proposals p set state = 'unknown' where p.workspace_id = $1
         and p.state = 'dispatching' and exists (select from dispatches d
           where d.workspace_id = $1 and d.proposal_id = p.id and d.state = 'unknown')`,
    );
    // Nobody looks at what an open lane let through, so there it ends; a person's comes back to them.
    await run(
      `update decisions d set standing = false from proposals p
       where d.workspace_id = $1 and p.workspace_id = $1 and p.id = d.proposal_id
         and p.revision = d.revision and p.state = 'approved' and p.lane = 'human'
         and d.standing and d.action <> 'escalate'`,
    );
    await run(
      `update proposals set state = case lane when 'human' then 'pending' else 'failed' end
       where workspace_id = $1 and state = 'approved'`,
    );
    await run(
      `update proposals set state = 'failed' where workspace_id = $1 and state = 'dispatching'`,
    );
  }
  return counts;
}
