import { canonical } from '../../core/digest/canonical.ts';
import { executable } from '../../core/digest/content.ts';
import type { Content } from '../../core/schema/content.ts';
import type { RoutedRevision } from '../dispatch/ports.ts';
import type { Query } from './db.ts';

/**
 * Mailboxes whose reps see it: of a mail its sender's and the one where it lies, of a meeting the one
 * whose calendar it goes into. Null for other kinds.
 */
export function accountsOf({ content, input }: RoutedRevision): string[] | null {
  if (content.kind === 'meeting.schedule') return [content.calendar.toLowerCase()];
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

/** A revision's columns and their types, in the order of {@link revisionValues}. */
const REVISION = {
  workspace_id: 'uuid',
  proposal_id: 'uuid',
  revision: 'int',
  content: 'text',
  content_digest: 'text',
  submission_digest: 'text',
  lane: 'text',
  tier: 'text',
  trigger: 'jsonb',
  flags: 'jsonb',
  model: 'text',
  model_version: 'text',
  prompt_version: 'text',
  confidence: 'double precision',
  review: 'jsonb',
  callback_url: 'text',
};
const types = Object.values(REVISION);
const DUE = types.length + 1;
/** `insert into revisions … select …`, to be followed by where from; parameters $1 to $17. */
const REVISION_INSERT = `insert into revisions (${Object.keys(REVISION).join(', ')}, due_at)
  select ${types.map((type, index) => `$${index + 1}::${type}`).join(', ')},
    now() + make_interval(secs => $${DUE}::double precision)`;

type Work = { revision: RoutedRevision; proposalId: string; number: number };

const revisionValues = ({ revision, proposalId, number }: Work): unknown[] => [
  revision.workspaceId,
  proposalId,
  number,
  contentText(revision.content),
  revision.contentDigest,
  revision.submissionDigest,
  revision.lane,
  revision.tier,
  JSON.stringify(revision.trigger),
  JSON.stringify(revision.flags),
  revision.input.agent.model,
  revision.input.agent.modelVersion,
  revision.input.agent.promptVersion ?? '',
  revision.input.confidence,
  JSON.stringify({
    reasoning: revision.input.reasoning,
    claims: revision.input.claims,
    context: revision.input.context,
    placement: revision.input.placement,
    template: revision.input.template,
    slots: revision.input.slots,
  }),
  revision.input.callbackUrl ?? null,
  revision.dueHours * 3600,
];

/** Writes a revision, and the bytes of its attachments, which are kept once by their SHA-256. */
export async function insertRevision(q: Query, work: Work): Promise<void> {
  const { workspaceId, content } = work.revision;
  await insertAttachments(q, { workspaceId, content });
  await q(REVISION_INSERT, revisionValues(work));
}

const SUBMIT = `with said as materialized (
    select set_config('gate.actor', $18, true)),
  flow as materialized (select from said where $24::text is null or exists (
    select from workflows w where w.workspace_id = $1::uuid and w.id = $20 and w.xmin::text = $24)),
  made as (
    insert into proposals (workspace_id, id, revision, state, lane, agent_id, workflow_id,
      external_id, kind, accounts, expires_at)
    select $1::uuid, $2::uuid, $3::int, 'pending', $7::text, $19::uuid, $20::text, $21::text,
      $22::text, $23::text[], $25::timestamptz from flow
    on conflict (workspace_id, agent_id, external_id) do nothing returning id),
  written as (${REVISION_INSERT} from made returning revision)
  select exists (select from flow) as current, exists (select from written) as created`;

/**
 * Writes a new proposal with its first revision, in one statement that says itself who does it.
 * Not `current`: its workflow is another one by now. Not `created`: there is one of that name.
 */
export async function insertProposal(
  q: Query,
  revision: RoutedRevision,
): Promise<{ current: boolean; created: boolean }> {
  const { input, proposalId, content } = revision;
  const [row] = await q<{ current: boolean; created: boolean }>(SUBMIT, [
    ...revisionValues({ revision, proposalId, number: 1 }),
    `agent:${revision.agentId}`,
    revision.agentId,
    input.workflowId,
    input.externalId,
    content.kind,
    accountsOf(revision),
    revision.workflowSeen ?? null,
    input.expiresAt ?? null,
  ]);
  if (!row) throw new Error('an insert gave no row');
  return row;
}

/** Attachment bytes come with it, which are rows of their own. */
export const bringsBytes = (content: Content | undefined): boolean =>
  content?.kind === 'email.draft' &&
  content.attachments.some((attachment) => attachment.content !== undefined);

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

// Written over past every lock it may be anything, which the dispatcher's digest then refuses.
const isMail = (content: unknown): boolean => {
  const { kind, attachments } = (content ?? {}) as Partial<Record<string, unknown>>;
  return kind === 'email.draft' && Array.isArray(attachments) && attachments.every(Boolean);
};

/** The content with its attachments' bytes, base64, for an executor; what is no mail as it is. */
export async function withBytes(
  q: Query,
  work: { workspaceId: string; content: Content },
): Promise<Content> {
  const { content, workspaceId } = work;
  if (!isMail(content) || content.kind !== 'email.draft') return content;
  if (content.attachments.length === 0) return content;
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

/**
 * Locks a proposal before it is read. The reading has to be a statement of its own: one that joins the
 * revision and waits for the lock finds the new revision's number and the old revision's row, that is
 * nothing, when another came meanwhile.
 */
export const lockProposal = async (
  q: Query,
  { workspaceId, proposalId }: { workspaceId: string; proposalId: string },
): Promise<void> => {
  await q('select 1 from proposals where workspace_id = $1 and id = $2 for update', [
    workspaceId,
    proposalId,
  ]);
};
