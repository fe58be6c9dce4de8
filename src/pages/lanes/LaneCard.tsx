import { useId } from 'preact/hooks';
import type { Calibration, LaneExposure } from '../../core/schema/lanes.ts';
import type { NamedItem } from '../../messages/item-name.ts';
import { percent } from '../../ui/estimate-words.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Left } from './Left.tsx';
import { type Lane, labelsOf, type Rule, standingOf } from './standing.ts';
import { Worth } from './Worth.tsx';
import {
  CLOSED_BY,
  confidence,
  count,
  limitWords,
  moment,
  STANDS,
  sentenceOf,
  TIERS,
} from './words.ts';

/** One tier's lane of one version: what it may do, why, what it waits for, and what went through it. */
export function LaneCard(props: {
  lane: Lane;
  rule: Rule | undefined;
  calibration: Calibration | undefined;
  left: LaneExposure | undefined;
  /** defective ones of these, as far as they are known here */
  named: readonly NamedItem[];
  space: string;
}) {
  const { lane, rule, calibration, left, named, space } = props;
  const id = useId();
  const standing = standingOf(lane, rule);
  const { word, look } = STANDS[standing];
  const { breach } = lane;
  return (
    <article class="card" aria-labelledby={id}>
      <h3 id={id}>
        {t(TIERS[lane.tier])}: <span class={`status-word ${look}`}>{t(word)}</span>
      </h3>
      <p class="muted">
        <Visible text={versionWords(lane)} />
      </p>
      <p>{sentenceOf(lane, standing)}</p>
      {!lane.open && breach ? (
        <p>
          {tx('lanes_closed_when_by', {
            at: moment(breach.at),
            by: t(CLOSED_BY[breach.by] ?? 'lanes_closed_by_policy'),
            why: <Gates text={breach.why} />,
          })}
        </p>
      ) : null}
      <Wait {...{ lane, rule }} />
      <Figures {...{ lane, rule }} />
      {calibration ? <Worth calibration={calibration} /> : null}
      {left ? <Left {...{ left, named, space }} /> : null}
    </article>
  );
}

/** A tier that the policy has and nothing was proposed for. */
export function NoLaneYet({ rule }: { rule: Rule }) {
  const id = useId();
  return (
    <article class="card" aria-labelledby={id}>
      <h3 id={id}>
        {t(TIERS[rule.tier])}: <span class="status-word warn">{t('lanes_not_earned')}</span>
      </h3>
      <p>
        {t('lanes_nothing_known_yet', { need: count(rule.chooseAt), alpha: percent(rule.alpha) })}
      </p>
    </article>
  );
}

/** A sentence that a gate wrote. */
export const Gates = ({ text }: { text: string }) => (
  <span lang="en">
    <Visible text={text} />
  </span>
);

function Wait({ lane, rule }: { lane: Lane; rule: Rule | undefined }) {
  const labels = labelsOf(lane, rule);
  if (labels) {
    const words = t('lanes_labels_of', { so: count(labels.so), need: count(labels.need) });
    return (
      <p class="lanes-wait">
        <progress max={labels.need} value={Math.min(labels.so, labels.need)} aria-label={words} />
        <span>{words}</span>
      </p>
    );
  }
  if (lane.open || !rule || lane.verdict?.reason === 'sensitivity_unknown') return null;
  return <p class="muted">{t('lanes_not_in_sight')}</p>;
}

function Figures({ lane, rule }: { lane: Lane; rule: Rule | undefined }) {
  const { verdict, watch } = lane;
  const stale = lane.decidedAt === null;
  const known = stale ? null : verdict;
  return (
    <dl class="facts">
      <dt>{t('lanes_threshold')}</dt>
      <dd>{lane.threshold === null ? t('lanes_none_while_closed') : confidence(lane.threshold)}</dd>
      {rule ? (
        <>
          <dt>{t('lanes_defects_allowed')}</dt>
          <dd>
            {t('lanes_at_most_wrong_with', {
              alpha: percent(rule.alpha),
              delta: percent(rule.delta),
            })}
          </dd>
        </>
      ) : null}
      {known?.bound == null ? null : (
        <>
          <dt>{t('lanes_defects_at_most')}</dt>
          <dd>
            {percent(lane.bound ?? known.bound)}
            {known.noticedOnly ? ` (${t('lanes_noticed_only')})` : ''}
          </dd>
        </>
      )}
      {known?.sensitivity == null ? null : (
        <>
          <dt>{t('lanes_reviewers_notice')}</dt>
          <dd>{t('lanes_at_least', { share: percent(known.sensitivity) })}</dd>
        </>
      )}
      {watch ? (
        <>
          <dt>{t('lanes_watch')}</dt>
          <dd>
            {t('lanes_watch_seen', {
              defects: count(watch.defects),
              seen: count(watch.seen),
              line: percent(watch.line),
            })}
          </dd>
        </>
      ) : null}
      {limitWords(rule ?? {}, lane.used).map((words, nth) => [
        <dt key={`name ${words}`}>{nth === 0 ? t('lanes_limits') : ''}</dt>,
        <dd key={words}>{words}</dd>,
      ])}
    </dl>
  );
}

const versionWords = ({ model, modelVersion, promptVersion }: Lane): string =>
  [`${model} ${modelVersion}`, ...(promptVersion === '' ? [] : [promptVersion])].join(' · ');
