import { useId, useState } from 'preact/hooks';
import type { WorkflowRow } from '../../messages/oversight.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import type { Act } from './act.ts';

/** Each workflow, stopped ones first, to be paused and resumed by a reason. */
export function Workflows(props: {
  workflows: readonly WorkflowRow[];
  act: Act;
  /** id of its workspace's heading, part of its name; '' where there is none */
  under: string;
}) {
  const { workflows, act } = props;
  const heading = useId();
  const [asked, setAsked] = useState<string | null>(null);
  const sorted = [...workflows].sort(
    (a, b) => Number(b.state === 'paused') - Number(a.state === 'paused'),
  );
  return (
    <section aria-labelledby={`${props.under} ${heading}`.trim()}>
      <h2 id={heading}>{t('popup_workflows')}</h2>
      {workflows.length === 0 ? <p class="muted">{t('popup_none_yet')}</p> : null}
      <ul class="oversight">
        {sorted.map((workflow) => (
          <li key={workflow.id}>
            <div class="row spread">
              <p>
                <Visible text={workflow.name} />:{' '}
                <span class={`status-word ${workflow.state === 'paused' ? 'bad' : 'good'}`}>
                  {t(workflow.state === 'paused' ? 'popup_state_paused' : 'popup_state_running')}
                </span>
              </p>
              {asked === workflow.id ? null : (
                <Button
                  name={`change-${workflow.id}`}
                  hint={t(workflow.state === 'paused' ? 'popup_resume_name' : 'popup_pause_name', {
                    name: workflow.name,
                  })}
                  onPress={() => setAsked(workflow.id)}
                >
                  {workflow.state === 'paused' ? t('popup_resume_ask') : t('popup_pause_ask')}
                </Button>
              )}
            </div>
            {workflow.reason === undefined ? null : (
              <p class="muted">
                <Visible text={workflow.reason} />
              </p>
            )}
            {asked === workflow.id ? (
              <Reason workflow={workflow} act={act} close={() => setAsked(null)} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reason(props: { workflow: WorkflowRow; act: Act; close: () => void }) {
  const { workflow, act, close } = props;
  const { id, name } = workflow;
  const [reason, setReason] = useState('');
  const state = workflow.state === 'paused' ? 'running' : 'paused';
  const word = state === 'paused' ? t('popup_pause') : t('popup_resume');
  const said = reason.trim();
  const submit = async (): Promise<void> => {
    await act((ask, space) => ask('workflow.set', { space, id, state, reason: said }));
    close();
  };
  const field = useId();
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (event.isTrusted && said !== '') void submit();
      }}
    >
      <label for={field}>
        {t(state === 'paused' ? 'popup_why_pause' : 'popup_why_resume', { name })}
      </label>
      <input
        id={field}
        maxLength={500}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          close();
        }}
        ref={(input) => input?.focus()}
      />
      {state === 'running' && workflow.reason !== undefined ? (
        <p class="muted">{t('popup_brakes_stopped_begin_anew_your')}</p>
      ) : null}
      <div class="row">
        <Button
          look="primary"
          name="confirm"
          disabled={said === ''}
          hint={said === '' ? t('popup_say_why_first') : undefined}
          onPress={() => void submit()}
        >
          {word}
        </Button>
        <Button name="cancel" onPress={close}>
          {t('popup_cancel')}
        </Button>
      </div>
    </form>
  );
}
