import type { Estimate, MetricsAnswer } from '../../core/schema/metrics.ts';
import type { BrakeRow } from '../../messages/metrics.ts';
import { anyReasonWords } from '../../ui/reason-words.ts';
import { numbered, t } from '../../words/t.ts';
import { apartOf } from './apart.ts';
import type { Figure } from './FigureCard.tsx';
import { foundByOf } from './found-by.ts';
import { headOf } from './heads.ts';
import { bars, type Range, ranges } from './ranges.ts';
import { reliabilityDiagram } from './reliability.ts';
import { BY_WORKFLOW, nameOf, TRENDS, trendOf } from './trends.ts';
import {
  ARMS,
  brakeName,
  estimateText,
  hours,
  hundredths,
  lineWords,
  OUTCOMES,
  percent,
  plainName,
  SIDES,
  signalType,
} from './words.ts';
import { worthOf } from './worth.ts';

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
  const worth = worthOf(split);
  return [
    ...trends.slice(0, 4),
    backlogOf(whole),
    ...trends.slice(4),
    foundByOf(whole),
    reasonsOf(whole),
    reliabilityOf(split),
    ...(worth === null ? [] : [worth]),
    agreementOf(whole),
    outcomesOf(whole),
    signalsOf(whole),
    ...apartOf(split),
    brakesOf(brakes),
  ];
}

function backlogOf({ backlog }: MetricsAnswer): Figure {
  const waiting = backlog.filter(({ items }) => items > 0);
  const rows = waiting.map(({ name, workflowId, items, hours: takes, oldestAt }) => ({
    name: uniqueName(plainName(name), workflowId, waiting),
    value: items,
    said:
      takes === null
        ? numbered(items)
        : t('dashboard_items_of_review', { items, time: hours(takes) }),
    oldest: oldestAt,
    takes,
  }));
  return {
    id: 'backlog',
    title: t('dashboard_backlog'),
    means: t('dashboard_backlog_means'),
    ...(rows.length === 0 ? { empty: t('dashboard_backlog_none') } : {}),
    table: {
      head: headOf('workflow', 'items', 'hours', 'oldest'),
      rows: rows.map(({ name, value, takes, oldest }) => [name, value, takes ?? '', oldest ?? '']),
    },
    draw: (width) => bars(width, t('dashboard_backlog_picture'), rows),
  };
}

const uniqueName = (name: string, id: string, all: readonly { name: string }[]): string =>
  all.filter((one) => plainName(one.name) === name).length > 1 ? `${name} (${id})` : name;

function reasonsOf({ reasons }: MetricsAnswer): Figure {
  const all = reasons.reduce((sum, { n }) => sum + n, 0);
  const rows = reasons.map(({ code, n }) => ({
    name: anyReasonWords(code),
    value: n,
    said: t('dashboard_count_share', { n, share: percent(n / all) }),
  }));
  return {
    id: 'reasons',
    title: t('dashboard_reasons'),
    means: t('dashboard_reasons_means'),
    ...(rows.length === 0 ? { empty: t('dashboard_nothing_these_weeks') } : {}),
    table: {
      head: headOf('reason', 'how_often'),
      rows: rows.map(({ name, value }) => [name, value]),
    },
    draw: (width) => bars(width, t('dashboard_reasons_picture'), rows),
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
    title: t('dashboard_reliability'),
    means: t('dashboard_reliability_means'),
    ...(bins.length === 0 ? { empty: t('dashboard_nothing_these_weeks') } : {}),
    table: {
      head: headOf('of', 'from', 'to', 'says', 'right', 'low', 'high', 'n'),
      rows: bins.map(({ group, from, to, says, right, low, high, n }) => [
        ...[group, from, to, says, right, low, high, n],
      ]),
    },
    draw: (width) =>
      reliabilityDiagram(width, t('dashboard_reliability_picture'), { bins, groups }),
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
            known: ends !== undefined && ends !== null,
            said: t('dashboard_said', { name, value: hundredths(value) }),
          },
        ];
  const rows: (Range & { known: boolean })[] = [
    ...point(t('dashboard_alpha'), alpha?.value ?? null, alpha?.interval),
    ...point(t('dashboard_kappa'), kappa),
    ...point(t('dashboard_ac1'), ac1),
    ...point(t('dashboard_disagreement'), disagreement?.share ?? null, disagreement),
    ...point(t('dashboard_base_rate'), baseRate),
  ];
  return {
    id: 'agreement',
    title: t('dashboard_agreement'),
    means: t('dashboard_agreement_means'),
    ...(items === 0 ? { empty: t('dashboard_agreement_none') } : {}),
    note: items > 0 && alpha === null ? t('dashboard_agreement_all_same') : '',
    table: {
      head: headOf('measure', 'value', 'low', 'high'),
      rows: [
        // An interval only where one was worked out.
        ...rows.map(({ name, value, low, high, known }) => [
          ...[name, value, known ? low : '', known ? high : ''],
        ]),
        [t('dashboard_head_items'), items, '', ''],
      ],
    },
    draw: (width) =>
      ranges(width, t('dashboard_agreement_picture'), {
        rows,
        ...{ unit: 'agreement', from: Math.min(0, ...rows.map(({ low }) => low)) },
      }),
  };
}

