import type { Content } from '../../../../src/core/schema/content.ts';
import type { Context, ReviewItem } from '../../../../src/core/schema/proposal.ts';
import { SAMPLES } from '../../../core/review/samples.ts';
import { itemOf } from '../samples.ts';

export type Work = Exclude<Content, { kind: 'email.draft' }>;
const { 'email.draft': _mail, ...rest } = SAMPLES;
export const WORKS: { [K in Work['kind']]: Extract<Work, { kind: K }> } = rest;

const DAY = '2026-11-20T09:00:00.000Z';

/** What an agent knows of each, with something that speaks against it. */
export const CONTEXT: Context = {
  recordOwner: 'Ana Reyes',
  fields: [
    {
      field: 'amount',
      changedBy: 'Tomás Okafor',
      changedAt: DAY,
      source: 'Order form',
      url: 'https://forms.example.com/order/9',
      observedAt: DAY,
      alternatives: [
        { value: 30_000, source: 'Call transcript', observedAt: DAY },
        { value: 27_500, source: 'Mail of 3 November' },
      ],
    },
    { field: 'dealstage', changedBy: 'Ana Reyes', changedAt: DAY },
  ],
  sequence: {
    enrolled: [{ name: 'Benchmark readers', owner: 'Tomás Okafor', since: DAY }],
    exclusions: [
      { rule: 'Has an open opportunity', excludes: true, detail: 'Cedar, renewal' },
      { rule: 'Opted out', excludes: false },
    ],
  },
  routing: {
    territory: 'North',
    currentOwner: 'Nobody',
    conflict: 'The parent company is owned by another rep.',
    owners: [
      { id: 'm.l', name: 'Mara Lindqvist', territory: 'North', openLeads: 31, capacity: 30 },
      { id: 't.o', name: 'Tomás Okafor', territory: 'South', openLeads: 4, capacity: 30 },
    ],
  },
  busy: [{ start: '2030-01-03T09:15:00Z', end: '2030-01-03T10:00:00Z', title: 'Forecast call' }],
};

export const PRICING = { finance: ['fin@acme.example'], maxDiscount: 15 };

/** A waiting item of this work, as its owner gets it. */
export function workItem(
  n: number,
  content: Content,
  change: Partial<ReviewItem> = {},
): Promise<ReviewItem> {
  const signOff =
    content.kind === 'meeting.schedule'
      ? { mine: true, message: 'A meeting is approved by whose calendar it goes into.' }
      : content.kind === 'price.quote'
        ? { mine: true, message: 'Finance signs off prices here: fin@acme.example.' }
        : undefined;
  return itemOf(n, {
    content,
    claims: [],
    flags: [],
    context: CONTEXT,
    policy: {
      version: 1,
      undoSeconds: 10,
      unknownCompose: 'let-through',
      ...(content.kind === 'price.quote' ? { pricing: PRICING } : {}),
    },
    ...(signOff ? { signOff } : {}),
    ...change,
  });
}
