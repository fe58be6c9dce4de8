import { useCallback, useState } from 'preact/hooks';
import type { LanesRow } from '../../messages/lanes.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { percent } from '../../ui/estimate-words.ts';
import { OneSpace, PageFrame } from '../../ui/PageFrame.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import type { AskedFor } from './asked-for.ts';
import { OneWorkflow } from './OneWorkflow.tsx';
import { AGAINST, lanesOpen } from './words.ts';

/** What runs without a person in each workflow, what it has earned, and how much of it reaches people. */
export function LanesPage(props: { ask: Ask; hear: Hear; first?: AskedFor }) {
  const { ask, hear, first = {} } = props;
  return (
    <PageFrame current="lanes" title={t('lanes_title')} look="lanes-page" {...{ ask, hear }}>
      {(spaces) => (
        <OneSpace of={spaces} first={first.space}>
          {(space) => <Workflows {...{ ask, hear, space }} first={first.workflow} />}
        </OneSpace>
      )}
    </PageFrame>
  );
}

function Workflows(props: { ask: Ask; hear: Hear; space: string; first: string | undefined }) {
  const { ask, hear, space, first } = props;
  const get = useCallback(() => ask('lanes', { space }), [ask, space]);
  const [answer] = useAnswer(get, hear);
  const [chosen, setChosen] = useState(first);
  if (answer.state === 'loading') return <p class="muted">{t('lanes_loading')}</p>;
  if (answer.state === 'failed')
    return (
      <EmptyState icon="offline" title={t('lanes_gate_does_not_answer')}>
        <p>{answer.why}</p>
      </EmptyState>
    );
  const rows = answer.value.workflows.toSorted(byNeed);
  const current = rows.find(({ id }) => id === chosen) ?? rows[0];
  if (!current)
    return (
      <EmptyState icon="inbox" title={t('lanes_no_workflow_yet')}>
        <p>{t('lanes_no_workflow_yet_means')}</p>
      </EmptyState>
    );
  return (
    <>
      <nav aria-label={t('lanes_workflows')}>
        <ul class="lanes-list">
          {rows.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                class="lanes-row"
                aria-current={row.id === current.id ? 'true' : undefined}
                onClick={() => setChosen(row.id)}
              >
                <span class="lanes-name">
                  <Visible text={row.name} />
                </span>
                <span class="muted">
                  {row.share?.share == null
                    ? t('lanes_nothing_in_30_days')
                    : t('lanes_share_to_people', { share: percent(row.share.share) })}
                  {' · '}
                  {lanesOpen(row.open)}
                </span>
                {row.share?.against === 'above' ? (
                  <span class="status-word warn">{t(AGAINST.above)}</span>
                ) : null}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <OneWorkflow key={current.id} {...{ ask, hear, space }} workflowId={current.id} />
    </>
  );
}

/** What sends the most to people first; what nobody proposed in last. */
const byNeed = (a: LanesRow, b: LanesRow): number =>
  (b.share?.share ?? -1) - (a.share?.share ?? -1) || a.name.localeCompare(b.name);
