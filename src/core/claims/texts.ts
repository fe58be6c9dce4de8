import type { Content } from '../schema/content.ts';
import { isAuthored, parse, serialize } from '../text/authored.ts';
import { type Plain, plainOf } from '../text/plain.ts';
import type { Passage, Person } from './passage.ts';

/** What goes to a reader in one piece. `label` names it where a proposal has several. */
export type Part = {
  passages: Passage[];
  signature?: Plain;
  mail: boolean;
  from: Person;
  recipients: Person[];
  label?: string;
};

const plain = (field: 'subject' | 'body', text: string | undefined): Passage[] =>
  text === undefined || text === '' ? [] : [{ field, text, links: [] }];
const person = (name: string | undefined, email?: string): Person[] =>
  name || email ? [{ name, email }] : [];

/** A tail up to its first quotation: what follows is somebody's earlier mail. */
function signatureOf(tail: string | undefined): { signature?: Plain } {
  if (!tail || !isAuthored(tail)) return {};
  const nodes = parse(tail);
  const quote = nodes.findIndex((node) => 'type' in node && node.type === 'blockquote');
  return { signature: plainOf(serialize(quote < 0 ? nodes : nodes.slice(0, quote))) };
}

/** The texts of a proposal. One empty part where it has none, so that its claims are still judged. */
export function partsOf(content: Content): Part[] {
  const silent: Part = { passages: [], mail: false, from: {}, recipients: [] };
  switch (content.kind) {
    case 'email.draft': {
      const { text, links } = plainOf(content.body);
      return [
        {
          passages: [...plain('subject', content.subject), { field: 'body', text, links }],
          ...signatureOf(content.tail),
          mail: true,
          from: content.from,
          recipients: [...content.to, ...content.cc, ...content.bcc],
        },
      ];
    }
    case 'sequence.enroll': {
      const recipients = person(content.contact.label, content.email);
      const parts = content.steps.map(
        (step, i): Part => ({
          passages: [...plain('subject', step.subject), ...plain('body', step.body)],
          mail: step.channel === 'email' && step.body !== undefined,
          from: {},
          recipients: step.channel === 'email' || step.channel === 'social' ? recipients : [],
          label: `Step ${i + 1}`,
        }),
      );
      return parts.length > 0 ? parts : [silent];
    }
    case 'message.social':
      return [
        {
          ...silent,
          passages: plain('body', content.text),
          recipients: person(content.contact.label),
        },
      ];
    case 'call.task':
      return [{ ...silent, passages: plain('body', content.script) }];
    case 'meeting.schedule':
      return [
        {
          ...silent,
          passages: [...plain('subject', content.title), ...plain('body', content.agenda)],
          recipients: content.attendees.map((email) => ({ email })),
        },
      ];
    default:
      return [silent];
  }
}
