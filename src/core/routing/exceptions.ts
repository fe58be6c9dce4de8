import type { ExceptionRule } from '../schema/autonomy.ts';
import type { Flag, Severity } from '../schema/claim.ts';
import type { Content } from '../schema/content.ts';
import type { Context, Trigger } from '../schema/proposal.ts';
import { plainOf } from '../text/plain.ts';
import { addressesOf, fold, ownerConflict } from './owners.ts';
import { territoryConflict } from './territory.ts';

/** What exception rules look at. */
export type ExceptionInput = {
  content: Content;
  context?: Context | undefined;
  flags: readonly Flag[];
  /** what this workflow usually proposes; a measure without one can't be unusual yet */
  norms?: Norms;
};

export type Measure = Extract<ExceptionRule, { rule: 'unusual' }>['of'];
/** Median and scaled median absolute deviation of a measure over what was proposed lately. */
export type Norm = { median: number; deviation: number; n: number };
export type Norms = Partial<Record<Measure, Norm>>;

/** Fewer proposals than this don't say what is usual. */
const LEAST = 30;

/** The first rule that fires, as the trigger a reviewer reads; null where none does. */
export function exceptionOf(
  rules: readonly ExceptionRule[],
  input: ExceptionInput,
): Trigger | null {
  for (const rule of rules) {
    const found = fires(rule, input);
    if (found !== null) return { code: 'exception', message: rule.message ?? found };
  }
  return null;
}

function fires(rule: ExceptionRule, input: ExceptionInput): string | null {
  const { content, context, flags } = input;
  switch (rule.rule) {
    case 'flag': {
      const flag = flags.find(({ code }) => code === rule.code || code.startsWith(`${rule.code}.`));
      return flag?.message ?? null;
    }
    case 'failed-check':
      return failedCheck(rule.from, flags);
    case 'named-accounts': {
      const name = namedIn(rule.names, content, context);
      return name === null ? null : `${name} is on your list of accounts that a person handles.`;
    }
    case 'owner-conflict':
      return ownerConflict(content, context);
    case 'territory':
      return territoryConflict(rule.territories, { content, context });
    case 'first-touch':
      if (context?.touches === undefined)
        return 'Nobody said whether this person was written to before.';
      return context.touches === 0 ? 'It is the first touch of this person.' : null;
    case 'price':
      return content.kind === 'price.quote' || PRICE.test(wordsOf(content))
        ? 'It speaks of a price.'
        : null;
    case 'unusual':
      return unusual(rule, input);
  }
}

/** The gravest first: it is what the reviewer has to look at. */
function failedCheck(from: Severity, flags: readonly Flag[]): string | null {
  const grave = GRAVITY.slice(GRAVITY.indexOf(from)).reverse();
  const failed = flags.filter(({ origin }) => origin !== 'agent');
  for (const severity of grave) {
    const flag = failed.find((one) => one.severity === severity);
    if (flag) return flag.message;
  }
  return null;
}

/** From the least on. */
const GRAVITY: readonly Severity[] = ['low', 'medium', 'high'];

/** An amount in a currency, a percentage, or a word for what something costs. */
const PRICE =
  /[$€£¥]\s?\d|\d\s?(?:[$€£¥%]|(?:usd|eur|gbp|chf|euros?|dollars?|percent)\b)|\b(?:price|pricing|discount|rebate|quote|rabatt|preis|prix|remise)/iu;

function namedIn(
  names: readonly string[],
  content: Content,
  context: Context | undefined,
): string | null {
  const people = addressesOf(content).map((address) => address.split('@').at(-1) ?? '');
  const labels = [context?.company, labelOf(content)].flatMap((label) =>
    label === undefined ? [] : [fold(label)],
  );
  return (
    names.find((name) => {
      const wanted = fold(name);
      return (
        people.some((domain) => domain === wanted || domain.endsWith(`.${wanted}`)) ||
        labels.some((label) => label.includes(wanted))
      );
    }) ?? null
  );
}

