import type { Kind } from '../../core/schema/kind.ts';
import type { Policy, WorkflowInput } from '../../core/schema/workflow.ts';
import { Pattern, Stage } from '../../core/schema/workflow.ts';
import type { Fault } from '../../messages/policies.ts';
import { ExceptionFields } from './ExceptionFields.tsx';
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
      <section class="card" aria-label="What it is">
        <h3>What it is</h3>
        <Choice
          label="Pattern"
          note={PATTERNS[draft.pattern].means}
          problem={problem('/pattern')}
          value={draft.pattern}
          options={Pattern.options.map((value) => ({ value, label: PATTERNS[value].name }))}
          {...{ disabled }}
          onChoice={(pattern) => set({ pattern })}
        />
        <TextField
          label="Owner"
          note="Who answers for it, and is paged."
          problem={problem('/owner')}
          value={draft.owner}
          {...{ disabled }}
          onText={(owner = '') => set({ owner })}
        />
        <Choice
          label="Stage"
          note={policy.stage === undefined ? NO_STAGE.means : STAGES[policy.stage].means}
          problem={problem('/policy/stage')}
          value={policy.stage ?? 'none'}
          options={[
            { value: 'none' as const, label: NO_STAGE.name },
            ...Stage.options.map((value) => ({ value, label: STAGES[value].name })),
          ]}
          {...{ disabled }}
          onChoice={(stage) => setPolicy({ stage: stage === 'none' ? undefined : stage })}
        />
      </section>

      <section class="card" aria-label="What goes to people">
        <h3>What goes to people</h3>
        <NumberField
          label="Confidence line, percent"
          note="Below it a person decides. For what a buyer sees, lanes have lines of their own."
          problem={problem('/policy/confidenceLine')}
          value={policy.confidenceLine}
          factor={0.01}
          {...{ disabled }}
          onNumber={(value = Number.NaN) => setPolicy({ confidenceLine: value })}
        />
        <fieldset>
          <legend>Always a person, whatever the confidence</legend>
          {draft.kinds.map((kind) => (
            <Tick
              key={kind}
              label={KIND_NAMES[kind]}
              checked={policy.alwaysPerson.includes(kind)}
              disabled={disabled || kind === 'price.quote'}
              onTick={(yes) => setPolicy({ alwaysPerson: toggled(policy.alwaysPerson, kind, yes) })}
            />
          ))}
        </fieldset>
        <NumberField
          label="Due after, hours"
          problem={problem('/policy/dueHours')}
          value={policy.dueHours}
          {...{ disabled }}
          onNumber={(value = Number.NaN) => setPolicy({ dueHours: value })}
        />
        <Tick
          label="Outgoing mail must carry an opt-out"
          checked={policy.requireOptOut}
          {...{ disabled }}
          onTick={(requireOptOut) => setPolicy({ requireOptOut })}
        />
      </section>

      <OwnershipFields {...{ policy, problem, disabled, setPolicy }} />

      <section class="card" aria-label="What keeps people reading">
        <h3>What keeps people reading</h3>
        <NumberField
          label="A pause is offered after, minutes"
          problem={problem('/policy/fatigue/sessionMinutes')}
          value={fatigue?.sessionMinutes}
          {...{ disabled }}
          onNumber={(sessionMinutes) => setFatigue({ sessionMinutes })}
        />
        <NumberField
          label="Most clones that one press decides"
          problem={problem('/policy/fatigue/batchSize')}
          value={fatigue?.batchSize}
          {...{ disabled }}
          onNumber={(batchSize) => setFatigue({ batchSize })}
        />
        <NumberField
          label="High-risk items decided before the agent’s word is shown, percent"
          problem={problem('/policy/fatigue/blindShare')}
          value={fatigue?.blindShare}
          factor={0.01}
          {...{ disabled }}
          onNumber={(blindShare) => setFatigue({ blindShare })}
        />
        <p class="muted">Left empty, the gate’s own values hold.</p>
      </section>

      <LaneFields {...{ policy, problem, disabled, setPolicy }} />

      <ExceptionFields {...{ policy, problem, disabled, setPolicy }} />
    </>
  );
}

const toggled = (kinds: readonly Kind[], kind: Kind, yes: boolean): Kind[] =>
  yes ? [...kinds.filter((one) => one !== kind), kind] : kinds.filter((one) => one !== kind);
