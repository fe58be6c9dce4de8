import { useCallback, useState } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageNav } from '../../ui/PageNav.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { type Begun, workflowOf } from './draft.ts';
import { Editor } from './Editor.tsx';
import { WorkflowList } from './WorkflowList.tsx';

/** Workflows with their policies: read by everybody of the workspace, changed by managers. */
export function Policies({ ask, hear }: { ask: Ask; hear: Hear }) {
  const get = useCallback(() => ask('status', {}), [ask]);
  const [answer] = useAnswer(get, hear);
  const [chosen, setChosen] = useState<string | undefined>();
  const spaces = answer.state === 'ready' ? answer.value.spaces : [];
  const space = spaces.length > 1 ? (chosen ?? spaces[0]?.id) : undefined;
  return (
    <div class="page policies">
      <header>
        <h1>Policies</h1>
        <PageNav current="policies" />
      </header>
      <main>
        {spaces.length > 1 ? (
          <p class="field">
            <label for="space">Workspace</label>
            <select
              id="space"
              value={space}
              onChange={(event) => setChosen(event.currentTarget.value)}
            >
              {spaces.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </p>
        ) : null}
        {answer.state === 'loading' ? <p class="muted">Loading…</p> : null}
        {answer.state === 'failed' ? (
          <EmptyState icon="alert" title="The extension did not answer">
            <p>Reload this page. ({answer.why})</p>
          </EmptyState>
        ) : null}
        {answer.state === 'ready' && spaces.length === 0 ? (
          <EmptyState icon="alert" title="Not paired yet">
            <p>
              Policies are your gate’s. Pair this browser with it in the{' '}
              <a href="../options/index.html">options</a>.
            </p>
          </EmptyState>
        ) : null}
        {spaces.length > 0 ? <OfSpace key={space} {...{ ask, space }} /> : null}
      </main>
    </div>
  );
}

const never: Hear = () => () => undefined;

function OfSpace({ ask, space }: { ask: Ask; space: string | undefined }) {
  const get = useCallback(() => ask('policies', { space }), [ask, space]);
  const [answer, again] = useAnswer(get, never);
  const [open, setOpen] = useState<string | null>(null);
  const [begun, setBegun] = useState<ReadonlyMap<string, Begun>>(new Map());
  if (answer.state === 'loading') return <p class="muted">Loading…</p>;
  if (answer.state === 'failed')
    return (
      <EmptyState icon="alert" title="The gate does not answer">
        <p>
          Policies are shown and changed only as the gate has them at this moment.{' '}
          <Visible text={answer.why} />
        </p>
        <Button name="again" onPress={again}>
          Ask again
        </Button>
      </EmptyState>
    );
  const all = answer.value.workflows.map(workflowOf);
  const workflows = all.flatMap((one) => (one === null ? [] : [one]));
  const strange = all.length - workflows.length;
  const shown = workflows.find(({ id }) => id === open);
  const keep = (id: string, next: Begun | null): void => {
    const others = [...begun].filter(([name]) => name !== id);
    setBegun(new Map(next === null ? others : [...others, [id, next]]));
  };
  if (shown)
    return (
      <Editor
        key={shown.id}
        {...{ ask, space, workflow: shown, manager: answer.value.manager }}
        begun={begun.get(shown.id) ?? null}
        onDraft={(next) => keep(shown.id, next)}
        onPublished={() => {
          keep(shown.id, null);
          again();
        }}
        onStale={again}
        onBack={() => setOpen(null)}
      />
    );
  return (
    <>
      {strange > 0 ? (
        <p class="muted">
          {strange === 1 ? '1 workflow is' : `${strange} workflows are`} of a newer kind than this
          extension understands: update it to see more.
        </p>
      ) : null}
      <WorkflowList
        workflows={workflows}
        begun={new Set(begun.keys())}
        onOpen={(id) => setOpen(id)}
      />
    </>
  );
}
