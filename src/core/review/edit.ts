import type { Content } from '../schema/content.ts';
import type { Context } from '../schema/proposal.ts';
import type { Policy } from '../schema/workflow.ts';
import { isAuthored } from '../text/authored.ts';
import { changesFault, linesFault, stepsFault } from './edit-rows.ts';
import { quoteFault } from './quote.ts';
import { keptRows, same } from './rows.ts';

/** What an edit is judged by besides the two contents. */
export type Ground = {
  context?: Context | undefined;
  policy: Pick<Policy, 'pricing'>;
};

type Of<K extends Content['kind']> = Extract<Content, { kind: K }>;
type Rules = {
  [K in Content['kind']]: (before: Of<K>, after: Of<K>, ground: Ground) => string | null;
};

/** The named member is as it was, or the sentence that says it may not change. */
function fixed<T extends object>(before: T, after: T, names: Partial<Record<keyof T, string>>) {
  for (const [name, words] of Object.entries(names)) {
    if (!same(before[name as keyof T], after[name as keyof T]))
      return `A decision cannot change ${String(words)}.`;
  }
  return null;
}

/**
 * What a person may change of each kind. Never whom or what it is about, nor through whom it leaves;
 * rows may be struck and never added, so that nothing leaves which no agent proposed.
 */
const RULES: Rules = {
  'email.draft': (before, after) =>
    fixed(before, after, { delivery: 'who delivers', thread: 'the thread' }) ??
    (isAuthored(after.body) && isAuthored(after.tail ?? '')
      ? null
      : 'The text is not in the authored form.'),
  'sequence.enroll': (before, after) =>
    fixed(before, after, {
      contact: 'the contact',
      email: 'the address',
      sequence: 'the sequence',
    }) ?? stepsFault(before.steps, after.steps),
  'record.update': (before, after) =>
    fixed(before, after, { record: 'the record' }) ?? changesFault(before.changes, after.changes),
  'contact.enrich': (before, after, { context }) =>
    fixed(before, after, { contact: 'the contact' }) ??
    changesFault(before.changes, after.changes, context?.fields),
  'lead.route': (before, after, { context }) =>
    fixed(before, after, { lead: 'the lead' }) ??
    (after.queue === undefined
      ? null
      : fixed(before, after, { queue: 'the queue, only take it out' })) ??
    (same(before.owner, after.owner) ||
    context?.routing?.owners?.some(({ id, name }) => same({ id, name }, after.owner))
      ? null
      : 'The owner is none of those it may go to.'),
  'lead.score': (before, after) =>
    fixed(before, after, { lead: 'the lead', model: 'the model', before: 'the score before' }),
  'price.quote': (before, after, { policy }) =>
    fixed(before, after, { deal: 'the deal' }) ??
    linesFault(before.lines, after.lines, policy.pricing?.maxDiscount) ??
    (before.total.currency === after.total.currency
      ? null
      : 'A decision cannot change the currency.'),
  'meeting.schedule': (before, after) =>
    fixed(before, after, { calendar: 'the calendar' }) ??
    (keptRows(before.attendees, after.attendees, same)
      ? null
      : 'Attendees may be left out, none added.'),
  'message.social': (before, after) =>
    fixed(before, after, { contact: 'the contact', network: 'the network' }),
  'call.task': (before, after) =>
    fixed(before, after, { contact: 'the contact', phone: 'the number' }),
};

/** Why `after` may not be approved in the place of `before`, as a sentence, or null when it may. */
export function editFault(before: Content, after: Content, ground: Ground): string | null {
  if (before.kind !== after.kind) return 'A decision cannot change the kind.';
  const rule = RULES[before.kind] as (b: Content, a: Content, g: Ground) => string | null;
  return rule(before, after, ground) ?? contentFault(after);
}

/** Why a content can be approved by nobody, edited or not, as a sentence; null when it can. */
export function contentFault(content: Content): string | null {
  if (content.kind === 'price.quote') return quoteFault(content);
  if (content.kind === 'meeting.schedule' && Date.parse(content.end) <= Date.parse(content.start))
    return 'The meeting ends before it begins.';
  return null;
}
