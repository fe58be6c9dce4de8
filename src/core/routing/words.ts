import type { Kind } from '../schema/kind.ts';

/** What a rep calls each kind, in the middle of a sentence. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  'email.draft': 'email',
  'sequence.enroll': 'sequence enrollment',
  'record.update': 'record update',
  'lead.route': 'lead routing',
  'lead.score': 'lead score',
  'contact.enrich': 'contact enrichment',
  'price.quote': 'price quote',
  'meeting.schedule': 'meeting invitation',
  'message.social': 'social message',
  'call.task': 'call',
};
