import type { Workflow } from '../../core/schema/workflow.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { NO_STAGE, PATTERNS, STAGES } from './words.ts';

/** Each workflow with its pattern, owner, stage and the version in force. */
export function WorkflowList(props: {
  workflows: readonly Workflow[];
  /** with a draft that was not published */
  begun: ReadonlySet<string>;
  onOpen: (id: string) => void;
}) {
  if (props.workflows.length === 0)
    return (
      <EmptyState icon="alert" title={t('policies_no_workflow_yet')}>
        <p>{t('policies_no_workflow_why')}</p>
      </EmptyState>
    );
  return (
    <ul class="workflow-list">
      {props.workflows.map((workflow) => {
        const { id, name, pattern, owner, policy, state } = workflow;
        const says = t('policies_open_name', { name });
        const version = String(policy.version);
        return (
          <li key={id} class="card">
            <div class="row spread">
              <h2>
                <Visible text={name} />
              </h2>
              <Button name={`open-${id}`} hint={says} onPress={() => props.onOpen(id)}>
                <span aria-hidden="true">{t('policies_open')}</span>
                <span class="visually-hidden">{says}</span>
              </Button>
            </div>
            <dl class="facts">
              <dt>{t('policies_pattern')}</dt>
              <dd>{t(PATTERNS[pattern].name)}</dd>
              <dt>{t('policies_owner')}</dt>
              <dd>
                <Visible text={owner} />
              </dd>
              <dt>{t('policies_stage')}</dt>
              <dd>{t((policy.stage === undefined ? NO_STAGE : STAGES[policy.stage]).name)}</dd>
              <dt>{t('policies_policy')}</dt>
              <dd>
                {t(props.begun.has(id) ? 'policies_version_of_with_draft' : 'policies_version_of', {
                  version,
                })}
              </dd>
              {state === 'paused' ? (
                <>
                  <dt>{t('policies_state')}</dt>
                  <dd class="status-word bad">{t('policies_paused')}</dd>
                </>
              ) : null}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
