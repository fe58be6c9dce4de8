import { canonical } from '../../../core/digest/canonical.ts';
import { quoteTotal } from '../../../core/review/quote.ts';
import { Content, type FieldValue } from '../../../core/schema/content.ts';
import type { EmailContent } from '../../../core/schema/email.ts';
import type { Context } from '../../../core/schema/proposal.ts';
import { t } from '../../../words/t.ts';

/** What isn't a mail. */
export type Work = Exclude<Content, EmailContent>;

/**
 * A person's edit of work that isn't a mail: rows taken out, by their place in the proposal, and what
 * they typed or picked, as typed, by its path. Bound to its revision: in another one rows lie elsewhere.
 */
export type WorkDraft = {
  revision: number;
  struck: readonly number[];
  values: Readonly<Record<string, string>>;
};

export const emptyDraft = (revision: number): WorkDraft => ({ revision, struck: [], values: {} });

/** The content that a draft makes, or the sentences of what is wrong with it, by path. */
export type Applied = { content: Work; faults: ReadonlyMap<string, string> };

type Parsed<T> = { value: T } | { fault: string };
/** Reads one typed value: as it was where nothing was typed. */
type Read = <T>(path: string, was: T, parse: (typed: string) => Parsed<T>) => T;

/** @param context what the agent knows: picked values and owners come from there */
export function withDraft(content: Work, draft: WorkDraft, context: Context = {}): Applied {
  const faults = new Map<string, string>();
  // Untouched it is as it came, also where it does not add up.
  if (draft.struck.length === 0 && Object.keys(draft.values).length === 0)
    return { content, faults };
  const read: Read = (path, was, parse) => {
    const typed = draft.values[path];
    if (typed === undefined) return was;
    const parsed = parse(typed);
    if ('value' in parsed) return parsed.value;
    faults.set(path, parsed.fault);
    return was;
  };
  const kept = <T>(rows: readonly T[]): { row: T; at: number }[] =>
    rows.map((row, at) => ({ row, at })).filter(({ at }) => !draft.struck.includes(at));
  const edited = edit(content, { read, kept, draft, context });
  if (rowsOf(content).length > 0 && rowsOf(edited).length === 0 && edited.kind !== 'lead.route')
    faults.set('', t('review_everything_struck_reject_instead'));
  else if (faults.size === 0) {
    const issue = Content.safeParse(edited).error?.issues[0];
    if (issue) faults.set(issue.path.join('.'), `${issue.path.join(' ')}: ${issue.message}`);
  }
  return { content: edited, faults };
}

/** What of a content can be struck, in order. */
export function rowsOf(content: Work): readonly unknown[] {
  if ('changes' in content) return content.changes;
  if ('steps' in content) return content.steps;
  if ('lines' in content) return content.lines;
  if ('attendees' in content) return content.attendees;
  return content.kind === 'lead.route' && content.queue !== undefined ? [content.queue] : [];
}

export const isSame = (one: unknown, other: unknown): boolean =>
  canonical(one) === canonical(other);

type With = {
  read: Read;
  kept: <T>(rows: readonly T[]) => { row: T; at: number }[];
  draft: WorkDraft;
  context: Context;
};

