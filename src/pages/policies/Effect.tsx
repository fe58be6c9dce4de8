import type { PolicyFigures, PolicySimulation } from '../../core/policies/effect.ts';
import { shownNumber } from '../../ui/locale.ts';
import { LANES } from '../../ui/policy-words.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Wide } from '../../ui/Wide.tsx';
import { t, tn } from '../../words/t.ts';
import { bound, causeWords, headline, promise } from './words.ts';

/** What the draft would have done with what came lately, and what it promises. */
export function Effect({ effect, tries }: { effect: PolicySimulation; tries: number }) {
  const { draft, current, earned, lanes, missing, capped } = effect;
  if (effect.was.proposals === 0) return <p role="status">{t('policies_effect_nothing')}</p>;
  return (
    <div class="effect" role="status">
      <Told title={t('policies_effect_from_publishing')} {...{ effect, figures: draft }} />
      {earned ? (
        <>
          <Told title={t('policies_effect_once_earned')} {...{ effect, figures: earned }} />
          <p class="muted">{t('policies_effect_forecast')}</p>
        </>
      ) : null}
      <details>
        <summary>{t('policies_effect_beside')}</summary>
        <Compared {...{ current, draft, earned }} />
        {lanes.length > 0 ? (
          <ul>
            {lanes.map((lane) => (
              <li
                key={JSON.stringify([lane.model, lane.modelVersion, lane.promptVersion, lane.tier])}
              >
                {tx('policies_effect_lane', {
                  model: <Visible text={`${lane.model} ${lane.modelVersion}`} />,
                  lane: t(LANES[lane.tier]),
                  why: <Visible text={lane.why} lang="en" />,
                })}
              </li>
            ))}
          </ul>
        ) : null}
      </details>
      <ul class="muted">
        {capped ? <li>{t('policies_effect_capped')}</li> : null}
        {tries > 1 ? <li>{t('policies_effect_tries', { tries })}</li> : null}
        {missing.map((sentence) => (
          <li key={sentence} lang="en">
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Told(props: { title: string; effect: PolicySimulation; figures: PolicyFigures }) {
  const { title, effect, figures } = props;
  return (
    <section aria-label={title}>
      <h4>{title}</h4>
      <p>
        <strong>{headline(effect, figures)}</strong>
      </p>
      <p>{bound(figures)}</p>
      {figures.slipped > 0 ? (
        <p class="field-problem">{tn('policies_effect_slipped', figures.slipped)}</p>
      ) : null}
      {figures.unlooked > 0 && figures.defects?.labels !== 0 ? (
        <p class="muted">{tn('policies_effect_unlooked', figures.unlooked)}</p>
      ) : null}
      {figures.refused > 0 ? <p>{tn('policies_effect_refused', figures.refused)}</p> : null}
      <p>{promise(figures)}</p>
    </section>
  );
}

function Compared(props: {
  current: PolicyFigures;
  draft: PolicyFigures;
  earned: PolicyFigures | null;
}) {
  const columns = [
    { name: t('policies_column_in_force'), figures: props.current },
    { name: t('policies_column_draft'), figures: props.draft },
    ...(props.earned ? [{ name: t('policies_column_once_earned'), figures: props.earned }] : []),
  ];
  const codes = [
    ...new Set(columns.flatMap(({ figures }) => figures.causes.map(({ code }) => code))),
  ];
  const of = ({ causes }: PolicyFigures, code: string): number =>
    causes.find((cause) => cause.code === code)?.count ?? 0;
  return (
    <Wide label={t('policies_figures_of_both')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('policies_of_same_proposals')}</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('policies_to_people')}</th>
            {columns.map(({ name, figures }) => (
              <td key={name} class="number">
                {shownNumber(figures.toPeople)}
              </td>
            ))}
          </tr>
          {codes.map((code) => (
            <tr key={code}>
              <th scope="row">{causeWords(code)}</th>
              {columns.map(({ name, figures }) => (
                <td key={name} class="number">
                  {shownNumber(of(figures, code))}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('policies_without_person')}</th>
            {columns.map(({ name, figures }) => (
              <td key={name} class="number">
                {shownNumber(figures.withoutPerson)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </Wide>
  );
}
