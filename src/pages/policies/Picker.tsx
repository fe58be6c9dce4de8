import { useCallback, useMemo, useState } from 'preact/hooks';
import { flips } from '../../core/picker/flips.ts';
import {
  INPUT_NAMES,
  INPUTS,
  type InputName,
  type Measured,
  type PickerInputs,
} from '../../core/picker/inputs.ts';
import { pick } from '../../core/picker/pick.ts';
import { BUYER_FACING } from '../../core/schema/kind.ts';
import type { Pattern, WorkflowInput } from '../../core/schema/workflow.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { t } from '../../words/t.ts';
import { NumberField } from './Fields.tsx';
import { ASKED, FLOORS, flipWords, measuredWords, QUESTIONS, shownAs } from './picker-words.ts';
import { Sums } from './Sums.tsx';
import { PATTERNS, STAGES } from './words.ts';

const never: Hear = () => () => undefined;

/** Where the workflow stands on its way, and the five questions that pick its pattern. */
export function Picker(props: {
  ask: Ask;
  space: string | undefined;
  draft: WorkflowInput;
  onPattern: (pattern: Pattern) => void;
}) {
  const { ask, space, draft } = props;
  const { id } = draft;
  const get = useCallback(() => ask('policy.facts', { space, id }), [ask, space, id]);
  const [answer] = useAnswer(get, never);
  const [said, setSaid] = useState<Partial<PickerInputs>>({});
  const facts = answer.state === 'ready' ? answer.value : null;
  const measured: Partial<Record<InputName, Measured | undefined>> = facts?.measured ?? {};
  const inputs = Object.fromEntries(
    INPUT_NAMES.map((name) => [name, said[name] ?? measured[name]?.value]),
  ) as Partial<PickerInputs>;
  return (
    <section class="card" aria-label={t('policies_which_pattern')}>
      <h3>{t('policies_which_pattern')}</h3>
      {answer.state === 'failed' ? (
        <p class="muted">{t('policies_data_not_known', { why: answer.why })}</p>
      ) : null}
      {facts && facts.steps.length > 0 ? (
        <>
          <p>{t(STAGES[facts.stage].isAt)}</p>
          <ul>
            {facts.steps.map(({ to, earned, why }) => (
              <li key={to}>
                {tx('policies_step', {
                  stage: <strong>{t(STAGES[to].name)}</strong>,
                  earned: (
                    <span class={`status-word ${earned ? 'good' : 'warn'}`}>
                      {t(earned ? 'policies_earned' : 'policies_not_earned_yet')}
                    </span>
                  ),
                  why: <span lang="en">{why}</span>,
                })}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <details>
        <summary>{t('policies_five_questions')}</summary>
        {([1, 2, 3, 4, 5] as const).map((question) => (
          <fieldset key={question}>
            <legend>{t(QUESTIONS[question])}</legend>
            {INPUT_NAMES.filter((name) => INPUTS[name].question === question).map((name) => (
              <Asked
                key={name}
                {...{ name, value: inputs[name], measured: measured[name] }}
                own={said[name] !== undefined}
                onValue={(value) => setSaid({ ...said, [name]: value })}
              />
            ))}
          </fieldset>
        ))}
        <Picked
          {...{ inputs, draft }}
          earned={facts?.earned === true}
          onPattern={props.onPattern}
        />
      </details>
    </section>
  );
}

function Asked(props: {
  name: InputName;
  value: number | undefined;
  measured: Measured | undefined;
  /** the person's own, over what was measured */
  own: boolean;
  onValue: (value: number | undefined) => void;
}) {
  const { name, value, measured, own } = props;
  const { label, note, unit } = ASKED[name];
  return (
    <>
      <NumberField
        {...{ label: t(label), value }}
        note={note === undefined ? undefined : t(note)}
        factor={unit === 'percent' ? 0.01 : 1}
        problem={value === undefined ? undefined : problemOf(name, value)}
        onNumber={props.onValue}
      />
      {measured ? <p class="muted">{measuredWords(name, { measured, own })}</p> : null}
    </>
  );
}

function problemOf(name: InputName, value: number): string | undefined {
  const { least, most } = INPUTS[name];
  if (value >= least && value <= most) return undefined;
  return t('policies_from_to', { least: shownAs(name, least), most: shownAs(name, most) });
}

function Picked(props: {
  inputs: Partial<PickerInputs>;
  draft: WorkflowInput;
  earned: boolean;
  onPattern: (pattern: Pattern) => void;
}) {
  const { inputs, draft, earned } = props;
  const missing = INPUT_NAMES.filter(
    (name) => inputs[name] === undefined || problemOf(name, inputs[name]) !== undefined,
  );
  const text = JSON.stringify(inputs);
  const { kinds } = draft;
  const found = useMemo(() => {
    if (missing.length > 0) return null;
    const whole = inputs as PickerInputs;
    const scene = {
      toBuyer: kinds.some((kind) => BUYER_FACING.has(kind)),
      prices: kinds.includes('price.quote'),
      earned,
    };
    return { picked: pick(whole, scene), flips: flips(whole, scene) };
  }, [text, kinds, earned, missing.length]);
  if (!found)
    return (
      <p role="status">
        {t('policies_still_to_answer', {
          questions: missing.map((name) => t(ASKED[name].label)).join('; '),
        })}
      </p>
    );
  const { picked } = found;
  const { floor } = picked;
  const pattern = <strong>{t(PATTERNS[picked.pattern].name)}</strong>;
  return (
    <div class="effect">
      <p role="status">
        {picked.fits
          ? tx('policies_lightest', { pattern, means: t(PATTERNS[picked.pattern].means) })
          : tx('policies_heaviest', { pattern })}
      </p>
      {floor ? <p>{t(FLOORS[floor.why])}</p> : null}
      {picked.pattern === draft.pattern ? (
        <p class="muted">{t('policies_what_it_runs')}</p>
      ) : (
        <div class="row">
          <Button name="take-pattern" onPress={() => props.onPattern(picked.pattern)}>
            {t('policies_take_into_draft')}
          </Button>
        </div>
      )}
      <Sums sums={picked.sums} />
      <h4>{t('policies_what_would_change')}</h4>
      {found.flips.length === 0 ? (
        <p>{t('policies_none_of_numbers')}</p>
      ) : (
        <ul>
          {found.flips.map((flip) => (
            <li key={flip.input + flip.side}>{flipWords(flip)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
