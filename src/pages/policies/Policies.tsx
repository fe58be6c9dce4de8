import { useCallback, useState } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { OneSpace, PageFrame } from '../../ui/PageFrame.tsx';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { type Begun, workflowOf } from './draft.ts';
import { Editor } from './Editor.tsx';
import { WorkflowList } from './WorkflowList.tsx';

/** Workflows with their policies: read by everybody of the workspace, changed by managers. */
export function Policies({ ask, hear }: { ask: Ask; hear: Hear }) {
  return (
    <PageFrame
      current="policies"
      title={t('ui_policies')}
      whose="everybody"
      look="policies"
      {...{ ask, hear }}
    >
      {(spaces) => (
        <OneSpace of={spaces}>{(space) => <OfSpace ask={ask} space={space} />}</OneSpace>
      )}
    </PageFrame>
  );
}

const never: Hear = () => () => undefined;

function OfSpace({ ask, space }: { ask: Ask; space: string }) {
  const get = useCallback(() => ask('policies', { space }), [ask, space]);
  const [answer, again] = useAnswer(get, never);
  const [open, setOpen] = useState<string | null>(null);
  const [begun, setBegun] = useState<ReadonlyMap<string, Begun>>(new Map());
  if (answer.state === 'loading') return <p class="muted">{t('ui_loading')}</p>;
  if (answer.state === 'failed')
    return (
      <EmptyState icon="alert" title={t('policies_gate_does_not_answer')}>
        <p>{tx('policies_only_as_gate_has', { why: <Visible text={answer.why} /> })}</p>
        <Button name="again" onPress={again}>
          {t('policies_ask_again')}
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
      {strange > 0 ? <p class="muted">{tn('policies_newer_kind', strange)}</p> : null}
      <WorkflowList
        workflows={workflows}
        begun={new Set(begun.keys())}
        onOpen={(id) => setOpen(id)}
      />
    </>
  );
}
