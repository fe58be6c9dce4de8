import { plainOf } from '../../core/text/plain.ts';
import { t } from '../../words/t.ts';

/**
 * The fields of a mail that a person may change, as one text to compare: link targets after their
 * words, attachments with their sizes, and with `tail` the signature and quoted mail as well.
 */
export function summary(
  mail: {
    from: { email: string };
    to: { email: string }[];
    cc: { email: string }[];
    bcc: { email: string }[];
    subject: string;
    body: string;
    tail?: string | undefined;
    attachments: { name: string; size: number }[];
  },
  { tail = false }: { tail?: boolean } = {},
): string {
  const list = (name: string, people: { email: string }[]) =>
    people.length > 0 ? `${name}: ${people.map(({ email }) => email).join(', ')}\n` : '';
  const head = [
    `${t('review_from')}: ${mail.from.email}\n`,
    list(t('review_to'), mail.to),
    list(t('review_cc'), mail.cc),
    list(t('review_bcc'), mail.bcc),
  ].join('');
  const files = mail.attachments.map(
    ({ name, size }) => `${t('review_attached_bytes', { name, size })}\n`,
  );
  const below = tail && mail.tail ? `\n\n${withTargets(mail.tail)}` : '';
  return `${head}${t('review_subject')}: ${mail.subject}\n${files.join('')}\n${withTargets(mail.body)}${below}`;
}

/** Plain text in which a link shows where it leads: the words alone hide a changed target. */
function withTargets(html: string): string {
  try {
    const { text, links } = plainOf(html);
    return links.reduceRight(
      (all, { href, end }) => `${all.slice(0, end)} <${href}>${all.slice(end)}`,
      text,
    );
  } catch {
    return html;
  }
}
