import { contentLines } from '../review/in-lines.ts';
import type { Content } from '../schema/content.ts';
import { plainOf } from '../text/plain.ts';

/**
 * What an agent wrote, as a text to learn from: of a mail subject and body (a signature and what is
 * quoted below aren't the agent's), of a message or a call its text, of other work its rows.
 */
export function written(content: Content): string {
  switch (content.kind) {
    case 'email.draft':
      return `Subject: ${content.subject}\n\n${plainOf(content.body).text}`;
    case 'message.social':
      return content.text;
    default:
      return contentLines(content)
        .map(({ label, text }) => `${label}: ${text}`)
        .join('\n');
  }
}
