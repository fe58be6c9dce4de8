import type { ErasureCounts } from '../dispatch/ports.ts';
import type { Query } from './db.ts';
import { ERASED, mentions } from './erasure-text.ts';

/*
 * What the audit log hides behind salted digests (`audit_private`) is forgotten with the person: the
 * openings go, each with a row that says so (a trigger's), and the chain stays as it is.
 */

/** Forgets what the log hides about proposals' dispatches, hand-overs and withdrawals. */
export async function forgetProposals(
  q: Query,
  input: { workspaceId: string; ids: string[] },
): Promise<number> {
  const rows = await q(
    `delete from audit_private p using (
       select 'dispatch' as subject, id::text as id from dispatches
         where workspace_id = $1 and proposal_id = any($2)
       union all select 'withdrawal', id::text from withdrawals
         where workspace_id = $1 and proposal_id = any($2)
       union all select 'handover', unnest($2::uuid[])::text) s
     where p.workspace_id = $1 and p.subject = s.subject and p.subject_id = s.id
     returning p.audit_id`,
    [input.workspaceId, input.ids],
  );
  return rows.length;
}

/**
 * Forgets every opening that names the address, as it was given and in the form that lists keep it
 * in, and all of the rows that are about these subjects. Reads the workspace's openings.
 */
export async function forgetNamed(
  q: Query,
  input: { workspaceId: string; address: string; about: { subject: string; id: string }[] },
): Promise<number> {
  const { workspaceId, address, about } = input;
  const [known] = await q<{ name: string }>('select conduct_address($1) as name', [address]);
  const rows = await q(
    `delete from audit_private where workspace_id = $1 and (clear ~* any($2::text[])
       or (subject, subject_id) in (select s, i from unnest($3::text[], $4::text[]) t (s, i)))
     returning audit_id`,
    [
      workspaceId,
      [mentions(address), mentions(known?.name ?? address)],
      about.map(({ subject }) => subject),
      about.map(({ id }) => id),
    ],
  );
  return rows.length;
}

/**
 * One of our own people: their devices end, their row and their devices' names say nothing of them
 * any more. What they decided stays theirs, by id. A mailbox that somebody else only sends from is
 * taken off that person. Policies that name the address are left and counted: only their managers
 * can say who answers instead.
 */
export async function eraseReviewer(
  q: Query,
  input: { workspaceId: string; address: string },
): Promise<{ counts: ErasureCounts; about: { subject: string; id: string }[] }> {
  const { workspaceId } = input;
  const values = [workspaceId, input.address.toLowerCase()];
  const mine =
    'workspace_id = $1 and reviewer_id in (select id from reviewers where workspace_id = $1 and email = $2)';
  await q(
    `delete from tokens where workspace_id = $1 and device_id in (select id from devices where ${mine})`,
    values,
  );
  await q(`update pairing_codes set used_at = now() where ${mine} and used_at is null`, values);
  await q(`update slack_codes set used_at = now() where ${mine} and used_at is null`, values);
  const accounts = await q<{ id: string }>(
    `update slack_accounts set team_id = '${ERASED}', user_id = '${ERASED}',
       revoked_at = coalesce(revoked_at, now()) where ${mine} returning id`,
    values,
  );
  await q(
    `delete from slack_alert_posts s using slack_accounts a where s.workspace_id = $1
       and a.workspace_id = $1 and a.id = s.account_id and a.user_id = '${ERASED}'`,
    [workspaceId],
  );
  // Their name there is in what Slack signed of their decisions.
  await q(
    `delete from slack_attestations where workspace_id = $1 and decision_id in (
       select id from decisions where ${mine} and channel = 'slack')`,
    values,
  );
  const devices = await q<{ id: string }>(
    `update devices set name = '${ERASED}', revoked_at = coalesce(revoked_at, now())
     where ${mine} returning id`,
    values,
  );
  const reviewers = await q<{ id: string }>(
    `update reviewers set name = '${ERASED}', email = '${ERASED}-' || id || '@erased.invalid',
       mailboxes = '{}', resync_xid = pg_current_xact_id()
     where workspace_id = $1 and email = $2 returning id`,
    values,
  );
  const mailboxes = await q(
    `update reviewers set mailboxes = array_remove(mailboxes, $2), resync_xid = pg_current_xact_id()
     where workspace_id = $1 and $2 = any (mailboxes) returning id`,
    values,
  );
  await q(
    `update alerts set owner = '', note = null where workspace_id = $1 and lower(owner) = $2`,
    values,
  );
  const policies = await q(
    `select id from workflows where workspace_id = $1
       and (owner ~* $2 or policy::text ~* $2) order by id`,
    [workspaceId, mentions(input.address)],
  );
  return {
    counts: {
      reviewers: reviewers.length,
      devices: devices.length,
      mailboxes: mailboxes.length,
      workflowsLeft: policies.length,
    },
    about: [
      ...reviewers.map(({ id }) => ({ subject: 'reviewer', id })),
      ...devices.map(({ id }) => ({ subject: 'device', id })),
      ...accounts.map(({ id }) => ({ subject: 'slack-account', id })),
    ],
  };
}
