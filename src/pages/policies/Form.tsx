import type { Kind } from '../../core/schema/kind.ts';
import type { Policy, WorkflowInput } from '../../core/schema/workflow.ts';
import { Pattern, Stage } from '../../core/schema/workflow.ts';
import type { Fault } from '../../messages/policies.ts';
import { t } from '../../words/t.ts';
import { Choice, faultAt, NumberField, TextField, Tick } from './Fields.tsx';
import { LaneFields } from './LaneFields.tsx';
import { OwnershipFields } from './OwnershipFields.tsx';
import { orNothing, without } from './part.ts';
import { KIND_NAMES, NO_STAGE, PATTERNS, STAGES } from './words.ts';

export type FormProps = {
  draft: WorkflowInput;
  faults: readonly Fault[];
  readonly: boolean;
  onDraft: (draft: WorkflowInput) => void;
};

/** What people change of a workflow; all else is in the document itself, below. */
export function Form({ draft, faults, readonly: disabled, onDraft }: FormProps) {
  const { policy } = draft;
  const set = (change: Partial<WorkflowInput>): void => onDraft({ ...draft, ...change });
  const setPolicy = (change: Partial<Policy>): void =>
    onDraft({ ...draft, policy: without({ ...policy, ...change }) });
  const problem = (path: string): string | undefined => faultAt(faults, path);
  const { fatigue } = policy;
  const setFatigue = (change: Partial<NonNullable<Policy['fatigue']>>): void =>
    setPolicy({ fatigue: orNothing({ ...fatigue, ...change }) });
  return (
    <>
      <section class="card" aria-label={t('policies_what_it_is')}>
        <h3>{t('policies_what_it_is')}</h3>
        <Choice
          label={t('policies_pattern')}
          note={t(PATTERNS[draft.pattern].means)}
          problem={problem('/pattern')}
          value={draft.pattern}
          options={Pattern.options.map((value) => ({ value, label: t(PATTERNS[value].name) }))}
          {...{ disabled }}
          onChoice={(pattern) => set({ pattern })}
        />
        <TextField
          label={t('policies_owner')}
          note={t('policies_owner_note')}
          problem={problem('/owner')}
          value={draft.owner}
          {...{ disabled }}
          onText={(owner = '') => set({ owner })}
        />
        <Choice
          label={t('policies_stage')}
          note={t((policy.stage === undefined ? NO_STAGE : STAGES[policy.stage]).means)}
          problem={problem('/policy/stage')}
          value={policy.stage ?? 'none'}
          options={[
            { value: 'none' as const, label: t(NO_STAGE.name) },
            ...Stage.options.map((value) => ({ value, label: t(STAGES[value].name) })),
          ]}
          {...{ disabled }}
          onChoice={(stage) => setPolicy({ stage: stage === 'none' ? undefined : stage })}
        />
      </section>

      <section class="card" aria-label={t('policies_what_goes_to_people')}>
        <h3>{t('policies_what_goes_to_people')}</h3>
        <NumberField
          label={t('policies_confidence_line')}
          note={t('policies_confidence_line_note')}
          problem={problem('/policy/confidenceLine')}
          value={policy.confidenceLine}
          factor={0.01}
          {...{ disabled }}
          onNumber={(value = Number.NaN) => setPolicy({ confidenceLine: value })}
        />
        <fieldset>
          <legend>{t('policies_always_person')}</legend>
          {draft.kinds.map((kind) => (
            <Tick
              key={kind}
              label={t(KIND_NAMES[kind])}
              checked={policy.alwaysPerson.includes(kind)}
              disabled={disabled || kind === 'price.quote'}
              onTick={(yes) => setPolicy({ alwaysPerson: toggled(policy.alwaysPerson, kind, yes) })}
            />
          ))}
        </fieldset>
        <NumberField
          label={t('policies_due_after')}
          problem={problem('/policy/dueHours')}
          value={policy.dueHours}
          {...{ disabled }}
          onNumber={(value = Number.NaN) => setPolicy({ dueHours: value })}
        />
        <Tick
          label={t('policies_must_opt_out')}
          checked={policy.requireOptOut}
          {...{ disabled }}
          onTick={(requireOptOut) => setPolicy({ requireOptOut })}
        />
      </section>

      <OwnershipFields {...{ policy, problem, disabled, setPolicy }} />

      <section class="card" aria-label={t('policies_keeps_reading')}>
        <h3>{t('policies_keeps_reading')}</h3>
        <NumberField
          label={t('policies_pause_after')}
          problem={problem('/policy/fatigue/sessionMinutes')}
          value={fatigue?.sessionMinutes}
          {...{ disabled }}
          onNumber={(sessionMinutes) => setFatigue({ sessionMinutes })}
        />
        <NumberField
          label={t('policies_most_clones')}
          problem={problem('/policy/fatigue/batchSize')}
          value={fatigue?.batchSize}
          {...{ disabled }}
          onNumber={(batchSize) => setFatigue({ batchSize })}
        />
        <NumberField
          label={t('policies_blind_share')}
          problem={problem('/policy/fatigue/blindShare')}
          value={fatigue?.blindShare}
          factor={0.01}
          {...{ disabled }}
          onNumber={(blindShare) => setFatigue({ blindShare })}
        />
        <p class="muted">{t('policies_left_empty')}</p>
      </section>

      <LaneFields {...{ policy, problem, disabled, setPolicy }} />
    </>
  );
}

const toggled = (kinds: readonly Kind[], kind: Kind, yes: boolean): Kind[] =>
  yes ? [...kinds.filter((one) => one !== kind), kind] : kinds.filter((one) => one !== kind);
