import type { RiskPolicy } from '../../core/lanes/policy.ts';
import type { Autonomy } from '../../core/schema/autonomy.ts';
import { t } from '../../words/t.ts';
import { NumberField } from './Fields.tsx';
import type { PartProps } from './part.ts';
import { LANES } from './words.ts';

const LEGENDS = {
  auto: 'policies_lane_auto_legend',
  constrained: 'policies_lane_constrained_legend',
} as const;

/** How it earns running without a person: what may be wrong in each lane, and the limits of the medium one. */
export function LaneFields({ policy, problem, disabled, setPolicy }: PartProps) {
  const { autonomy } = policy;
  if (!autonomy)
    return (
      <section class="card" aria-label={t('policies_may_run')}>
        <h3>{t('policies_may_run')}</h3>
        <p>{t('policies_no_lanes')}</p>
      </section>
    );
  const setLane = (index: number, change: Partial<RiskPolicy>): void => {
    const lanes = autonomy.lanes.map((lane, at) => (at === index ? { ...lane, ...change } : lane));
    setPolicy({ autonomy: { ...autonomy, lanes: lanes.map(labelled) } });
  };
  const set = (change: Partial<Autonomy>): void =>
    setPolicy({ autonomy: { ...autonomy, ...change } });
  return (
    <section class="card" aria-label={t('policies_may_run')}>
      <h3>{t('policies_may_run')}</h3>
      <p class="muted">{t('policies_lanes_note')}</p>
      {autonomy.lanes.map((lane, index) => (
        <fieldset key={lane.tier}>
          <legend>{t(LEGENDS[lane.tier])}</legend>
          <NumberField
            label={t('policies_defects_allowed', { lane: t(LANES[lane.tier]) })}
            problem={problem(`/policy/autonomy/lanes/${index}/alpha`)}
            value={lane.alpha}
            factor={0.01}
            {...{ disabled }}
            onNumber={(alpha = Number.NaN) => setLane(index, { alpha })}
          />
          <NumberField
            label={t('policies_chance_wrong', { lane: t(LANES[lane.tier]) })}
            problem={problem(`/policy/autonomy/lanes/${index}/delta`)}
            value={lane.delta}
            factor={0.01}
            {...{ disabled }}
            onNumber={(delta = Number.NaN) => setLane(index, { delta })}
          />
          <p class="muted">
            {t('policies_first_look', { labels: lane.firstLabels, choose: lane.chooseAt })}
          </p>
          {problem(`/policy/autonomy/lanes/${index}`) ? (
            <p class="field-problem">{problem(`/policy/autonomy/lanes/${index}`)}</p>
          ) : null}
          {lane.limits ? (
            <LimitFields {...{ lane, index, problem, disabled }} onLane={setLane} />
          ) : null}
        </fieldset>
      ))}
      <NumberField
        label={t('policies_second_looks')}
        problem={problem('/policy/autonomy/secondLooks')}
        value={autonomy.secondLooks}
        factor={0.01}
        {...{ disabled }}
        onNumber={(secondLooks = Number.NaN) => set({ secondLooks })}
      />
    </section>
  );
}

function LimitFields(
  props: Pick<PartProps, 'problem' | 'disabled'> & {
    lane: RiskPolicy;
    index: number;
    onLane: (index: number, change: Partial<RiskPolicy>) => void;
  },
) {
  const { lane, index, problem, disabled, onLane } = props;
  const limits = lane.limits ?? { dailyCap: Number.NaN };
  const at = `/policy/autonomy/lanes/${index}/limits`;
  const named = { lane: t(LANES[lane.tier]) };
  const hours = (change: Partial<{ from: number; to: number }>): void =>
    onLane(index, {
      limits: {
        ...limits,
        window: { from: Number.NaN, to: Number.NaN, ...limits.window, ...change },
      },
    });
  return (
    <>
      <NumberField
        label={t('policies_most_a_day', named)}
        problem={problem(`${at}/dailyCap`)}
        value={limits.dailyCap}
        {...{ disabled }}
        onNumber={(dailyCap = Number.NaN) => onLane(index, { limits: { ...limits, dailyCap } })}
      />
      <div class="two">
        <NumberField
          label={t('policies_from_hour', named)}
          problem={problem(`${at}/window/from`)}
          value={limits.window?.from}
          {...{ disabled }}
          onNumber={(from = Number.NaN) => hours({ from })}
        />
        <NumberField
          label={t('policies_until_hour', named)}
          problem={problem(`${at}/window/to`)}
          value={limits.window?.to}
          {...{ disabled }}
          onNumber={(to = Number.NaN) => hours({ to })}
        />
      </div>
    </>
  );
}

/** A smaller share or chance needs more labels before the first look: raised to the least that could do. */
function labelled(lane: RiskPolicy): RiskPolicy {
  const { alpha, delta } = lane;
  if (!(alpha > 0 && alpha < 1 && delta > 0 && delta < 1)) return lane;
  const firstLabels = Math.max(lane.firstLabels, Math.ceil(Math.log(1 / delta) / alpha));
  return { ...lane, firstLabels, chooseAt: Math.max(lane.chooseAt, firstLabels) };
}
