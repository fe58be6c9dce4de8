import type { Flip } from '../../core/picker/flips.ts';
import type { InputName } from '../../core/picker/inputs.ts';
import { AUDIT_SHARE, EXCEPTION_SHARE, type Sum } from '../../core/picker/patterns.ts';
import { PATTERNS } from './words.ts';

/** The five questions, as people are asked them. */
export const QUESTIONS: Readonly<Record<1 | 2 | 3 | 4 | 5, string>> = {
  1: 'How bad is one wrong output?',
  2: 'How fast do mistakes compound?',
  3: 'How honest is the agent about what it doesn’t know?',
  4: 'What is the volume against the hours of review?',
  5: 'How fast do you learn that something broke?',
};

/** Each number: its label, its unit on screen (percent is kept as a share), and what it is in a sentence. */
export const ASKED: Readonly<
  Record<InputName, { label: string; unit: 'percent' | 'plain'; note: string; short: string }>
> = {
  rate: {
    ...{ label: 'Wrong outputs, percent', unit: 'percent', short: 'the share of wrong outputs' },
    note: 'Of a hundred, how many are wrong in a way that matters.',
  },
  cost: {
    ...{ label: 'Cost of one wrong output', unit: 'plain', short: 'the cost of one wrong output' },
    note: 'In any one currency; the same for the next.',
  },
  bearable: {
    ...{ label: 'What may be lost before it is noticed', unit: 'plain' },
    ...{ short: 'what may be lost', note: 'All in all, until somebody stops it.' },
  },
  compoundHours: {
    ...{ label: 'Hours until a mistake makes others', unit: 'plain' },
    ...{ short: 'the hours until a mistake makes others' },
    note: 'The next step builds on it, the next person hears of it.',
  },
  auroc: {
    ...{ label: 'A wrong one is less sure, percent', unit: 'percent' },
    ...{ short: 'how often a wrong one is less sure than a right one' },
    note: 'How often a wrong output has a lower confidence than a right one. 50 says nothing.',
  },
  sensitivity: {
    ...{ label: 'Reviewers notice, percent', unit: 'percent', short: 'what reviewers notice' },
    note: 'Of a hundred wrong ones that a person reads. Planted items measure it.',
  },
  volume: { label: 'Outputs a day', unit: 'plain', short: 'the outputs a day', note: '' },
  reviewMinutes: {
    ...{ label: 'Minutes to review one', unit: 'plain', short: 'the minutes for one', note: '' },
  },
  reviewHours: {
    ...{ label: 'Hours of review a day', unit: 'plain', short: 'the hours of review a day' },
    note: 'Of all people together.',
  },
  knowHours: {
    ...{ label: 'Hours until an error shows by itself', unit: 'plain' },
    ...{ short: 'the hours until an error shows', note: 'A reply, a complaint, a colleague.' },
  },
};

/** In the unit that is shown: percent for shares. */
export const shownAs = (input: InputName, value: number): string => {
  const inUnit = ASKED[input].unit === 'percent' ? value * 100 : value;
  return figure(inUnit);
};

export const figure = (value: number): string =>
  Number.isFinite(value)
    ? new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value)
    : 'never';

/** A flip point as a sentence. */
export function flipWords({ input, at, side, becomes }: Flip): string {
  const unit = ASKED[input].unit === 'percent' ? ' %' : '';
  const what = becomes.fits
    ? `it would be ${PATTERNS[becomes.pattern].name}`
    : 'no pattern would do';
  return `If ${ASKED[input].short} ${side === 'above' ? 'rose above' : 'fell below'} ${shownAs(input, at)}${unit}, ${what}.`;
}

/** Why a pattern will not do, or that it will. */
export function verdictWords({ affordable, inTime, staffed }: Sum): string {
  const against = [
    ...(affordable ? [] : ['too much is lost']),
    ...(inTime ? [] : ['found too late']),
    ...(staffed ? [] : ['not enough people']),
  ];
  return against.length === 0 ? 'will do' : against.join(', ');
}

/** What was assumed of the patterns, for who wants to add it up again. */
export const ASSUMED: readonly string[] = [
  'Wrong outputs come at outputs a day × share wrong ÷ 24 an hour, independently of each other.',
  `A person reads all of it under pre-approval, the least confident ${EXCEPTION_SHARE * 100} % under exception handling, and ${AUDIT_SHARE * 100} % afterwards, a day later, under post-hoc audit.`,
  'Signals are looked at within the hour under active monitoring; every week, so after 42 hours on average, under the others, and after 84 where only audits are looked at.',
  'It is found by whichever comes first, signals or readers; the loss is cost × wrong ones an hour × the share that gets out × hours until then.',
  'More wrong outputs are found sooner, so a higher share or volume can let a lighter pattern do.',
  'A pattern will do if the loss can be borne, it is found before mistakes make others, and there are people for it. The lightest that will do is picked, but none lighter than the floor.',
];
