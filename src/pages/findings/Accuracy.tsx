import type { AccuracyRow } from '../../messages/findings.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { shownNumber, shownTime } from '../../ui/locale.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Sparkline } from './Sparkline.tsx';
import { between, KIND_WORDS, leftOpen, percent } from './words.ts';

/** How much was right as it came, by workflow, version and kind, and week by week. */
export function Accuracy({ rows, under }: { rows: readonly AccuracyRow[]; under: string }) {
  const id = `accuracy${under}`;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>Right as it came</h2>
      <p class="muted">
        Of everything proposed in 12 weeks; an audit counts for all that it was drawn from. Beside
        it is the rate among what people decided: as lanes open only the hard ones reach them, so
        that one falls while the whole gets better.
      </p>
      {rows.length === 0 ? (
        <EmptyState icon="inbox" title="Nothing was proposed yet">
          <p>The first week shows up once somebody has decided something.</p>
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
            {KIND_WORDS[row.kind] ?? row.kind} ·{' '}
            <Visible text={`${row.model} ${row.modelVersion}`.trim()} />
          </p>
        </div>
        {known ? <Sparkline points={weeks} label="Week by week" /> : null}
      </div>
      <p>
        {all ? (
          <>
            <strong>{percent(all.rate)}</strong> ({between(all)}) of {shownNumber(row.proposals)}
          </>
        ) : (
          <>Nobody has looked at any of {shownNumber(row.proposals)} yet</>
        )}
        {people ? (
          <span class="muted">
            {' '}
            · people’s own {percent(people.rate)} of {shownNumber(people.decided)}
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
      <summary>Week by week</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Week of</th>
            <th scope="col" class="number">
              Count
            </th>
            <th scope="col" class="number">
              Right
            </th>
            <th scope="col" class="number">
              Interval
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
              <td class="number">{all ? percent(all.rate) : 'not known'}</td>
              <td class="number">{all ? between(all) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
