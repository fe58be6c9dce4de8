import type { SpotCheck, SpotCheckItem } from '../../core/schema/spot-check.ts';

/** Rates as people say them: 0.3 %, 26 %. Never rounded down to "none" where there may be some. */
export function percent(rate: number): string {
  const value = rate * 100;
  const digits = value > 0 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(undefined, { maximumFractionDigits: digits })} %`;
}

/** An upper limit, rounded up: what is allowed is never said to be less. */
export const atMost = (rate: number): string =>
  `${(Math.ceil(rate * (rate < 0.1 ? 1000 : 100) - 1e-9) / (rate < 0.1 ? 10 : 1)).toLocaleString()} %`;

const count = (n: number): string => n.toLocaleString();

export const dayOf = (time: string): string =>
  new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });

export const LANES: Readonly<Record<string, string>> = {
  human: 'approved by a person',
  auto: 'went by itself',
  constrained: 'went by itself, within limits',
};
export const TIERS: Readonly<Record<string, string>> = {
  high: 'high risk',
  medium: 'medium risk',
  low: 'low risk',
};

/** What was looked at, of what. */
export function lookedAt({ found, population, from, to }: SpotCheck): string {
  const of = `${count(population)} that left from ${dayOf(from)} to ${dayOf(to)}`;
  const wrong =
    found.defects === 0
      ? 'None was wrong'
      : `${count(found.defects)} of them ${found.defects === 1 ? 'was' : 'were'} wrong`;
  return found.n === 0
    ? `Nothing was looked at yet, of ${of}.`
    : `${count(found.n)} looked at, of ${of}. ${wrong}.`;
}

/** What that says of all, and how sure that is. */
export function whatItSays({ found, byRisk, mine, by }: SpotCheck): string {
  if (found.n === 0) return '';
  const who = mine ? 'you' : by;
  const guess =
    found.defects === 0
      ? `${found.defects} of ${found.n} still allows up to ${atMost(found.upper)}`
      : `${percent((byRisk ? found.rate : found.share) ?? 0)} is the best guess, up to ${atMost(found.upper)} is possible`;
  const plain =
    byRisk && found.defects > 0 && found.share !== null
      ? ` Unweighted it is ${percent(found.share)} of those drawn, among which risk is over-represented.`
      : '';
  return `Of all of it, what ${who} would call wrong: ${guess}. A limit made like this holds in 19 of 20 spot-checks.${plain}`;
}

/** How that compares with the first word. */
export function agreement({ agreement: { people, unattended }, mine }: SpotCheck): string[] {
  const who = mine ? 'You agree' : 'Agreement';
  const line = (looked: number, agreed: number, what: string): string[] =>
    looked === 0 ? [] : [`${who} with ${count(agreed)} of ${count(looked)} that ${what}.`];
  return [
    ...line(people.looked, people.agreed, 'a person had approved'),
    ...line(unattended.looked, unattended.agreed, 'went without a person'),
  ];
}

/** What it was drawn from, and how. */
export function howDrawn({ drawn, population, byRisk, leftOut, lost }: SpotCheck): string[] {
  const out = [
    ...(leftOut.own > 0 ? [`${count(leftOut.own)} that were approved by who drew it`] : []),
    ...(leftOut.erased > 0 ? [`${count(leftOut.erased)} whose text is erased by now`] : []),
  ];
  return [
    byRisk
      ? 'Drawn by risk: high four times, medium twice as readily as low. Which one of each was left to chance.'
      : `Each of ${count(population)} was as likely as any other: ${count(drawn)} in ${count(population)}.`,
    ...(out.length > 0 ? [`Left out: ${out.join(', and ')}.`] : []),
    ...(lost > 0 ? [`${count(lost)} could not be looked at; the limit counts them as wrong.`] : []),
  ];
}

/** What was decided first, of a decided item. */
export function first({ decided }: SpotCheckItem): string {
  if (!decided) return '';
  if (!decided.first)
    return `${LANES[decided.lane] ?? decided.lane}, confidence ${decided.confidence}`;
  const how = decided.first.action === 'approve_edited' ? 'edited and approved' : 'approved';
  return `${how} by ${decided.first.by}`;
}

/** What was said now. */
export function now({ decided }: SpotCheckItem): string {
  if (!decided) return '';
  if (decided.action === 'reject') return 'wrong';
  if (decided.action === 'approve') return 'right';
  return decided.defect ? 'wrong, edited' : 'right, with an edit of taste';
}
