import type { WeeklyRow, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { Visible } from '../../ui/Visible.tsx';
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
      <h2 id="changed">What changed</h2>
      {sure.length === 0 ? (
        <p>
          {compared === 0
            ? 'There is nothing to compare yet: no group has both weeks, or others beside it.'
            : `Nothing that can be told from chance, in ${compared} comparisons.`}
        </p>
      ) : (
        <p class="muted">
          Of {compared} comparisons these can be told from chance.
          {compared >= 40
            ? ` About ${Math.round(compared / 40)} would look worse if nothing had changed at all.`
            : ''}
        </p>
      )}
      <ul class="bare-list">
        {sure.map(({ row, changes }) => (
          <li key={`${row.workflowId} ${row.by} ${row.name}`} class="card">
            <h3>
              {GROUPS[row.by]} <Visible text={row.name} />
              <span class="muted">
                {' '}
                in <Visible text={nameOf(workflows, row.workflowId)} />
              </span>
            </h3>
            <ul class="bare-list">
              {changes.map((change) => {
                const { word, role } = VERDICTS[change.verdict];
                return (
                  <li key={`${change.measure} ${change.against}`}>
                    <span class={`status-word ${role}`}>{word}.</span> {changeWords(change)}
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
