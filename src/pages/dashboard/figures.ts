import { signalName } from '../../core/brakes/sentence.ts';
import type { Estimate, MetricsAnswer } from '../../core/schema/metrics.ts';
import type { BrakeRow } from '../../messages/metrics.ts';
import type { Figure } from './FigureCard.tsx';
import { foundByOf } from './found-by.ts';
import { bars, type Range, ranges } from './ranges.ts';
import { reliabilityDiagram } from './reliability.ts';
import { BY_WORKFLOW, NONE, nameOf, TRENDS, trendOf } from './trends.ts';
import {
  ARMS,
  estimateText,
  hours,
  OUTCOMES,
  percent,
  plainName,
  reasonName,
  signalType,
  WORDS,
} from './words.ts';

/** Every picture of the page, in order. `split` is the answer that is told apart, or the same as `whole`. */
export function figuresOf(
  whole: MetricsAnswer,
  split: MetricsAnswer,
  brakes: readonly BrakeRow[],
): Figure[] {
  const trends = TRENDS.map((trend) => {
    const apart = !BY_WORKFLOW.has(trend.id) || split.by === 'workflow';
    return trendOf(trend, apart ? split : whole);
  });
  return [
    ...trends.slice(0, 4),
    backlogOf(whole),
    ...trends.slice(4),
    foundByOf(whole),
    reasonsOf(whole),
    reliabilityOf(split),
    agreementOf(whole),
    outcomesOf(whole),
    signalsOf(whole),
    brakesOf(brakes),
  ];
}

function backlogOf({ backlog }: MetricsAnswer): Figure {
  const waiting = backlog.filter(({ items }) => items > 0);
  const rows = waiting.map(({ name, workflowId, items, hours: takes, oldestAt }) => ({
    name: uniqueName(plainName(name), workflowId, waiting),
    value: items,
    said: takes === null ? String(items) : `${items}, ${hours(takes)} of review`,
    oldest: oldestAt,
    takes,
  }));
  return {
    id: 'backlog',
    title: 'Backlog now (M6)',
    means: 'What waits for a person, and how long it takes to review at the pace of these weeks.',
    ...(rows.length === 0 ? { empty: 'Nothing waits for a person.' } : {}),
    table: {
      head: ['workflow', 'items', 'hours of review', 'oldest'],
      rows: rows.map(({ name, value, takes, oldest }) => [name, value, takes ?? '', oldest ?? '']),
    },
    draw: (width) => bars(width, 'Backlog by workflow', rows),
  };
}

const uniqueName = (name: string, id: string, all: readonly { name: string }[]): string =>
  all.filter((one) => plainName(one.name) === name).length > 1 ? `${name} (${id})` : name;

function reasonsOf({ reasons }: MetricsAnswer): Figure {
  const all = reasons.reduce((sum, { n }) => sum + n, 0);
  const rows = reasons.map(({ code, n }) => ({
    name: reasonName(code),
    value: n,
    said: `${n} (${percent(n / all)})`,
  }));
  return {
    id: 'reasons',
    title: 'Why things were overridden (M5)',
    means: 'The reasons that reviewers gave, most frequent first.',
    ...(rows.length === 0 ? { empty: NONE } : {}),
    table: { head: ['reason', 'how often'], rows: rows.map(({ name, value }) => [name, value]) },
    draw: (width) => bars(width, 'Reasons for overriding', rows),
  };
}

function reliabilityOf(answer: MetricsAnswer): Figure {
  const name = nameOf(answer);
  const bins = answer.reliability.flatMap((one) =>
    one.bins.map((bin) => ({ ...bin, group: name(one.group) })),
  );
  const groups = answer.groups
    .map(({ id }) => name(id))
    .filter((group) => bins.some((bin) => bin.group === group));
  return {
    id: 'reliability',
    title: 'What a confidence is worth',
    means:
      'How often proposals of a stated confidence were right, over all proposals. On the dashed diagonal, confidence keeps its word; below it, it promises too much.',
    ...(bins.length === 0 ? { empty: NONE } : {}),
    table: {
      head: ['of', 'from', 'to', 'says', 'right', 'low', 'high', 'n'],
      rows: bins.map(({ group, from, to, says, right, low, high, n }) => [
        ...[group, from, to, says, right, low, high, n],
      ]),
    },
    draw: (width) => reliabilityDiagram(width, 'Reliability diagram', { bins, groups }),
  };
}

function agreementOf({ agreement }: MetricsAnswer): Figure {
  const { items, alpha, kappa, ac1, disagreement, baseRate } = agreement;
  const point = (
    name: string,
    value: number | null,
    ends?: { low: number; high: number } | null,
  ) =>
    value === null
      ? []
      : [
          {
            name,
            value,
            low: ends?.low ?? value,
            high: ends?.high ?? value,
            said: `${name}: ${value.toFixed(2)}`,
          },
        ];
  const rows: Range[] = [
    ...point('Krippendorff’s α', alpha?.value ?? null, alpha?.interval),
    ...point('Cohen’s κ', kappa),
    ...point('Gwet’s AC1', ac1),
    ...point('Disagreement', disagreement?.share ?? null, disagreement),
    ...point('Base rate', baseRate),
  ];
  return {
    id: 'agreement',
    title: 'Do two people agree? (M7)',
    means:
      'Blind second looks at what somebody had decided, all that there are. α is what rules use; where nearly everything is approved, AC1 is high by itself, so read it with the base rate: the share of the commoner answer.',
    ...(items === 0 ? { empty: 'No second look has been decided yet.' } : {}),
    note:
      items > 0 && alpha === null ? 'All answers were the same: α says nothing about that.' : '',
    table: {
      head: ['measure', 'value', 'low', 'high'],
      rows: [
        ...rows.map(({ name, value, low, high }) => [name, value, low, high]),
        ['items', items, '', ''],
      ],
    },
    draw: (width) =>
      ranges(width, 'Agreement of two reviewers', {
        rows,
        ...{ unit: 'agreement', from: Math.min(0, ...rows.map(({ low }) => low)) },
      }),
  };
}

