import { canonical } from '../../core/digest/canonical.ts';
import { executable } from '../../core/digest/content.ts';
import type { Content } from '../../core/schema/content.ts';
import type { RoutedRevision } from '../dispatch/ports.ts';
import type { Query } from './db.ts';

/** Mailboxes whose reps see a mail: its sender's and the one where it lies. Null for other kinds. */
export function accountsOf({ content, input }: RoutedRevision): string[] | null {
  if (content.kind !== 'email.draft') return null;
  const accounts = [content.from.email, input.placement?.account];
  return [
    ...new Set(
      accounts.flatMap((account) => (account === undefined ? [] : [account.toLowerCase()])),
    ),
  ];
}

/** The exact text that a content's digest is made of. */
export const contentText = (content: Content): string => canonical(executable(content));

/** Writes a revision, and the bytes of its attachments, which are kept once by their SHA-256. */
export async function insertRevision(
  q: Query,
  work: { revision: RoutedRevision; proposalId: string; number: number },
): Promise<void> {
  const { revision, proposalId, number } = work;
  const { input, workspaceId } = revision;
  await insertAttachments(q, { workspaceId, content: revision.content });
  await q(
    `insert into revisions
       (workspace_id, proposal_id, revision, content, content_digest, submission_digest, lane,
        tier, trigger, flags, model, model_version, confidence, review, callback_url, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
       now() + make_interval(secs => $16))`,
    [
      workspaceId,
      proposalId,
      number,
      contentText(revision.content),
      revision.contentDigest,
      revision.submissionDigest,
      revision.lane,
      revision.tier,
      JSON.stringify(revision.trigger),
      JSON.stringify(revision.flags),
      input.agent.model,
      input.agent.modelVersion,
      input.confidence,
      JSON.stringify({
        reasoning: input.reasoning,
        claims: input.claims,
        context: input.context,
        placement: input.placement,
        template: input.template,
      }),
      input.callbackUrl ?? null,
      revision.dueHours * 3600,
    ],
  );
}

/** Keeps attachment bytes that came along. The table's constraint checks them against their digest. */
export async function insertAttachments(
  q: Query,
  work: { workspaceId: string; content: Content },
): Promise<void> {
  if (work.content.kind !== 'email.draft') return;
  for (const attachment of work.content.attachments) {
    if (attachment.content === undefined) continue;
    await q(
      `insert into attachments (workspace_id, sha256, bytes) values ($1, $2, $3)
       on conflict (workspace_id, sha256) do nothing`,
      [work.workspaceId, attachment.sha256, Buffer.from(attachment.content, 'base64')],
    );
  }
}

/** The content with its attachments' bytes, base64, for an executor. */
export async function withBytes(
  q: Query,
  work: { workspaceId: string; content: Content },
): Promise<Content> {
  const { content, workspaceId } = work;
  if (content.kind !== 'email.draft' || content.attachments.length === 0) return content;
  const rows = await q<{ sha256: string; bytes: Buffer }>(
    'select sha256, bytes from attachments where workspace_id = $1 and sha256 = any($2)',
    [workspaceId, content.attachments.map((attachment) => attachment.sha256)],
  );
  const bytes = new Map(rows.map((row) => [row.sha256, row.bytes.toString('base64')]));
  return {
    ...content,
    attachments: content.attachments.map((attachment) => {
      const found = bytes.get(attachment.sha256);
      return found === undefined ? attachment : { ...attachment, content: found };
    }),
  };
}
