import type { Content } from '../../core/schema/content.ts';
import { shownIn } from '../../ui/locale.ts';
import { t } from '../../words/t.ts';

/** One row of what would be done: a name and its value, or what it was and will be. */
export type Fact = { name: string; value: string; before?: string };

const show = (value: string | number | boolean | null): string =>
  value === null || value === '' ? t('review_empty') : String(value);
const money = ({ minor, currency }: { minor: number; currency: string }): string => {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
  return new Intl.NumberFormat(shownIn(), { style: 'currency', currency }).format(
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
      return [
        { name: t('review_record'), value: label(content.record) },
        ...changes(content.changes),
      ];
    case 'contact.enrich':
      return [
        { name: t('review_contact'), value: label(content.contact) },
        ...changes(content.changes),
      ];
    case 'lead.route':
      return [
        { name: t('review_lead'), value: label(content.lead) },
        { name: t('review_new_owner'), value: content.owner.name },
        ...(content.queue ? [{ name: t('review_queue'), value: content.queue }] : []),
      ];
    case 'lead.score':
      return [
        { name: t('review_lead'), value: label(content.lead) },
        { name: t('review_score'), before: show(content.before), value: show(content.after) },
        { name: t('review_model'), value: content.model },
      ];
    case 'sequence.enroll':
      return [
        { name: t('review_contact'), value: label(content.contact) },
        ...(content.email ? [{ name: t('kind_email'), value: content.email }] : []),
        {
          name: t('review_sequence'),
          value: `${content.sequence.name}, ${content.sequence.version}`,
        },
        ...content.steps.map((step, index) => ({
          name: t('review_step', { n: index + 1 }),
          value: [`${step.channel}, ${step.at}`, step.subject, step.body]
            .filter((part) => part !== undefined)
            .join('\n'),
        })),
      ];
    case 'price.quote':
      return [
        { name: t('review_deal'), value: label(content.deal) },
        ...content.lines.map((line) => ({
          name: line.item,
          value: t('review_off', {
            quantity: line.quantity,
            unit_price: money(line.unitPrice),
            discount: line.discount,
          }),
        })),
        { name: t('review_total'), value: money(content.total) },
        { name: t('review_valid_until'), value: content.validUntil },
      ];
    case 'meeting.schedule':
      return [
        { name: t('review_title'), value: content.title },
        { name: t('review_calendar'), value: content.calendar },
        { name: t('review_start'), value: content.start },
        { name: t('review_end'), value: content.end },
        { name: t('review_attendees'), value: content.attendees.join(', ') },
        ...(content.agenda ? [{ name: t('review_agenda'), value: content.agenda }] : []),
      ];
    case 'message.social':
      return [
        { name: t('review_to'), value: label(content.contact) },
        { name: t('review_network'), value: content.network },
        { name: t('review_message'), value: content.text },
      ];
    case 'call.task':
      return [
        { name: t('review_contact'), value: label(content.contact) },
        { name: t('review_phone'), value: content.phone },
        { name: t('review_due_field'), value: content.dueAt },
        ...(content.script ? [{ name: t('review_script'), value: content.script }] : []),
      ];
  }
}
