import type { WeeklyRow, WeeklyWorkflow } from '../../core/schema/weekly.ts';
import { shareWords } from '../../ui/estimate-words.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { t } from '../../words/t.ts';
import type { Do } from './act.ts';
import { nameOf } from './Changes.tsx';
import { Retire } from './Retire.tsx';
import { GROUPS, MEASURES } from './words.ts';

const MEASURED = ['override', 'reply', 'optOut'] as const;

/** Every group with its two weeks, as a table of its own kind. */
export function Groups(props: {
  rows: readonly WeeklyRow[];
  workflows: readonly WeeklyWorkflow[];
  act: Do;
}) {
  const { rows, workflows, act } = props;
  if (rows.length === 0)
    return (
      <section aria-labelledby="groups">
        <h2 id="groups">{t('weekly_by_groups')}</h2>
        <p class="muted">{t('weekly_nothing_decided')}</p>
      </section>
    );
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">{t('weekly_by_groups')}</h2>
      {(['template', 'segment', 'model-version'] as const).map((by) => {
        const own = rows.filter((row) => row.by === by);
        if (own.length === 0) return null;
        return (
          <Wide key={by} label={t(GROUPS[by].by)}>
            <table class="groups">
              <caption class="muted">{t(GROUPS[by].caption)}</caption>
              <thead>
                <tr>
                  <th scope="col">{t(GROUPS[by].name)}</th>
                  {MEASURED.map((measure) => (
                    <th scope="col" key={measure}>
                      {t(MEASURES[measure])}
                    </th>
                  ))}
                  {by === 'template' ? <th scope="col">{t('weekly_retire')}</th> : null}
                </tr>
              </thead>
              <tbody>
                {own.map((row) => (
                  <tr key={`${row.workflowId} ${row.name}`}>
                    <th scope="row">
                      <Visible text={row.name} />
                      <br />
                      <span class="muted">
                        <Visible text={nameOf(workflows, row.workflowId)} />
                      </span>
                    </th>
                    {MEASURED.map((measure) => (
                      <td key={measure}>
                        {shareWords(row.now[measure])}
                        <br />
                        <span class="muted">{shareWords(row.last[measure])}</span>
                      </td>
                    ))}
                    {by === 'template' ? (
                      <td>
                        {row.retired ? (
                          <span class="muted">{t('weekly_retired')}</span>
                        ) : (
                          <Retire {...{ row, workflows, act }} />
                        )}
                      </td>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        );
      })}
    </section>
  );
}
