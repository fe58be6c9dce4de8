import type { NewCanary, RoutedRevision } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { accountsOf, contentText } from './revisions.ts';

/**
 * Plants it in the proposal's own transaction, so that both are there from the same moment on; not where
 * the workflow has had its share today. A race over the last one plants one more, which harms nobody.
 */
export async function insertCanary(
  q: Query,
  revision: RoutedRevision,
  canary: NewCanary,
): Promise<void> {
  const { workspaceId, proposalId, input, dueHours } = revision;
  const [room] = await q<{ some: boolean }>(
    `select count(*) < $3 as some from canaries c
     join looks k on k.workspace_id = c.workspace_id and k.id = c.look_id
     where c.workspace_id = $1 and k.workflow_id = $2
       and c.created_at >= date_trunc('day', now() at time zone 'utc') at time zone 'utc'`,
    [workspaceId, input.workflowId, canary.mostADay],
  );
  if (!room?.some) return;
  await q(
    `insert into looks (workspace_id, id, reason, proposal_id, revision, workflow_id, accounts, inclusion,
       content_digest, due_at)
     values ($1, $2, 'canary', $3, 1, $4, $5, 1, $6, now() + make_interval(secs => $7))`,
    [
      ...[workspaceId, canary.lookId, proposalId, input.workflowId, accountsOf(revision)],
      ...[canary.contentDigest, dueHours * 3600],
    ],
  );
  await q(
    `insert into canaries (workspace_id, look_id, proposal_id, kind, flagged, content, content_digest,
       tier, trigger, flags, claims, blind, planted)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[workspaceId, canary.lookId, proposalId, canary.planted.kind, canary.flagged],
      ...[contentText(canary.content), canary.contentDigest, canary.tier],
      JSON.stringify(canary.trigger),
      JSON.stringify(canary.flags),
      JSON.stringify(canary.claims),
      canary.blind ? JSON.stringify(canary.blind) : null,
      JSON.stringify(canary.planted),
    ],
  );
}
