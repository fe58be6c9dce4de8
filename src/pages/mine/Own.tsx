import { useCallback } from 'preact/hooks';
import type { OwnReading } from '../../core/schema/own-reading.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { agoWords } from '../../ui/amount-words.ts';
import { Banner } from '../../ui/Banner.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { listed, shownNumber, shownTime } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { Corrections } from './Corrections.tsx';
import { binsOf, type Totals, totalsOf } from './figures.ts';
import { Plot } from './Plot.tsx';
import { percent, range, sharedWords, timeWords } from './words.ts';

/** One workspace's figures of this person, for so many days. */
export function Own(props: {
  ask: Ask;
  hear: Hear;
  space: string;
  days: number;
  now: () => number;
}) {
  const { ask, hear, space, days, now } = props;
  const get = useCallback(
    async () => ({ days, ...(await ask('own.reading', { space, days })) }),
    [ask, space, days],
  );
  const [answer] = useAnswer(get, hear);
  if (answer.state === 'loading') return <p class="muted">{t('ui_loading')}</p>;
  if (answer.state === 'failed')
    return (
      <EmptyState icon="offline" title={t('mine_figures_unknown')}>
        <p>{tx('mine_unknown_why', { why: <Visible text={answer.why} /> })}</p>
      </EmptyState>
    );
  // While other days are asked for, what is shown is still of those that it was asked for.
  const { reading, at, stale, days: shown } = answer.value;
  return (
    <>
      {stale === undefined ? null : (
        <Banner tone="info" icon="offline" title={t('ui_gate_cannot_reached')}>
          <p>{t('mine_figures_of', { time: shownTime(at), ago: agoWords(now() - at) })}</p>
        </Banner>
      )}
      <Figures reading={reading} days={shown} />
    </>
  );
}

function Figures({ reading, days }: { reading: OwnReading; days: number }) {
  const bins = binsOf(reading, days);
  const totals = totalsOf(reading);
  const { corrections, shared } = reading;
  return (
    <>
      <section class="card" aria-label={t('mine_pace')}>
        <h3>{t('mine_pace')}</h3>
        {totals.decisions === 0 ? (
          <p class="muted">{t('mine_no_decision')}</p>
        ) : (
          <dl class="facts">
            <dt>{t('mine_decided')}</dt>
            <dd>{shownNumber(totals.decisions)}</dd>
            {reading.median ? (
              <>
                <dt>{t('mine_time_in_view')}</dt>
                <dd>{halfWords(reading.median)}</dd>
              </>
            ) : null}
            {totals.perHour === null ? null : (
              <>
                <dt>{t('mine_pace_fact')}</dt>
                <dd>{t('mine_in_an_hour', { n: Math.round(totals.perHour) })}</dd>
              </>
            )}
          </dl>
        )}
      </section>
      <section class="card" aria-label={t('mine_reading')}>
        <h3>{t('mine_reading')}</h3>
        {totals.decisions === 0 ? (
          <p class="muted">{t('mine_nothing_to_show')}</p>
        ) : (
          <>
            <p>{readWords(totals)}</p>
            <Plot bins={bins} days={days} />
            {totals.blind > 0 ? (
              <p>{t('mine_blind', { blind: totals.blind, changed: totals.changed })}</p>
            ) : null}
            <p class="muted">{t('mine_read_means')}</p>
          </>
        )}
      </section>
      <section class="card" aria-label={t('mine_catch_rate')}>
        <h3>{t('mine_catch_rate')}</h3>
        <CatchRate reading={reading} />
      </section>
      <section class="card" aria-label={t('mine_my_corrections')}>
        <h3>{t('mine_my_corrections')}</h3>
        {corrections ? (
          <Corrections corrections={corrections} />
        ) : (
          <p class="muted">{t('mine_gate_does_not_tell')}</p>
        )}
      </section>
      <section class="card" aria-label={t('mine_what_others_see')}>
        <h3>{t('mine_what_others_see')}</h3>
        {shared ? (
          <>
            <ul class="shared">
              {shared.map((one) => (
                <li key={one.what}>
                  {sharedWords(one)}{' '}
                  {one.workflows ? <Visible text={listed(one.workflows)} /> : null}
                </li>
              ))}
            </ul>
            <p>{t('mine_nothing_else_shown')}</p>
          </>
        ) : (
          <p class="muted">{t('mine_gate_does_not_tell')}</p>
        )}
      </section>
    </>
  );
}

function CatchRate({ reading: { caught } }: { reading: OwnReading }) {
  if (!caught) return <p class="muted">{t('mine_nobody_measured')}</p>;
  const rows = [
    ['mine_caught_unflagged', caught.unflagged],
    ['mine_caught_flagged', caught.flagged],
  ] as const;
  return (
    <>
      <p>{t('mine_planted_means')}</p>
      <ul class="shared">
        {rows.map(([label, of]) => (
          <li key={label}>{t(label, { caught: caughtWords(of) })}</li>
        ))}
      </ul>
    </>
  );
}

type Caught = NonNullable<OwnReading['caught']>['flagged'];
const caughtWords = (of: Caught): string =>
  of.planted === 0
    ? t('mine_none_yet')
    : t('mine_caught_of', { caught: of.caught, planted: of.planted, range: range(of) });

function halfWords({ estimate, low, high }: NonNullable<OwnReading['median']>): string {
  const time = timeWords(estimate);
  return low === null || high === null
    ? t('mine_half_of_them', { time })
    : t('mine_half_of_them_between', { time, low: timeWords(low), high: timeWords(high) });
}

function readWords(totals: Totals) {
  const told = {
    share: <strong>{percent(totals.deliberate / totals.decisions)}</strong>,
    ...{ read: totals.deliberate, all: totals.decisions, range: range(totals) },
  };
  return totals.words > 0
    ? tx('mine_read_words', { ...told, words: tn('mine_new_words', totals.words) })
    : tx('mine_read', told);
}