function edit(content: Work, on: With): Work {
  const { read, kept } = on;
  switch (content.kind) {
    case 'record.update':
    case 'contact.enrich':
      return { ...content, changes: kept(content.changes).map((row) => changeOf(row, on)) };
    case 'sequence.enroll':
      return {
        ...content,
        steps: kept(content.steps).map(({ row, at }) => ({
          ...row,
          at: read(`steps.${at}.at`, row.at, timeIn),
          ...(row.subject === undefined
            ? {}
            : { subject: read(`steps.${at}.subject`, row.subject, textIn) }),
          ...(row.body === undefined ? {} : { body: read(`steps.${at}.body`, row.body, textIn) }),
        })),
      };
    case 'lead.route': {
      const { queue, ...rest } = content;
      const owner = read('owner', content.owner, ownerIn(on.context));
      const stays = queue !== undefined && !on.draft.struck.includes(0);
      return { ...rest, owner, ...(stays ? { queue } : {}) };
    }
    case 'lead.score':
      return { ...content, after: read('after', content.after, numberIn) };
    case 'price.quote': {
      const lines = kept(content.lines).map(({ row, at }) => ({
        ...row,
        quantity: read(`lines.${at}.quantity`, row.quantity, numberIn),
        discount: read(`lines.${at}.discount`, row.discount, numberIn),
      }));
      const minor = Number(quoteTotal(lines));
      return {
        ...content,
        lines,
        total: { ...content.total, minor },
        validUntil: read('validUntil', content.validUntil, timeIn),
      };
    }
    case 'meeting.schedule': {
      const { agenda, ...rest } = content;
      const now = read<string | undefined>('agenda', agenda, maybeTextIn);
      return {
        ...rest,
        title: read('title', content.title, textIn),
        start: read('start', content.start, timeIn),
        end: read('end', content.end, timeIn),
        attendees: kept(content.attendees).map(({ row }) => row),
        ...(now === undefined ? {} : { agenda: now }),
      };
    }
    case 'message.social':
      return { ...content, text: read('text', content.text, textIn) };
    case 'call.task': {
      const { script, ...rest } = content;
      const now = read<string | undefined>('script', script, maybeTextIn);
      const dueAt = read('dueAt', content.dueAt, timeIn);
      return { ...rest, dueAt, ...(now === undefined ? {} : { script: now }) };
    }
  }
}

type Change = Extract<Work, { kind: 'record.update' }>['changes'][number];

/** A change with what was typed, or with another source's value where one was picked. */
function changeOf(
  { row, at }: { row: Change; at: number },
  { read, draft, context }: With,
): Change {
  const pick = draft.values[`changes.${at}.pick`];
  const known = context.fields?.find(({ field }) => field === row.field)?.alternatives;
  const picked = pick === undefined ? undefined : known?.[Number(pick)];
  const was = picked ? picked.value : row.after;
  return { ...row, after: read(`changes.${at}.after`, was, valueIn(row.after ?? row.before)) };
}

const textIn = (typed: string): Parsed<string> => {
  const value = typed.replace(/\r\n?/g, '\n');
  return value.trim() === '' ? { fault: t('review_there_has_something_here') } : { value };
};

const maybeTextIn = (typed: string): Parsed<string | undefined> =>
  typed.trim() === '' ? { value: undefined } : textIn(typed);

/** Plain decimals that a number can say exactly: nothing is approved that is not what stands there. */
function numberIn(typed: string): Parsed<number> {
  const plain = typed.trim();
  const digits = plain.replace(/^-/, '').replace('.', '').replace(/^0+/, '');
  if (!/^-?\d+(\.\d+)?$/.test(plain) || digits.length > 15)
    return { fault: t('review_write_number_such_28000_12') };
  return { value: Number(plain) };
}

/** As `datetime-local` fields give it, in this computer's time zone. */
function timeIn(typed: string): Parsed<string> {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(typed)
    ? new Date(typed)
    : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) return { fault: t('review_choose_day_time') };
  return { value: time.toISOString() };
}

const valueIn =
  (like: FieldValue) =>
  (typed: string): Parsed<FieldValue> => {
    if (typeof like === 'number') return numberIn(typed);
    if (typeof like === 'boolean') return { value: typed === 'true' };
    return textIn(typed);
  };

const ownerIn =
  ({ routing }: Context) =>
  (typed: string): Parsed<{ id: string; name: string }> => {
    const owner = routing?.owners?.find(({ id }) => id === typed);
    return owner
      ? { value: { id: owner.id, name: owner.name } }
      : { fault: t('review_choose_one_owners') };
  };
