import type { WeeklyRow, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import type { Do } from './act.ts';
import { Retire } from './Retire.tsx';
import { changeWords, GROUPS, VERDICTS } from './words.ts';

/** What is surely worse or better: nothing is listed whose interval holds no difference. */
export function Changes(props: {
  rows: readonly WeeklyRow[];
  workflows: readonly WeeklyWorkflow[];
  act: Do;
}) {
  const { rows, workflows, act } = props;
  const sure = rows
    .map((row) => ({ row, changes: row.changes.filter(({ verdict }) => verdict !== 'unclear') }))
    .filter(({ row, changes }) => changes.length > 0 && !row.retired)
    .sort((a, b) => Number(isWorse(b.changes)) - Number(isWorse(a.changes)));
  const compared = rows.reduce((sum, { changes }) => sum + changes.length, 0);
  return (
    <section aria-labelledby="changed">
      <h2 id="changed">{t('weekly_what_changed')}</h2>
      {sure.length === 0 ? (
        <p>
          {compared === 0
            ? t('weekly_nothing_to_compare')
            : tn('weekly_nothing_from_chance', compared)}
        </p>
      ) : (
        <p class="muted">
          {compared >= 40
            ? t('weekly_from_chance_but', { compared, chance: Math.round(compared / 40) })
            : tn('weekly_from_chance', compared)}
        </p>
      )}
      <ul class="bare-list">
        {sure.map(({ row, changes }) => (
          <li key={`${row.workflowId} ${row.by} ${row.name}`} class="card">
            <h3>
              {tx(GROUPS[row.by].one, {
                name: <Visible text={row.name} />,
                workflow: (
                  <span class="muted">
                    {tx('weekly_in_workflow', {
                      workflow: <Visible text={nameOf(workflows, row.workflowId)} />,
                    })}
                  </span>
                ),
              })}
            </h3>
            <ul class="bare-list">
              {changes.map((change) => {
                const { word, role } = VERDICTS[change.verdict];
                return (
                  <li key={`${change.measure} ${change.against}`}>
                    <span class={`status-word ${role}`}>{t(word)}</span> {changeWords(change)}
                  </li>
                );
              })}
            </ul>
            {row.by === 'template' && isWorse(changes) ? (
              <Retire {...{ row, workflows, act }} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

const isWorse = (changes: WeeklyRow['changes']): boolean =>
  changes.some(({ verdict }) => verdict === 'worse');
export const nameOf = (workflows: readonly WeeklyWorkflow[], id: string): string =>
  workflows.find((workflow) => workflow.id === id)?.name ?? id;
