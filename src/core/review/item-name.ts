import type { Content, RecordRef } from '../schema/content.ts';

/** What an item is called in a line: what it is, and whom it goes to. */
export type ItemWords = { title?: string; to?: string };

/** By its content alone; where there is no name for a part, the part is left out. */
export function itemWords(content: Content): ItemWords {
  switch (content.kind) {
    case 'email.draft': {
      const [to] = content.to;
      return named(content.subject, to?.name ?? to?.email);
    }
    case 'meeting.schedule':
      return named(content.title, content.attendees[0]);
    case 'sequence.enroll':
      return named(content.sequence.name, recordName(content.contact));
    case 'message.social':
    case 'call.task':
      return named(undefined, recordName(content.contact));
    case 'record.update':
      return named(recordName(content.record));
    case 'contact.enrich':
      return named(recordName(content.contact));
    case 'price.quote':
      return named(recordName(content.deal));
    case 'lead.route':
      return named(recordName(content.lead), content.owner.name);
    case 'lead.score':
      return named(recordName(content.lead));
  }
}

const recordName = ({ label, system, object, id }: RecordRef): string =>
  label ?? `${system} ${object} ${id}`;

const named = (title: string | undefined, to?: string | undefined): ItemWords => ({
  ...(title ? { title } : {}),
  ...(to ? { to } : {}),
});
