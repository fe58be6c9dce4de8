import type { RiskPolicy } from '../../core/lanes/policy.ts';
import type { Autonomy } from '../../core/schema/autonomy.ts';
import { NumberField } from './Fields.tsx';
import type { PartProps } from './part.ts';

const TIERS = { auto: 'Lane without limits', constrained: 'Lane within limits' } as const;

/** How it earns running without a person: what may be wrong in each lane, and the limits of the medium one. */
export function LaneFields({ policy, problem, disabled, setPolicy }: PartProps) {
  const { autonomy } = policy;
  if (!autonomy)
    return (
      <section class="card" aria-label="What may run without a person">
        <h3>What may run without a person</h3>
        <p>
          No lanes: whatever a buyer sees goes to a person, always. Lanes are added in the document
          below.
        </p>
      </section>
    );
  const setLane = (index: number, change: Partial<RiskPolicy>): void => {
    const lanes = autonomy.lanes.map((lane, at) => (at === index ? { ...lane, ...change } : lane));
    setPolicy({ autonomy: { ...autonomy, lanes: lanes.map(labelled) } });
  };
  const set = (change: Partial<Autonomy>): void =>
    setPolicy({ autonomy: { ...autonomy, ...change } });
  return (
    <section class="card" aria-label="What may run without a person">
      <h3>What may run without a person</h3>
      <p class="muted">
        A lane opens when its bound holds, and not before. Another share or chance begins with no
        evidence: one chosen after a look at the outcomes would be none.
      </p>
      {autonomy.lanes.map((lane, index) => (
        <fieldset key={lane.tier}>
          <legend>{TIERS[lane.tier]}</legend>
          <NumberField
            label={`Defects allowed, percent, ${lane.tier}`}
            problem={problem(`/policy/autonomy/lanes/${index}/alpha`)}
            value={lane.alpha}
            factor={0.01}
            {...{ disabled }}
            onNumber={(alpha = Number.NaN) => setLane(index, { alpha })}
          />
          <NumberField
            label={`Chance of being wrong about it, percent, ${lane.tier}`}
            problem={problem(`/policy/autonomy/lanes/${index}/delta`)}
            value={lane.delta}
            factor={0.01}
            {...{ disabled }}
            onNumber={(delta = Number.NaN) => setLane(index, { delta })}
          />
          <p class="muted">
            Its first look takes {lane.firstLabels} labels at or above the first threshold, chosen
            at {lane.chooseAt}.
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
        label="Decisions that a second person looks at blind, percent"
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
        label={`Most a day, ${lane.tier}`}
        problem={problem(`${at}/dailyCap`)}
        value={limits.dailyCap}
        {...{ disabled }}
        onNumber={(dailyCap = Number.NaN) => onLane(index, { limits: { ...limits, dailyCap } })}
      />
      <div class="two">
        <NumberField
          label={`From this hour, ${lane.tier}`}
          problem={problem(`${at}/window/from`)}
          value={limits.window?.from}
          {...{ disabled }}
          onNumber={(from = Number.NaN) => hours({ from })}
        />
        <NumberField
          label={`Until this hour, ${lane.tier}`}
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