function unusual(
  { of, deviations }: Extract<ExceptionRule, { rule: 'unusual' }>,
  { content, norms }: ExceptionInput,
): string | null {
  const norm = norms?.[of];
  const value = measures(content)[of];
  if (norm === undefined || norm.n < LEAST) return null;
  const far = Math.abs(value - norm.median) / Math.max(norm.deviation, LEAST_DEVIATION);
  if (far <= deviations) return null;
  if (of === 'largest')
    return `The largest number in it is ${amount(value)}; around ${amount(norm.median)} is usual here.`;
  return `It has ${value} ${of}; ${round(norm.median)} are usual here.`;
}

/** Where half of all are alike the deviation is 0, and the next whole number would be infinitely far. */
const LEAST_DEVIATION = 0.5;
const round = (value: number): number => Math.round(value * 10) / 10;

/** The number behind its logarithm. */
const amount = (logarithm: number): string => String(Number((10 ** logarithm - 1).toPrecision(12)));

/** What `unusual` rules are about: counts, and the logarithm of the largest number (1 more, so that 0 has one). */
export function measures(content: Content): Record<Measure, number> {
  const text = wordsOf(content);
  return {
    words: text.split(/\s+/u).filter((word) => word !== '').length,
    recipients: addressesOf(content).length,
    changes: 'changes' in content ? content.changes.length : 0,
    links: text.match(/https?:\/\//giu)?.length ?? 0,
    numbers: text.match(/\d+/gu)?.length ?? 0,
    largest: Math.log10(1 + largestIn(content, text)),
  };
}

/** Digits with their groups (`1,000` and `1.000` are one thousand) and decimals. */
const NUMBER = /(?<![\d+])\d+(?:[.,'’\u00a0\u202f]\d{3})*(?:[.,]\d{1,2}(?!\d))?/gu;
/** What has more digits is an id or a telephone number, and no amount. */
const MOST_DIGITS = 9;

/** The largest number that is written, proposed for a field, or a score. */
function largestIn(content: Content, text: string): number {
  const written = text.replace(/https?:\/\/\S+/giu, ' ').match(NUMBER) ?? [];
  const amounts = written.flatMap((number) => {
    const [whole = '', decimals = ''] = number.split(/[.,](?=\d{1,2}$)/u);
    const digits = whole.replace(/\D/gu, '');
    return digits.length > MOST_DIGITS ? [] : [Number(`${digits}.${decimals}`)];
  });
  const score = content.kind === 'lead.score' ? [Math.abs(content.after)] : [];
  return [...amounts, ...score].reduce((most, one) => Math.max(most, one), 0);
}

function wordsOf(content: Content): string {
  switch (content.kind) {
    case 'email.draft': {
      const { text, links } = plainOf(content.body);
      return [content.subject, text, ...links.map(({ href }) => href)].join('\n');
    }
    case 'sequence.enroll':
      return content.steps.map(({ subject, body }) => `${subject ?? ''}\n${body ?? ''}`).join('\n');
    case 'message.social':
      return content.text;
    case 'call.task':
      return content.script ?? '';
    case 'meeting.schedule':
      return `${content.title}\n${content.agenda ?? ''}`;
    case 'record.update':
    case 'contact.enrich':
      return content.changes.map(({ after }) => String(after ?? '')).join('\n');
    default:
      return '';
  }
}

function labelOf(content: Content): string | undefined {
  if ('record' in content) return content.record.label;
  if ('contact' in content) return content.contact.label;
  if ('lead' in content) return content.lead.label;
  return undefined;
}

/** Median and 1.4826 × the median absolute deviation, which is the standard deviation of a normal sample. */
export function normOf(values: readonly number[]): Norm {
  const median = middle(values);
  const deviation = 1.4826 * middle(values.map((value) => Math.abs(value - median)));
  return { median, deviation, n: values.length };
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const high = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? high : ((sorted[half - 1] ?? 0) + high) / 2;
}