function outcomesOf({ outcomes }: MetricsAnswer): Figure {
  const hand = outcomes.some(({ arm }) => arm === 'by-hand');
  const rows = outcomes.map(
    ({ arm, outcome, less, ...estimate }): Range => ({
      name: t(ARMS[arm]),
      group: t(OUTCOMES[outcome]),
      ...ends(estimate),
      said: t('dashboard_said_outcome', {
        ...{ outcome: t(OUTCOMES[outcome]), arm: t(ARMS[arm]) },
        value: estimateText(estimate, 'share'),
      }),
      apart: arm === 'by-hand',
    }),
  );
  return {
    id: 'outcomes',
    title: t('dashboard_outcomes'),
    means: t('dashboard_outcomes_means'),
    note: t(hand ? 'dashboard_caveat' : 'dashboard_caveat_no_hand'),
    ...(rows.length === 0 ? { empty: t('dashboard_outcomes_none') } : {}),
    table: {
      head: headOf('outcome', 'how', 'share', 'low', 'high', 'n', 'less_by_hand', 'from', 'to'),
      rows: outcomes.map(({ arm, outcome, value, low, high, n, less }) => [
        ...[t(OUTCOMES[outcome]), t(ARMS[arm]), value ?? '', low ?? '', high ?? '', n],
        ...(less ? [less.difference, less.low, less.high] : ['', '', '']),
      ]),
    },
    draw: (width) => ranges(width, t('dashboard_outcomes_picture'), { rows, unit: 'share' }),
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
      said: t('dashboard_said', {
        ...{ name: signalType(type), value: estimateText(estimate, 'share') },
      }),
    }),
  );
  return {
    id: 'signals',
    title: t('dashboard_signals'),
    means: t('dashboard_signals_means'),
    ...(rows.length === 0 ? { empty: t('dashboard_signals_none') } : {}),
    table: {
      head: headOf('signal', 'meetings', 'low', 'high', 'n'),
      rows: signals.map(({ type, value, low, high, n }) => [
        ...[signalType(type), value ?? '', low ?? '', high ?? '', n],
      ]),
    },
    draw: (width) => ranges(width, t('dashboard_signals_picture'), { rows, unit: 'share' }),
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
    const name = brakeName(brake);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { ...brake, name: nth === 1 ? name : `${name} (${nth})` };
  });
  const rows = named.slice(0, BRAKES).map((brake): Range => {
    const { name, sends, events, low, high, line: mark, near, tripped } = brake;
    const told = { name, events, sends, line: lineWords(brake) };
    return {
      ...{ name, value: events / sends, low, high, mark, apart: tripped },
      said: tripped
        ? t('dashboard_brake_tripped', told)
        : t('dashboard_brake_near', { ...told, near: percent(near) }),
    };
  });
  return {
    id: 'brakes',
    title: t('dashboard_brakes'),
    means: t('dashboard_brakes_means'),
    note: named.length > BRAKES ? t('dashboard_brakes_more', { n: named.length - BRAKES }) : '',
    ...(rows.length === 0 ? { empty: t('dashboard_brakes_none') } : {}),
    table: {
      head: [
        ...headOf('brake', 'line', 'side', 'events', 'sends'),
        ...headOf('low', 'high', 'near', 'tripped', 'coverage'),
      ],
      rows: named.map((brake) => [
        ...[
          brake.name,
          brake.line,
          t(SIDES[brake.side]),
          brake.events,
          brake.sends,
          brake.low,
          brake.high,
        ],
        ...[brake.near, t(brake.tripped ? 'dashboard_yes' : 'dashboard_no'), brake.coverage ?? ''],
      ]),
    },
    draw: (width) => ranges(width, t('dashboard_brakes_picture'), { rows, unit: 'share' }),
  };
}