function outcomesOf({ outcomes }: MetricsAnswer): Figure {
  const hand = outcomes.some(({ arm }) => arm === 'by-hand');
  const rows = outcomes.map(
    ({ arm, outcome, less, ...estimate }): Range => ({
      name: ARMS[arm],
      group: OUTCOMES[outcome],
      ...ends(estimate),
      said: `${OUTCOMES[outcome]}, ${ARMS[arm]}: ${estimateText(estimate, 'share')}`,
      apart: arm === 'by-hand',
    }),
  );
  return {
    id: 'outcomes',
    title: 'What came of it (M8)',
    means: 'Sends that had an outcome, by how they came about.',
    note: hand
      ? WORDS.caveat
      : `${WORDS.caveat} Nothing written by hand is known yet: signals “sent” without a proposal tell of it.`,
    ...(rows.length === 0 ? { empty: 'Nothing sent in these weeks, or nothing came back.' } : {}),
    table: {
      head: ['outcome', 'how', 'share', 'low', 'high', 'n', 'less by hand', 'from', 'to'],
      rows: outcomes.map(({ arm, outcome, value, low, high, n, less }) => [
        ...[OUTCOMES[outcome], ARMS[arm], value ?? '', low ?? '', high ?? '', n],
        ...(less ? [less.difference, less.low, less.high] : ['', '', '']),
      ]),
    },
    draw: (width) => ranges(width, 'Outcomes by how a send came about', { rows, unit: 'share' }),
  };
}

const ends = ({ value, low, high }: Estimate) => ({
  ...{ value: value ?? 0, low: low ?? 0, high: high ?? 1 },
});

function signalsOf({ signals }: MetricsAnswer): Figure {
  const rows = signals.map(
    ({ type, ...estimate }): Range => ({
      name: signalType(type),
      ...ends(estimate),
      said: `${signalType(type)}: ${estimateText(estimate, 'share')}`,
    }),
  );
  return {
    id: 'signals',
    title: 'From signal to meeting (M9)',
    means: 'Of the sends that a signal came back for, those that led to a meeting.',
    ...(rows.length === 0 ? { empty: 'No signals of these weeks’ sends yet.' } : {}),
    table: {
      head: ['signal', 'meetings, share', 'low', 'high', 'n'],
      rows: signals.map(({ type, value, low, high, n }) => [
        ...[signalType(type), value ?? '', low ?? '', high ?? '', n],
      ]),
    },
    draw: (width) => ranges(width, 'Signal to meeting', { rows, unit: 'share' }),
  };
}

/** More than the nearest twenty nobody reads; the table has all. */
const BRAKES = 20;

function brakesOf(brakes: readonly BrakeRow[]): Figure {
  const known = brakes
    .filter(({ sends }) => sends > 0)
    .sort((a, b) => Number(b.tripped) - Number(a.tripped) || b.near - a.near);
  const seen = new Map<string, number>();
  const named = known.map((brake) => {
    const name = `${signalName(brake.signal)}, ${plainName(brake.name)}`;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { ...brake, name: nth === 1 ? name : `${name} (${nth})` };
  });
  const rows = named.slice(0, BRAKES).map((brake): Range => {
    const { name, sends, events, low, high, line, side, near, tripped } = brake;
    const value = events / sends;
    const stands = tripped ? 'tripped' : `${percent(near)} of the way to tripping`;
    return {
      ...{ name, value, low, high, mark: line, apart: tripped },
      said: `${name}: ${events} of ${sends}, ${side} ${percent(line)}, ${stands}`,
    };
  });
  return {
    id: 'brakes',
    title: 'Brakes, and the lines they watch',
    means:
      'Rates since each brake began, nearest to tripping first. The upright dash is its line: a ceiling must not be passed to the right, a floor not to the left. Squares have tripped. A brake trips on its evidence in order, not on this interval.',
    note: named.length > BRAKES ? `${named.length - BRAKES} more are in the table.` : '',
    ...(rows.length === 0 ? { empty: 'No brake has counted a send yet.' } : {}),
    table: {
      head: [
        'brake',
        'line',
        'side',
        'events',
        'sends',
        'low',
        'high',
        'near',
        'tripped',
        'coverage',
      ],
      rows: named.map((brake) => [
        ...[brake.name, brake.line, brake.side, brake.events, brake.sends, brake.low, brake.high],
        ...[brake.near, brake.tripped ? 'yes' : 'no', brake.coverage ?? ''],
      ]),
    },
    draw: (width) => ranges(width, 'Brakes and their lines', { rows, unit: 'share' }),
  };
}
