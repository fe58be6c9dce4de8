import type { Content } from '../schema/content.ts';
import type { Correction } from './correction.ts';

/** Rows of what is known, so that a prompt stays one. */
const FACTS = 40;

/** What each kind of work is called in an instruction. */
const WORK: Record<Content['kind'], string> = {
  'email.draft': 'Write the email',
  'sequence.enroll': 'Prepare the enrollment in a sequence',
  'record.update': 'Prepare the update of the record',
  'lead.route': 'Route the lead',
  'lead.score': 'Score the lead',
  'contact.enrich': 'Complete the contact',
  'price.quote': 'Prepare the quote',
  'meeting.schedule': 'Schedule the meeting',
  'message.social': 'Write the message',
  'call.task': 'Prepare the call',
};

/** The task as the example puts it: the same words for every example of a kind. */
export const instructionOf = ({
  before,
  workflow,
}: Pick<Correction, 'before' | 'workflow'>): string =>
  `${WORK[before.kind]} for the workflow “${workflow.name}”. Use only what is known; a person reviews the result.`;

/**
 * What the agent had to go by, as far as the gate was told: whom it is for, the context, the evidence
 * behind its claims. Not its reasoning, nor its confidence: those are outputs.
 */
export function promptOf(correction: Correction): string {
  const { before, template, context, claims } = correction;
  const rows: string[] = [];
  const add = (label: string, text: string | undefined | null): void => {
    if (text !== undefined && text !== null && text !== '') rows.push(`${label}: ${text}`);
  };
  add('For', forWhom(before));
  add('Company', context?.company);
  add('Stage', context?.stage);
  add('Owner of the record', context?.recordOwner);
  add('Template', template);
  const facts = [
    ...new Set(
      claims.flatMap(({ evidence }) =>
        evidence.map(({ quote, source }) => `- ${quote} (${source})`),
      ),
    ),
  ].slice(0, FACTS);
  if (facts.length > 0) rows.push('', 'What is known:', ...facts);
  const messages = context?.messages ?? [];
  if (messages.length > 0)
    rows.push('', 'Conversation so far:', ...messages.map(({ from, text }) => `${from}: ${text}`));
  return rows.length === 0 ? 'Nothing further is known.' : rows.join('\n').trim();
}

function forWhom(content: Content): string | undefined {
  switch (content.kind) {
    case 'email.draft':
      return content.to.map(({ name, email }) => (name ? `${name} <${email}>` : email)).join(', ');
    case 'sequence.enroll':
    case 'contact.enrich':
    case 'message.social':
    case 'call.task':
      return content.contact.label;
    case 'lead.route':
    case 'lead.score':
      return content.lead.label;
    case 'record.update':
      return content.record.label;
    case 'price.quote':
      return content.deal.label;
    case 'meeting.schedule':
      return content.attendees.join(', ');
  }
}
