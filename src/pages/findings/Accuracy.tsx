import type { AccuracyRow } from '../../messages/findings.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { shownNumber, shownTime } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { t } from '../../words/t.ts';
import { Sparkline } from './Sparkline.tsx';
import { between, kindWords, leftOpen, percent } from './words.ts';

/** How much was right as it came, by workflow, version and kind, and week by week. */
export function Accuracy({ rows, under }: { rows: readonly AccuracyRow[]; under: string }) {
  const id = `accuracy${under}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{t('findings_right_as_it_came')}</h2>
      <p class="muted">{t('findings_right_as_it_came_means')}</p>
      {rows.length === 0 ? (
        <EmptyState icon="inbox" title={t('findings_nothing_proposed')}>
          <p>{t('findings_nothing_proposed_means')}</p>
        </EmptyState>
      ) : (
        <ul class="accuracy-list">
          {rows.map((row) => (
            <li key={JSON.stringify([row.workflow, row.model, row.modelVersion, row.kind])}>
              <One row={row} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function One({ row }: { row: AccuracyRow }) {
  const { all, people, weeks } = row;
  const known = weeks.some((week) => week.all !== null);
  const open = leftOpen(row);
  return (
    <>
      <div class="accuracy-row">
        <div>
          <h3>
            <Visible text={row.workflow} />
          </h3>
          <p class="muted">
            {kindWords(row.kind)} · <Visible text={`${row.model} ${row.modelVersion}`.trim()} />
          </p>
        </div>
        {known ? <Sparkline points={weeks} label={t('findings_week_by_week')} /> : null}
      </div>
      <p>
        {all
          ? tx('findings_right', {
              share: <strong>{percent(all.rate)}</strong>,
              ...{ range: between(all), n: row.proposals },
            })
          : t('findings_nobody_looked', { n: row.proposals })}
        {people ? (
          <span class="muted">
            {' '}
            {t('findings_peoples_own', { share: percent(people.rate), n: people.decided })}
          </span>
        ) : null}
      </p>
      {open === '' ? null : <p class="muted">{open}</p>}
      {known ? <Weeks row={row} /> : null}
    </>
  );
}

function Weeks({ row }: { row: AccuracyRow }) {
  return (
    <details>
      <summary>{t('findings_week_by_week')}</summary>
      <Wide label={t('findings_week_by_week')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('findings_week_of')}</th>
              <th scope="col" class="number">
                {t('findings_count')}
              </th>
              <th scope="col" class="number">
                {t('findings_right_head')}
              </th>
              <th scope="col" class="number">
                {t('findings_interval')}
              </th>
            </tr>
          </thead>
          <tbody>
            {row.weeks.map(({ week, proposals, all }) => (
              <tr key={week}>
                <th scope="row">
                  {shownTime(`${week}T00:00:00Z`, {
                    ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
                  })}
                </th>
                <td class="number">{shownNumber(proposals)}</td>
                <td class="number">{all ? percent(all.rate) : t('findings_not_known_cell')}</td>
                <td class="number">{all ? between(all) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </details>
  );
}
