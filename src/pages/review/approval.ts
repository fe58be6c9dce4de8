import { t } from '../../words/t.ts';
import './jitless.ts';
import { composeDigest, normalCompose, normalRuns, tailDigest } from '../../core/digest/compose.ts';
import { contentDigest } from '../../core/digest/content.ts';
import { readingOf } from '../../core/digest/match.ts';
import { EmailContent, type Mailbox } from '../../core/schema/email.ts';
import type { ReviewItem } from '../../core/schema/proposal.ts';
import { isAuthored } from '../../core/text/authored.ts';
import { authoredOf, plainOf } from '../../core/text/plain.ts';
import { runsOf } from '../../core/text/runs.ts';
import type { ReadingMessage } from '../../messages/panel-and-content.ts';
import { imagesOf } from './images.ts';
import type { WorkDraft } from './kinds/draft.ts';
import { isTextDraft, type Plan, type TextDraft } from './plan.ts';

// Comes after the first paint, with the digests: the panel asks for it as it starts (start.tsx), and
// no decision key is armed before 300 ms.

type MailItem = ReviewItem & { content: EmailContent };

const no = (why: string): Plan => ({ can: false, why });
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The plan for what a bound compose holds. Nothing is approved that the panel could not show: a
 * reading whose HTML and runs disagree, or that is outside the closed subset, is refused.
 */
export async function planFromReading(item: MailItem, reading: ReadingMessage): Promise<Plan> {
  const { compose, authoredHtml, tailHtml } = reading;
  const proposed = normalCompose(readingOf(item.content));
  const now = normalCompose(compose);
  const byCompose = item.content.delivery === 'compose';
  if (!isAuthored(authoredHtml) || !isAuthored(tailHtml)) {
    return no(t('review_draft_could_not_read_exactly'));
  }
  const shown = compose.authored.filter((run) => !('image' in run));
  if (normalRuns(shown) !== normalRuns(runsOf(authoredHtml))) {
    return no(t('review_draft_could_not_read_exactly'));
  }
  if (!byCompose && shown.length !== compose.authored.length) {
    return no(t('review_there_image_text_gate_sends'));
  }
  if (!byCompose && !same(proposed.attachments, now.attachments)) {
    return no(t('review_attachments_not_ones_agent_proposed'));
  }
  const { attachments: _was, ...fields } = proposed;
  const { attachments: _is, ...fieldsNow } = now;
  const edited = !same(fields, fieldsNow);
  const tail = tailOf(item.content, reading);
  const leaves = edited ? contentFrom(item.content, reading) : withTail(item.content, tail);
  const wrong = whyNot(leaves);
  if (wrong) return no(wrong);
  const changed = edited || tail !== item.content.tail;
  return {
    can: true,
    action: edited ? 'approve_edited' : 'approve',
    ...(changed ? { content: leaves } : {}),
    contentDigest: changed ? await contentDigest(leaves) : item.contentDigest,
    composeDigest: await composeDigest(compose),
    tailDigest: await tailDigest(compose),
    leaves: byCompose
      ? { ...leaves, attachments: attachmentsOf(item.content, reading), images: imagesOf(compose) }
      : leaves,
    notes: notesOf(reading, byCompose),
  };
}

/** The plan without a compose: the revision's own content, or what the person typed instead. */
export async function planFromText(item: ReviewItem, draft?: TextDraft | WorkDraft): Promise<Plan> {
  const { content } = item;
  if (content.kind !== 'email.draft') {
    const { planFromWork } = await import('./kinds/plan.ts');
    return planFromWork(item, draft && !isTextDraft(draft) ? draft : undefined);
  }
  const leaves = isTextDraft(draft) ? withDraft(content, draft) : content;
  const wrong = whyNot(leaves);
  if (wrong) return no(wrong);
  const edited = leaves.body !== content.body || leaves.subject !== content.subject;
  const reading = readingOf(leaves);
  const digests =
    content.delivery === 'compose'
      ? { composeDigest: await composeDigest(reading), tailDigest: await tailDigest(reading) }
      : {};
  return {
    can: true,
    action: edited ? 'approve_edited' : 'approve',
    ...(edited ? { content: leaves } : {}),
    contentDigest: edited ? await contentDigest(leaves) : item.contentDigest,
    ...digests,
    leaves,
    notes: edited && losesFormat(content, leaves) ? [t(FORMAT_LOST)] : [],
  };
}

