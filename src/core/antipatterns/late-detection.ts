import type { Workflow } from '../schema/workflow.ts';
import { quantileInterval } from '../stats/quantile.ts';
import { DELTA, type Figure, type Finding } from './finding.ts';
import { closeLanes, personFirst } from './fixes.ts';
import { surelyAbove } from './surely.ts';
import { count, shareFigure } from './words.ts';

/** One thing that ran, and when somebody first looked at it, or said that it was wrong. Milliseconds. */
export type Looked = {
  sentAt: number;
  /** null while nobody has */
  seenAt: number | null;
  /** `audit`: a draw that somebody reviewed; `report`: found outside; `brake`: found by its signals */
  by: 'audit' | 'report' | 'brake';
};

export type Clocks = {
  workflow: Workflow;
  /** sends by hour: its beginning in milliseconds, and how many left in it; hours without any left out */
  sends: readonly { hour: number; sends: number }[];
  looked: readonly Looked[];
  now: number;
};

/** Sends that may be out before somebody looks, where the policy says nothing of it. */
export const TOLERATED = 50;
/** The policy's own word for "a small, watched number": its first ramp's window. */
export const toleratedOf = ({ policy }: Workflow): number => policy.ramp?.windows[0] ?? TOLERATED;

const HOUR = 3_600_000;
/** Fewer than this say nothing of how long it takes. */
const LEAST = 5;

/**
 * A3: the clock of damage beside the clock of detection. For whatever was looked at, how many sends of its
 * workflow had left between it and the look: the time to detection M3, told in sends, so that nights without
 * any don't count. Fires when surely more than half of the looks came after the tolerated number, valid
 * however often one looks. What nobody looked at yet counts as late once that many have left after it,
 * and not at all before: what is young is neither early nor late.
 */
export function lateDetection({ workflow, sends, looked, now }: Clocks): Finding[] {
  const tolerated = toleratedOf(workflow);
  const sentBy = sentBefore(sends);
  const told = looked.flatMap((one) => {
    const out = sentBy(one.seenAt ?? now) - sentBy(one.sentAt);
    return sentBy(now) - sentBy(one.sentAt) < tolerated ? [] : [{ ...one, out }];
  });
  const late = told.filter(({ out }) => out >= tolerated);
  if (told.length < LEAST || !surelyAbove(late.length, told.length, { line: 0.5, delta: DELTA }))
    return [];
  const perHour = rate(sends);
  const hours = told.map(({ sentAt, seenAt }) => ((seenAt ?? now) - sentAt) / HOUR);
  const median = quantileInterval(hours, 0.5);
  const out = quantileInterval(
    told.map((one) => one.out),
    0.5,
  );
  const damage = tolerated / perHour;
  return [
    {
      key: `A3:late:${workflow.id}`,
      ...{ pattern: 'A3', workflowId: workflow.id },
      sentence: `${round(perHour)} sends an hour go out, so ${tolerated} in ${span(damage)}; somebody looks after ${span(median.estimate)}, by when ${round(out.estimate)} more have left.`,
      figures: [
        shareFigure('Looked at only after too many had left', {
          ...{ hits: late.length, n: told.length, line: 0.5 },
        }),
        figure('Clock of detection: until somebody looks', median, {
          n: told.length,
          unit: 'hours',
        }),
        {
          ...{ label: `Clock of damage: until ${tolerated} have left`, value: damage },
          ...{ low: null, high: null, n: sends.length, unit: 'hours' },
        },
        {
          ...figure('Sends out by then', out, { n: told.length, unit: 'items' }),
          line: tolerated,
        },
      ],
      cost: {
        ...{ hours: null, items: Math.round(out.estimate) },
        sentence: `A mistake reaches some ${count(Math.round(out.estimate), 'buyer')} before anybody looks.`,
      },
      fixes: [...personFirst(workflow), ...closeLanes(workflow)],
    },
  ];
}

const figure = (
  label: string,
  { estimate, low, high }: { estimate: number; low: number | null; high: number | null },
  rest: Pick<Figure, 'n' | 'unit'>,
): Figure => ({ label, value: estimate, low, high, ...rest });

/** How many had left by a moment, an hour's sends spread evenly over it. */
function sentBefore(sends: Clocks['sends']): (at: number) => number {
  const sorted = sends.toSorted((a, b) => a.hour - b.hour);
  let sum = 0;
  const before = sorted.map(({ sends: some }) => {
    sum += some;
    return sum - some;
  });
  return (at) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.hour ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    const hour = sorted[low - 1];
    if (hour === undefined) return 0;
    return (before[low - 1] ?? 0) + hour.sends * Math.min(1, (at - hour.hour) / HOUR);
  };
}

/** Sends an hour, of the hours in which any left. */
const rate = (sends: Clocks['sends']): number =>
  sends.reduce((sum, hour) => sum + hour.sends, 0) / Math.max(1, sends.length);

const round = (value: number): number =>
  value < 10 ? Math.round(value * 10) / 10 : Math.round(value);

/** Hours for people. */
function span(hours: number): string {
  if (hours < 1) return count(Math.max(1, Math.round(hours * 60)), 'minute');
  return hours < 48 ? count(round(hours), 'hour') : count(round(hours / 24), 'day');
}
