import { useId, useState } from 'preact/hooks';
import type { Finding, Fix } from '../../core/antipatterns/finding.ts';
import { Button } from '../../ui/Button.tsx';
import { shownNumber } from '../../ui/locale.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { t } from '../../words/t.ts';
import { FixForm } from './FixForm.tsx';
import { PATTERNS, shownInterval, shownLine, shownValue } from './words.ts';

/** One anti-pattern: what is the case, what tells it, what it costs, and what one click does. */
export function FindingCard(props: {
  finding: Finding;
  /** id of its card, which the map leads to */
  place: string;
  /** rejects with a sentence when it could not be done */
  apply: (fix: Fix, reason: string) => Promise<void>;
}) {
  const { finding, place, apply } = props;
  const { pattern, sentence, person, workflowId, figures, cost, fixes } = finding;
  const { why } = PATTERNS[pattern];
  const title = t(PATTERNS[pattern].title);
  const heading = useId();
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <article class="card" id={place} tabIndex={-1} aria-labelledby={heading}>
      <h3 id={heading}>
        {title} <span class="muted">{pattern}</span>
      </h3>
      <p>
        <Visible text={sentence} lang="en" />
      </p>
      {person !== undefined || workflowId !== undefined ? (
        <dl class="facts">
          {person === undefined ? null : (
            <>
              <dt>{t('risks_reviewer')}</dt>
              <dd>
                <Visible text={person} />
              </dd>
            </>
          )}
          {workflowId === undefined ? null : (
            <>
              <dt>{t('ui_workflow')}</dt>
              <dd>
                <Visible text={workflowId} />
              </dd>
            </>
          )}
        </dl>
      ) : null}
      <Figures figures={figures} of={title} />
      <p>
        <strong>{t('risks_costs')}</strong> <Visible text={cost.sentence} lang="en" />{' '}
        <span class="muted">{t(why)}</span>
      </p>
      {fixes.length === 0 ? <p class="muted">{t('risks_no_fix')}</p> : null}
      <ul class="oversight">
        {fixes.map((fix) => (
          <li key={fix.id}>
            <div class="row spread">
              <div>
                <p>
                  <strong>
                    <Visible text={fix.label} lang="en" />
                  </strong>
                </p>
                <ul class="changes">
                  {fix.changes.map(({ what, from, to }) => (
                    <li key={what}>
                      {tx('risks_change', {
                        what: <Visible text={what} lang="en" />,
                        from: <Visible text={from} lang="en" />,
                        to: <Visible text={to} lang="en" />,
                      })}
                    </li>
                  ))}
                </ul>
              </div>
              {asked === fix.id ? null : (
                <Button name={`fix-${fix.id}`} hint={fix.label} onPress={() => setAsked(fix.id)}>
                  {t('risks_do_this')}
                </Button>
              )}
            </div>
            {asked === fix.id ? (
              <FixForm
                fix={fix}
                apply={(reason) => apply(fix, reason)}
                close={() => setAsked(null)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </article>
  );
}

function Figures({ figures, of }: { figures: Finding['figures']; of: string }) {
  const label = t('risks_what_tells_it_of', { title: of });
  return (
    <Wide label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('risks_what_tells_it')}</th>
            <th scope="col" class="number">
              {t('risks_found')}
            </th>
            <th scope="col" class="number">
              {t('risks_of')}
            </th>
            <th scope="col" class="number">
              {t('risks_line')}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.label}>
              <th scope="row">
                <Visible text={figure.label} lang="en" />
              </th>
              <td class="number">
                {shownValue(figure)} <span class="muted">({shownInterval(figure)})</span>
              </td>
              <td class="number">{shownNumber(figure.n)}</td>
              <td class="number">{shownLine(figure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
