import type { Content, FieldValue, RecordRef } from '../schema/content.ts';
import type { EmailContent, Mailbox } from '../schema/email.ts';
import type { Money } from '../schema/scalars.ts';
import { runsOf } from '../text/runs.ts';

/** A row of a content: what it is, and what it holds. Texts are foreign: shown, never interpreted. */
export type ContentLine = { label: string; text: string };

/**
 * Everything of a content in lines, in reading order, for where there is no page to lay it out on.
 * Nothing that would be executed is left out; a link's target stands behind its label.
 */
export function contentLines(content: Content): ContentLine[] {
  switch (content.kind) {
    case 'email.draft':
      return mailLines(content);
    case 'sequence.enroll':
      return [
        line('Contact', recordText(content.contact)),
        ...some('Email', content.email),
        line('Sequence', `${content.sequence.name}, version ${content.sequence.version}`),
        ...content.steps.flatMap(({ channel, at, subject, body }, n) => [
          line(`Step ${n + 1}`, `${channel}, ${at}`),
          ...some('Subject', subject),
          ...some('Text', body),
        ]),
      ];
    case 'record.update':
      return [line('Record', recordText(content.record)), ...changes(content.changes)];
    case 'contact.enrich':
      return [line('Contact', recordText(content.contact)), ...changes(content.changes)];
    case 'lead.route':
      return [
        line('Lead', recordText(content.lead)),
        line('New owner', content.owner.name),
        ...some('Queue', content.queue),
      ];
    case 'lead.score':
      return [
        line('Lead', recordText(content.lead)),
        line('Score', `${content.before ?? 'none'} → ${content.after} (${content.model})`),
      ];
    case 'price.quote':
      return [
        line('Deal', recordText(content.deal)),
        ...content.lines.map(({ item, quantity, unitPrice, discount }) =>
          line(item, `${quantity} × ${moneyText(unitPrice)}, ${discount} % off`),
        ),
        line('Total', moneyText(content.total)),
        line('Valid until', content.validUntil),
      ];
    case 'meeting.schedule':
      return [
        line('Title', content.title),
        line('Calendar', content.calendar),
        line('When', `${content.start} to ${content.end}`),
        line('Attendees', content.attendees.join(', ')),
        ...some('Agenda', content.agenda),
      ];
    case 'message.social':
      return [
        line('Network', content.network),
        line('Contact', recordText(content.contact)),
        line('Text', content.text),
      ];
    case 'call.task':
      return [
        line('Contact', recordText(content.contact)),
        line('Phone', content.phone),
        line('Due', content.dueAt),
        ...some('Script', content.script),
      ];
  }
}

const line = (label: string, text: string): ContentLine => ({ label, text });
const some = (label: string, text: string | undefined): ContentLine[] =>
  text === undefined || text === '' ? [] : [line(label, text)];

const people = (list: readonly Mailbox[]): string | undefined =>
  list.length === 0
    ? undefined
    : list.map(({ name, email }) => (name ? `${name} <${email}>` : email)).join(', ');

function mailLines(mail: EmailContent): ContentLine[] {
  const files = mail.attachments.map(({ name, size }) => `${name} (${size} bytes)`).join(', ');
  return [
    ...some('From', people([mail.from])),
    ...some('To', people(mail.to)),
    ...some('Cc', people(mail.cc)),
    ...some('Bcc', people(mail.bcc)),
    ...some('In reply to', mail.thread?.inReplyTo),
    ...some('Attachments', files),
    line('Subject', mail.subject),
    line('Text', authoredText(mail.body)),
    ...some('Signature and quoted', mail.tail && authoredText(mail.tail)),
  ];
}

const authoredText = (html: string): string =>
  runsOf(html)
    .map((run) => {
      if ('image' in run) return `[image ${run.image}]`;
      return 'link' in run && run.link !== run.text ? `${run.text} (${run.link})` : run.text;
    })
    .join('');

function recordText({ system, account, object, id, label }: RecordRef): string {
  const where = [system, account, object, id].filter((part) => part !== undefined).join(' ');
  return label === undefined ? where : `${label} (${where})`;
}

const valueText = (value: FieldValue): string =>
  value === null ? 'none' : value === '' ? 'empty' : String(value);

const changes = (
  list: readonly { field: string; before: FieldValue; after: FieldValue }[],
): ContentLine[] =>
  list.map(({ field, before, after }) => line(field, `${valueText(before)} → ${valueText(after)}`));

/** Written from the digits of the minor units: no division stands in between. */
function moneyText({ minor, currency }: Money): string {
  const { maximumFractionDigits: places = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  const whole = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return `${minor < 0 ? '-' : ''}${whole} ${currency}`;
}
