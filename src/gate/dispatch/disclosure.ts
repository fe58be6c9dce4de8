import type { Flag } from '../../core/schema/claim.ts';
import type { Content } from '../../core/schema/content.ts';
import type { EmailContent } from '../../core/schema/email.ts';
import type { Policy } from '../../core/schema/workflow.ts';
import { authoredOf, plainOf } from '../../core/text/plain.ts';
import type { UseCaseDeps } from './deps.ts';

/*
 * The line that says that a machine had a hand in a mail (C3). What is approved is what is sent, so the
 * line is part of the content before anybody reviews it: the reviewer sees it, the digest covers it, and
 * nothing is added to an approved mail. A draft that lies in a mailbox is somebody else's text, to which
 * the gate can add nothing: there the reviewer is told, and an approval without the line is refused.
 */

const folded = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Whether a mail's own text (not what it quotes, not its tail) has the line, on a line by itself. */
export const carries = ({ body }: Pick<EmailContent, 'body'>, line: string): boolean =>
  plainOf(body)
    .text.split('\n')
    .some((each) => folded(each) === folded(line));

/** The content with the line at its end, in the form that is stored; unchanged where it is there. */
export function withDisclosure(
  { sanitize }: Pick<UseCaseDeps, 'sanitize'>,
  content: Content,
  line: Policy['disclosure'],
): Content {
  if (line === undefined || content.kind !== 'email.draft') return content;
  if (content.delivery !== 'gate' || carries(content, line)) return content;
  return { ...content, body: sanitize(content.body + authoredOf(line)) };
}

/** Why it may not be approved as it is; null where it may. */
export function disclosureFault(content: Content, line: Policy['disclosure']): string | null {
  if (line === undefined || content.kind !== 'email.draft' || carries(content, line)) return null;
  return `Your team’s mails say “${line}”, on a line of its own. Put it in, then approve.`;
}

/** What a reviewer is told of a draft that lies in a mailbox without the line. */
export function disclosureFlags(content: Content, line: Policy['disclosure']): Flag[] {
  const message = disclosureFault(content, line);
  if (message === null) return [];
  return [{ code: 'policy.disclosure', origin: 'rule', severity: 'medium', message }];
}
