import type { SentAnswer } from '../../protocol/defects.ts';
import { Refusal, type SpotCheckStore } from '../dispatch/ports.ts';
import { hear } from './brake-feed.ts';
import type { Db, Query } from './db.ts';
import { iso } from './rows.ts';
import { add } from './signals.ts';
import { TITLE } from './spot-check-read.ts';
import { mayReview, overlaps } from './visible.ts';

type Reporting = Parameters<SpotCheckStore['report']>[0];

/** A mail is its mailbox's too, whatever lane it took: who owns it sees it in Sent. */
const isTheirs = (
  { reviewer }: Pick<Reporting, 'reviewer'>,
  { lane, accounts }: { lane: string; accounts: string[] | null },
): boolean =>
  mayReview({ reviewer }, { lane, accounts }) ||
  (accounts !== null && overlaps(accounts, reviewer.mailboxes));

/**
 * "This sent mail was wrong", as a signal: it is a defect to the lane's labels and to brakes, and says who
 * noticed it (M1) and when the first such one left (M3).
 */
export async function reportDefect(db: Db, input: Reporting): ReturnType<SpotCheckStore['report']> {
  const { workspaceId, reviewer, proposalId, request } = input;
  const answer = await db.tx({ workspaceId, actor: `reviewer:${reviewer.id}` }, async (q) => {
    const sent = await sentTime(q, { workspaceId, proposalId });
    if (!sent || !isTheirs(input, sent)) return null;
    if (sent.at === null) throw new Refusal('not-open', 'It has not left: reject it instead.');
    const sentAt = iso(sent.at);
    const now = sent.now.getTime();
    const at = Math.min(now, request.at === undefined ? now : Date.parse(request.at));
    // Not after it left itself: it is bad, so the first bad one is this one or one before.
    const firstBadAt = earlier(request.firstBadAt ?? sentAt, sentAt);
    const signalId = `defect:${proposalId}:${reviewer.id}`;
    const { accepted } = await add(q, {
      workspaceId,
      source: `reviewer:${reviewer.id}`,
      signals: [
        {
          ...{ id: signalId, type: 'defect_reported', proposalId, firstBadAt },
          foundBy: request.foundBy ?? (reviewer.role === 'rep' ? 'rep' : 'auditor'),
          at: new Date(Math.max(at, sent.at.getTime())).toISOString(),
          ...(request.note === undefined ? {} : { detail: request.note }),
        },
      ],
    });
    return { signalId, fresh: accepted > 0, sentAt, firstBadAt };
  });
  if (answer?.fresh) await hear(db, { workspaceId, all: false });
  return answer;
}

/** The same of what a spot-check found, within the transaction of its decision. */
export async function foundWrong(
  q: Query,
  work: { workspaceId: string; lookId: string; proposalId: string },
): Promise<void> {
  const { workspaceId, lookId, proposalId } = work;
  const sent = await sentTime(q, { workspaceId, proposalId });
  if (!sent || sent.at === null) return;
  await add(q, {
    ...{ workspaceId, source: 'spot-check' },
    signals: [
      {
        ...{ id: `spot-check:${lookId}`, type: 'defect_reported', proposalId },
        ...{ foundBy: 'auditor', firstBadAt: iso(sent.at), at: iso(sent.now) },
      },
    ],
  });
}

const earlier = (one: string, other: string): string =>
  Date.parse(one) < Date.parse(other) ? one : other;

async function sentTime(
  q: Query,
  { workspaceId, proposalId }: { workspaceId: string; proposalId: string },
): Promise<{ at: Date | null; now: Date; lane: string; accounts: string[] | null } | null> {
  const [row] = await q<{ at: Date | null; now: Date; lane: string; accounts: string[] | null }>(
    `select (select min(d.finished_at) from dispatches d where d.workspace_id = p.workspace_id
         and d.proposal_id = p.id and d.state = 'executed') as at, now() as now, p.lane, p.accounts
     from proposals p where p.workspace_id = $1 and p.id = $2::uuid`,
    [workspaceId, proposalId],
  );
  return row ?? null;
}

/** What left lately; of a rep's, what lies in their mailboxes or was for any rep. */
export async function sentLately(
  q: Query,
  { workspaceId, reviewer, limit }: Parameters<SpotCheckStore['sent']>[0],
): Promise<SentAnswer> {
  const rows = await q<{
    proposal_id: string;
    workflow_id: string;
    kind: string;
    title: string | null;
    sent_at: Date;
    unattended: boolean;
    reported: boolean;
  }>(
    `select d.proposal_id, d.workflow_id, p.kind, ${TITLE} as title, d.finished_at as sent_at,
       c.decision_id is null as unattended, exists (select from signals n
         where n.workspace_id = d.workspace_id and n.proposal_id = d.proposal_id
           and n.type = 'defect_reported') as reported
     from dispatches d
     join proposals p on p.workspace_id = d.workspace_id and p.id = d.proposal_id
     join clearances c on c.workspace_id = d.workspace_id and c.id = d.clearance_id
     join revisions r on r.workspace_id = d.workspace_id and r.proposal_id = d.proposal_id
       and r.revision = c.revision
     where d.workspace_id = $1 and d.state = 'executed' and ($2 or p.accounts && $3::text[]
       or (p.accounts is null and c.decision_id is not null))
     order by d.finished_at desc limit $4`,
    [
      ...[workspaceId, reviewer.role !== 'rep'],
      ...[reviewer.mailboxes.map((mailbox) => mailbox.toLowerCase()), limit],
    ],
  );
  return {
    sent: rows.map((row) => ({
      ...{ proposalId: row.proposal_id, workflowId: row.workflow_id, kind: row.kind },
      ...{ title: row.title, sentAt: iso(row.sent_at) },
      ...{ unattended: row.unattended, reported: row.reported },
    })),
  };
}
