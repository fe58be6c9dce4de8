import { useId, useState } from 'preact/hooks';
import type { WorkflowHealth } from '../../core/schema/health.ts';
import type { WorkflowRow } from '../../messages/oversight.ts';
import { percentWords } from '../../ui/amount-words.ts';
import { Button } from '../../ui/Button.tsx';
import { ReasonForm } from '../../ui/ReasonForm.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import type { Act } from './act.ts';
import { factsOf, sorted } from './health.ts';

/** Of fifty workflows, those that are on screen before anybody asks for more. */
const SHOWN = 12;
/** Of the way to its line; before that one brake says as little as another. */
const SOMEWHERE = 0.01;

/** Each workflow, stopped ones first, to be paused and resumed by a reason. */
export function Workflows(props: {
  workflows: readonly WorkflowRow[];
  /** how each does, where the gate says so */
  health: readonly WorkflowHealth[];
  now: number;
  act: Act;
  /** id of its workspace's heading, part of its name; '' where there is none */
  under: string;
}) {
  const { workflows, act, now } = props;
  const heading = useId();
  const [asked, setAsked] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const places = new Map(sorted(props.health, now).map((flow, at) => [flow.id, { flow, at }]));
  // What needs attention first; without a word on that, what is stopped.
  const rows = [...workflows].sort(
    (a, b) =>
      (places.get(a.id)?.at ?? workflows.length) - (places.get(b.id)?.at ?? workflows.length) ||
      Number(b.state === 'paused') - Number(a.state === 'paused'),
  );
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <section aria-labelledby={`${props.under} ${heading}`.trim()}>
      <h2 id={heading}>{t('popup_workflows')}</h2>
      {workflows.length === 0 ? <p class="muted">{t('popup_none_yet')}</p> : null}
      <p>
        <a href="../policies/index.html" target="_blank" rel="noopener">
          {t('popup_policies_and_patterns')}
        </a>
      </p>
      <ul class="oversight">
        {shown.map((workflow) => (
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
            <HowItDoes flow={places.get(workflow.id)?.flow} now={now} />
            {asked === workflow.id ? (
              <Reason workflow={workflow} act={act} close={() => setAsked(null)} />
            ) : null}
          </li>
        ))}
      </ul>
      {rows.length > shown.length ? (
        <Button name="all-workflows" onPress={() => setAll(true)}>
          {t('popup_show_more', { n: rows.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}

/** Lanes, what waits, reading, and the brake that is nearest to its line. */
function HowItDoes({ flow, now }: { flow: WorkflowHealth | undefined; now: number }) {
  if (!flow) return null;
  const { nearest, watching } = flow.brakes;
  return (
    <>
      <p class="muted">{factsOf(flow, now).join(' · ')}</p>
      {nearest && nearest.near < SOMEWHERE ? (
        <p class="muted">{t('popup_none_near', { watching })}</p>
      ) : null}
      {nearest && nearest.near >= SOMEWHERE ? (
        <p class="muted near">
          <meter
            min={0}
            max={1}
            low={0.6}
            high={0.9}
            optimum={0}
            value={nearest.near}
            aria-label={t('popup_how_near', { watching })}
          />{' '}
          {nearest.tripped
            ? t('popup_tripped')
            : t(nearest.action === 'stop' ? 'popup_way_to_stop' : 'popup_way_to_warning', {
                share: percentWords(nearest.near * 100),
              })}{' '}
          <Visible text={nearest.sentence} lang="en" />
        </p>
      ) : null}
    </>
  );
}

function Reason(props: { workflow: WorkflowRow; act: Act; close: () => void }) {
  const { workflow, act, close } = props;
  const { id, name } = workflow;
  const state = workflow.state === 'paused' ? 'running' : 'paused';
  return (
    <ReasonForm
      label={t(state === 'paused' ? 'popup_why_pause' : 'popup_why_resume', { name })}
      word={t(state === 'paused' ? 'popup_pause' : 'popup_resume')}
      submit={(reason) => act((ask, space) => ask('workflow.set', { space, id, state, reason }))}
      close={close}
    >
      {state === 'running' && workflow.reason !== undefined ? (
        <p class="muted">{t('popup_brakes_stopped_begin_anew_your')}</p>
      ) : null}
    </ReasonForm>
  );
}
