import { useId, useState } from 'preact/hooks';
import type { Finding, Fix } from '../../core/antipatterns/finding.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
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
  const { title, why } = PATTERNS[pattern];
  const heading = useId();
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <article class="card" id={place} tabIndex={-1} aria-labelledby={heading}>
      <h3 id={heading}>
        {title} <span class="muted">{pattern}</span>
      </h3>
      <p>
        <Visible text={sentence} />
      </p>
      {person !== undefined || workflowId !== undefined ? (
        <dl class="facts">
          {person === undefined ? null : (
            <>
              <dt>Reviewer</dt>
              <dd>
                <Visible text={person} />
              </dd>
            </>
          )}
          {workflowId === undefined ? null : (
            <>
              <dt>Workflow</dt>
              <dd>
                <Visible text={workflowId} />
              </dd>
            </>
          )}
        </dl>
      ) : null}
      <Figures figures={figures} of={title} />
      <p>
        <strong>What it costs.</strong> <Visible text={cost.sentence} />{' '}
        <span class="muted">{why}</span>
      </p>
      {fixes.length === 0 ? (
        <p class="muted">No one click mends this: talk it over with whoever owns the workflow.</p>
      ) : null}
      <ul class="oversight">
        {fixes.map((fix) => (
          <li key={fix.id}>
            <div class="row spread">
              <div>
                <p>
                  <strong>
                    <Visible text={fix.label} />
                  </strong>
                </p>
                <ul class="changes">
                  {fix.changes.map(({ what, from, to }) => (
                    <li key={what}>
                      <Visible text={what} />: <Visible text={from} /> → <Visible text={to} />
                    </li>
                  ))}
                </ul>
              </div>
              {asked === fix.id ? null : (
                <Button name={`fix-${fix.id}`} hint={fix.label} onPress={() => setAsked(fix.id)}>
                  Do this…
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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    // biome-ignore lint/a11y/useSemanticElements: a group of figures, not of fields
    <div class="wide" role="group" tabIndex={0} aria-label={`What tells it: ${of}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">What tells it</th>
            <th scope="col" class="number">
              Found (95 %)
            </th>
            <th scope="col" class="number">
              Of
            </th>
            <th scope="col" class="number">
              Line
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.label}>
              <th scope="row">
                <Visible text={figure.label} />
              </th>
              <td class="number">
                {shownValue(figure)} <span class="muted">({shownInterval(figure)})</span>
              </td>
              <td class="number">{figure.n}</td>
              <td class="number">{shownLine(figure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
