import { canonical } from '../../core/digest/canonical.ts';
import { composeDigest } from '../../core/digest/compose.ts';
import { contentDigest } from '../../core/digest/content.ts';
import { contentFault, editFault } from '../../core/review/edit.ts';
import type { Content } from '../../core/schema/content.ts';
import type { Decision, DecisionConflict } from '../../core/schema/decision.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import { runsOf } from '../../core/text/runs.ts';
import type { CurrentRevision } from './ports.ts';

export type Settled =
  | { content: Content; edited: boolean }
  | { conflict: DecisionConflict; detail: string };

const refuse = (conflict: DecisionConflict, detail: string): Settled => ({ conflict, detail });

/**
 * The content that this approval lets out, or why it may not. `approve` may change the tail only;
 * `approve_edited` what its kind allows (core/review/edit.ts); the digest must be that of the result.
 */
export async function approvedContent(
  decision: Decision,
  current: CurrentRevision,
): Promise<Settled> {
  const { action, content } = decision;
  if (!content) {
    if (action === 'approve_edited') return refuse('invalid', 'An edited approval names its text.');
    if (decision.contentDigest !== current.contentDigest)
      return refuse('digest_mismatch', 'What was approved is not this revision.');
    const fault = contentFault(current.content);
    if (fault) return refuse('invalid', fault);
    return { content: current.content, edited: false };
  }
  const fault =
    editFault(current.content, content, current) ??
    (action === 'approve' && fixedPart(current.content) !== fixedPart(content)
      ? 'Only the tail may differ without an edit.'
      : null);
  if (fault) return refuse('invalid', fault);
  if ((await contentDigest(content)) !== decision.contentDigest)
    return refuse('digest_mismatch', 'The signed digest is not that of the signed content.');
  return withBytes(content, current.content, action === 'approve_edited');
}

/** All of a content that a plain approval must leave as it is. */
function fixedPart(content: Content): string {
  if (content.kind !== 'email.draft') return canonical(content);
  const { tail: _tail, attachments, ...rest } = content;
  return canonical({
    ...rest,
    attachments: attachments.map(({ content: _bytes, ...attachment }) => attachment),
  });
}

/** Attachments' bytes never reach the reviewer, so they come back from the revision by digest. */
function withBytes(after: Content, before: Content, edited: boolean): Settled {
  if (after.kind !== 'email.draft' || before.kind !== 'email.draft')
    return { content: after, edited };
  const known = new Map(before.attachments.map((attachment) => [attachment.sha256, attachment]));
  const attachments: EmailContent['attachments'] = [];
  for (const attachment of after.attachments) {
    const source = known.get(attachment.sha256);
    if (!source || source.size !== attachment.size)
      return refuse('invalid', 'An attachment is not one of the revision.');
    const { content: _bytes, ...rest } = attachment;
    attachments.push(source.content === undefined ? rest : { ...rest, content: source.content });
  }
  return { content: { ...after, attachments }, edited };
}

/**
 * False when the signed `composeDigest` is not that of the approved mail. Gmail shows attachment
 * sizes rounded, so with attachments only the device can tell, by what it read.
 */
export async function composeMatches(content: EmailContent, digest: string): Promise<boolean> {
  if (content.attachments.length > 0) return true;
  const emails = (list: EmailContent['to']): string[] => list.map(({ email }) => email);
  const expected = await composeDigest({
    from: content.from.email,
    to: emails(content.to),
    cc: emails(content.cc),
    bcc: emails(content.bcc),
    subject: content.subject,
    authored: runsOf(content.body),
    tail: runsOf(content.tail ?? ''),
    attachments: [],
  });
  return expected === digest;
}
