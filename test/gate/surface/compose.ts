import { composeDigest, tailDigest } from '../../../src/core/digest/compose.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import { runsOf } from '../../../src/core/text/runs.ts';

/** The digests that a device reads from a compose that holds exactly this mail. */
export async function digestsOf(
  content: EmailContent,
): Promise<{ composeDigest: string; tailDigest: string }> {
  const reading = {
    from: content.from.email,
    to: content.to.map(({ email }) => email),
    cc: content.cc.map(({ email }) => email),
    bcc: content.bcc.map(({ email }) => email),
    subject: content.subject,
    authored: runsOf(content.body),
    tail: runsOf(content.tail ?? ''),
    attachments: [],
  };
  return { composeDigest: await composeDigest(reading), tailDigest: await tailDigest(reading) };
}
