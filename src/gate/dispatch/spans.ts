import type { Span } from '../../core/schema/claim.ts';
import type { Content } from '../../core/schema/content.ts';
import { plainOf } from '../../core/text/plain.ts';

/** The plain texts that spans count on, by field; a field is absent where the kind has no such text. */
export function textsOf(content: Content): { subject?: string; body?: string } {
  switch (content.kind) {
    case 'email.draft':
      return { subject: content.subject, body: plainOf(content.body).text };
    case 'message.social':
      return { body: content.text };
    case 'call.task':
      return content.script === undefined ? {} : { body: content.script };
    case 'meeting.schedule':
      return content.agenda === undefined
        ? { subject: content.title }
        : { subject: content.title, body: content.agenda };
    default:
      return {};
  }
}

/**
 * The span at the place where its text really is: its own offsets when they hold, otherwise the
 * occurrence nearest to them. Null when the text does not occur.
 */
export function settleSpan(span: Span, texts: { subject?: string; body?: string }): Span | null {
  const text = texts[span.field];
  if (text === undefined) return null;
  if (text.slice(span.start, span.end) === span.text) return span;
  const before = text.lastIndexOf(span.text, span.start);
  const after = text.indexOf(span.text, span.start);
  if (before < 0 && after < 0) return null;
  const useBefore = after < 0 || (before >= 0 && span.start - before <= after - span.start);
  const start = useBefore ? before : after;
  return { ...span, start, end: start + span.text.length };
}
