import type { Content } from '../../core/schema/content.ts';

/** One row of what would be done: a name and its value, or what it was and will be. */
export type Fact = { name: string; value: string; before?: string };

const show = (value: string | number | boolean | null): string =>
  value === null || value === '' ? '(empty)' : String(value);
const money = ({ minor, currency }: { minor: number; currency: string }): string => {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
  return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(
    minor / 10 ** (digits ?? 2),
  );
};
const label = (record: {
  label?: string | undefined;
  object: string;
  id: string;
  system: string;
}) => `${record.label ?? record.id} (${record.system} ${record.object})`;
const changes = (list: readonly { field: string; before: Value; after: Value }[]): Fact[] =>
  list.map(({ field, before, after }) => ({
    name: field,
    before: show(before),
    value: show(after),
  }));
type Value = string | number | boolean | null;

/** What a proposal that isn't a mail would do, row by row, nothing left out. */
export function factsOf(content: Exclude<Content, { kind: 'email.draft' }>): Fact[] {
  switch (content.kind) {
    case 'record.update':
      return [{ name: 'Record', value: label(content.record) }, ...changes(content.changes)];
    case 'contact.enrich':
      return [{ name: 'Contact', value: label(content.contact) }, ...changes(content.changes)];
    case 'lead.route':
      return [
        { name: 'Lead', value: label(content.lead) },
        { name: 'New owner', value: content.owner.name },
        ...(content.queue ? [{ name: 'Queue', value: content.queue }] : []),
      ];
    case 'lead.score':
      return [
        { name: 'Lead', value: label(content.lead) },
        { name: 'Score', before: show(content.before), value: show(content.after) },
        { name: 'Model', value: content.model },
      ];
    case 'sequence.enroll':
      return [
        { name: 'Contact', value: label(content.contact) },
        ...(content.email ? [{ name: 'Email', value: content.email }] : []),
        { name: 'Sequence', value: `${content.sequence.name}, ${content.sequence.version}` },
        ...content.steps.map((step, index) => ({
          name: `Step ${index + 1}`,
          value: [`${step.channel}, ${step.at}`, step.subject, step.body]
            .filter((part) => part !== undefined)
            .join('\n'),
        })),
      ];
    case 'price.quote':
      return [
        { name: 'Deal', value: label(content.deal) },
        ...content.lines.map((line) => ({
          name: line.item,
          value: `${line.quantity} × ${money(line.unitPrice)}, ${line.discount} % off`,
        })),
        { name: 'Total', value: money(content.total) },
        { name: 'Valid until', value: content.validUntil },
      ];
    case 'meeting.schedule':
      return [
        { name: 'Title', value: content.title },
        { name: 'Calendar', value: content.calendar },
        { name: 'From', value: content.start },
        { name: 'To', value: content.end },
        { name: 'Attendees', value: content.attendees.join(', ') },
        ...(content.agenda ? [{ name: 'Agenda', value: content.agenda }] : []),
      ];
    case 'message.social':
      return [
        { name: 'To', value: label(content.contact) },
        { name: 'Network', value: content.network },
        { name: 'Message', value: content.text },
      ];
    case 'call.task':
      return [
        { name: 'Contact', value: label(content.contact) },
        { name: 'Phone', value: content.phone },
        { name: 'Due', value: content.dueAt },
        ...(content.script ? [{ name: 'Script', value: content.script }] : []),
      ];
  }
}
