import { useMemo, useState } from 'preact/hooks';
import { differences } from '../../core/policies/diff.ts';
import { rebase } from '../../core/policies/rebase.ts';
import type { Workflow, WorkflowInput } from '../../core/schema/workflow.ts';
import type { Ask } from '../../messages/page-ask.ts';
import type { Fault } from '../../messages/policies.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { AsText } from './AsText.tsx';
import { Changes } from './Changes.tsx';
import { type Begun, documentOf, faultsIn } from './draft.ts';
import { Form } from './Form.tsx';
import { History } from './History.tsx';
import { Picker } from './Picker.tsx';
import { Publish } from './Publish.tsx';

/**
 * One workflow's policy. A draft is kept beside the version that it began from (`begun.base`); when another
 * one is in force by now, that is said, and the draft is put on top of it or dropped by the person.
 */
export function Editor(props: {
  ask: Ask;
  space: string | undefined;
  workflow: Workflow;
  manager: boolean;
  begun: Begun | null;
  onDraft: (begun: Begun | null) => void;
  onPublished: () => void;
  onStale: () => void;
  onBack: () => void;
}) {
  const { ask, space, workflow, manager, begun, onDraft } = props;
  const current = useMemo(() => documentOf(workflow), [workflow]);
  const [textFaults, setTextFaults] = useState<Fault[]>([]);
  const [told, setTold] = useState<Fault[]>([]);
  const [both, setBoth] = useState<string[]>([]);
  if (current === null) return null;
  const draft = begun?.draft ?? current;
  const stale = begun !== null && begun.base.policy.version !== current.policy.version;
  const changes = differences(begun?.base ?? current, draft);
  const own = faultsIn(draft);
  const faults = [...own, ...told.filter(({ path }) => !own.some((one) => one.path === path))];
  const change = (next: WorkflowInput): void => {
    setTold([]);
    setBoth([]);
    const base = begun?.base ?? current;
    // Back at what is in force there is no draft any more.
    onDraft(differences(base, next).length === 0 && !stale ? null : { base, draft: next });
  };
  const onTop = (): void => {
    if (!begun) return;
    const merged = rebase(begun.base, begun.draft, current);
    const kept = { ...merged.workflow, policy: { ...merged.workflow.policy } };
    kept.policy.version = current.policy.version;
    onDraft({ base: current, draft: kept });
    setBoth(merged.both);
  };
  return (
    <>
      <div class="row">
        <Button name="back" onPress={props.onBack}>
          {t('policies_all_workflows')}
        </Button>
      </div>
      <h2>
        <Visible text={workflow.name} />
      </h2>
      <p class="muted">
        {t(manager ? 'policies_in_force' : 'policies_in_force_managers_only', {
          version: String(current.policy.version),
        })}
      </p>
      {stale && begun ? (
        <Banner
          tone="warn"
          icon="alert"
          title={t('policies_published_meanwhile', { version: String(current.policy.version) })}
          urgent
        >
          <p>{t('policies_began_from', { version: String(begun.base.policy.version) })}</p>
          <Changes
            changes={differences(begun.base, current)}
            label={t('policies_what_published_meanwhile')}
          />
          <div class="row">
            <Button look="primary" name="on-top" onPress={onTop}>
              {t('policies_put_on_top')}
            </Button>
            <Button
              name="drop"
              onPress={() => {
                setBoth([]);
                onDraft(null);
              }}
            >
              {t('policies_drop_my_draft')}
            </Button>
          </div>
        </Banner>
      ) : null}
      {both.length > 0 ? (
        <Banner tone="warn" icon="alert" title={t('policies_both_changed')}>
          <p>{t('policies_yours_kept', { fields: both.join(', ') })}</p>
        </Banner>
      ) : null}
      {manager ? (
        <Picker {...{ ask, space, draft }} onPattern={(pattern) => change({ ...draft, pattern })} />
      ) : null}
      <Form {...{ draft, faults }} readonly={!manager} onDraft={change} />
      <section class="card" aria-label={t('policies_everything_else')}>
        <details>
          <summary>{t('policies_everything_else_document')}</summary>
          <AsText {...{ draft }} readonly={!manager} onDraft={change} onFaults={setTextFaults} />
        </details>
      </section>
      {manager ? (
        <Publish
          {...{ ask, space, draft, changes, stale }}
          faults={[...faults, ...textFaults]}
          version={current.policy.version}
          onFaults={setTold}
          onPublished={props.onPublished}
          onConflict={props.onStale}
          onDrop={() => onDraft(null)}
        />
      ) : null}
      <section class="card" aria-label={t('policies_history')}>
        <h3>{t('policies_history')}</h3>
        <History
          key={current.policy.version}
          {...{ ask, space, manager }}
          id={workflow.id}
          current={current.policy.version}
          onPublished={props.onStale}
        />
      </section>
    </>
  );
}
