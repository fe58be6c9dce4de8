import type { Workflow } from '../../core/schema/workflow.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Visible } from '../../ui/Visible.tsx';
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
      <EmptyState icon="alert" title="No workflow yet">
        <p>A workflow is put by the gate’s command line or its API; from then on it is here.</p>
      </EmptyState>
    );
  return (
    <ul class="workflow-list">
      {props.workflows.map((workflow) => {
        const { id, name, pattern, owner, policy, state } = workflow;
        return (
          <li key={id} class="card">
            <div class="row spread">
              <h2>
                <Visible text={name} />
              </h2>
              <Button name={`open-${id}`} hint={`Open ${name}`} onPress={() => props.onOpen(id)}>
                Open<span class="visually-hidden"> {name}</span>
              </Button>
            </div>
            <dl class="facts">
              <dt>Pattern</dt>
              <dd>{PATTERNS[pattern].name}</dd>
              <dt>Owner</dt>
              <dd>
                <Visible text={owner} />
              </dd>
              <dt>Stage</dt>
              <dd>{policy.stage === undefined ? NO_STAGE.name : STAGES[policy.stage].name}</dd>
              <dt>Policy</dt>
              <dd>
                version {policy.version}
                {props.begun.has(id) ? ', with a draft of yours that is not published' : ''}
              </dd>
              {state === 'paused' ? (
                <>
                  <dt>State</dt>
                  <dd class="status-word bad">paused</dd>
                </>
              ) : null}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}
