import type { EmailContent } from '../schema/email.ts';
import { runsOf } from '../text/runs.ts';
import { canonical } from './canonical.ts';
import { type ComposeReading, normalRuns, normalText } from './compose.ts';
import { sha256Hex } from './sha256.ts';

type Matchable = Pick<ComposeReading, 'to' | 'subject' | 'authored'>;

/**
 * Digest by which a compose without a known id is recognised as *probably* holding a proposal:
 * recipients, subject and authored text in normal form. The person confirms before anything binds.
 */
export function matchDigest({ to, subject, authored }: Matchable): Promise<string> {
  const recipients = [...new Set(to.map((address) => address.trim().toLowerCase()))].sort();
  return sha256Hex(
    canonical({ to: recipients, subject: normalText(subject), authored: normalRuns(authored) }),
  );
}

/** The same, of what the agent proposed. */
export const contentMatchDigest = (content: EmailContent): Promise<string> =>
  matchDigest({
    to: content.to.map(({ email }) => email),
    subject: content.subject,
    authored: runsOf(content.body),
  });

/** The proposal's content as the reading that an untouched compose of it would give. */
export const readingOf = (content: EmailContent): ComposeReading => ({
  from: content.from.email,
  to: content.to.map(({ email }) => email),
  cc: content.cc.map(({ email }) => email),
  bcc: content.bcc.map(({ email }) => email),
  subject: content.subject,
  authored: runsOf(content.body),
  tail: runsOf(content.tail ?? ''),
  attachments: content.attachments.map(({ name, size }) => ({ name, size })),
});