const FORMAT_LOST = 'review_your_edit_plain_text_links';

/** Identity of a reading: equal exactly when approving one approves the other. */
export const fingerprint = (reading: ReadingMessage): string =>
  JSON.stringify([normalCompose(reading.compose), normalRuns(reading.compose.tail)]);

function withDraft(content: EmailContent, draft: TextDraft): EmailContent {
  const { subject, body: text, html } = draft;
  const kept = [content.body, html].find((one) => one !== undefined && plainOf(one).text === text);
  return { ...content, subject, body: kept ?? authoredOf(text.trimEnd()) };
}

const FORMAT = /<(?:a|b|i|u|ul|ol|blockquote)[ >]/;
const losesFormat = (before: EmailContent, after: EmailContent): boolean =>
  before.body !== after.body && FORMAT.test(before.body) && !FORMAT.test(after.body);

function tailOf(content: EmailContent, { compose, tailHtml }: ReadingMessage): string | undefined {
  if (normalRuns(compose.tail) === normalRuns(runsOf(content.tail ?? ''))) return content.tail;
  return tailHtml === '' ? undefined : tailHtml;
}

function withTail(content: EmailContent, tail: string | undefined): EmailContent {
  const { tail: _old, ...rest } = content;
  return tail === undefined ? rest : { ...rest, tail };
}

function contentFrom(content: EmailContent, reading: ReadingMessage): EmailContent {
  const { compose, authoredHtml } = reading;
  const known = new Map(
    [content.from, ...content.to, ...content.cc, ...content.bcc].map((mailbox) => [
      mailbox.email.toLowerCase(),
      mailbox,
    ]),
  );
  const mailbox = (address: string): Mailbox =>
    known.get(address.trim().toLowerCase()) ?? { email: address.trim() };
  const bodyKept = normalRuns(compose.authored) === normalRuns(runsOf(content.body));
  return withTail(
    {
      ...content,
      from: mailbox(compose.from),
      to: compose.to.map(mailbox),
      cc: compose.cc.map(mailbox),
      bcc: compose.bcc.map(mailbox),
      subject: compose.subject,
      body: bodyKept ? content.body : authoredHtml,
    },
    tailOf(content, reading),
  );
}

/**
 * For showing only: the page's attachments as they will leave. the mailbox's own can't be hashed, they are
 * bound by name and size in the compose digest, so their digest here is empty.
 */
const attachmentsOf = (content: EmailContent, { compose }: ReadingMessage) =>
  compose.attachments.map(
    ({ name, size }) =>
      content.attachments.find((one) => one.name === name && one.size === size) ?? {
        name,
        size,
        mediaType: 'application/octet-stream',
        sha256: '0'.repeat(64),
      },
  );

function notesOf({ compose }: ReadingMessage, byCompose: boolean): string[] {
  const images = compose.tail.some((run) => 'image' in run);
  return images && !byCompose ? [t('review_images_signature_quoted_mail_left')] : [];
}

/** Why this mail can't be approved, or null when it can. */
function whyNot(mail: EmailContent): string | null {
  if (mail.to.length === 0) return t('review_there_no_recipient_so_cannot');
  if (mail.from.email === '') return t('review_sender_could_not_read_so');
  if (plainOf(mail.body).text.trim() === '') return t('review_mail_empty_so_cannot_approved');
  const parsed = EmailContent.safeParse(mail);
  if (parsed.success) return null;
  const where = parsed.error.issues[0]?.path[0]?.toString() ?? '';
  const field = {
    to: t('review_a_recipient'),
    cc: t('review_a_cc'),
    bcc: t('review_a_bcc'),
    from: t('review_the_sender'),
  }[where];
  if (field) return t('review_not_complete_mail_address_so', { field });
  return t('review_has_something_cannot_sent_so', { where: where || t('review_mail') });
}
