import type { PolicyFigures, PolicySimulation } from '../../core/policies/effect.ts';
import { Visible } from '../../ui/Visible.tsx';
import { bound, causeWords, count, headline, promise } from './words.ts';

/** What the draft would have done with what came lately, and what it promises. */
export function Effect({ effect, tries }: { effect: PolicySimulation; tries: number }) {
  const { draft, current, earned, lanes, missing, capped } = effect;
  if (effect.was.proposals === 0)
    return <p role="status">Nothing was proposed in that time, so nothing can be said.</p>;
  return (
    <div class="effect" role="status">
      <Told title="From the moment it is published" {...{ effect, figures: draft }} />
      {earned ? (
        <>
          <Told title="Once its lanes have earned it" {...{ effect, figures: earned }} />
          <p class="muted">
            A forecast from the same proposals. Where the lane’s rule changes, its evidence begins
            anew, and until its bound holds everything goes to people.
          </p>
        </>
      ) : null}
      <details>
        <summary>Beside the policy in force, and why</summary>
        <Compared {...{ current, draft, earned }} />
        {lanes.length > 0 ? (
          <ul>
            {lanes.map((lane) => (
              <li
                key={JSON.stringify([lane.model, lane.modelVersion, lane.promptVersion, lane.tier])}
              >
                <Visible text={`${lane.model} ${lane.modelVersion}`} />, {lane.tier}:{' '}
                <Visible text={lane.why} />
              </li>
            ))}
          </ul>
        ) : null}
      </details>
      <ul class="muted">
        {capped ? <li>There were more: these are the newest.</li> : null}
        {tries > 1 ? (
          <li>
            {tries} drafts were tried, so each is held to a {tries}th of the 5 % that may go wrong.
          </li>
        ) : null}
        {missing.map((sentence) => (
          <li key={sentence}>{sentence}</li>
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
        <p class="field-problem">
          {count(figures.slipped)} that are known to be defective would have run without a person.
        </p>
      ) : null}
      {figures.unlooked > 0 && figures.defects?.labels !== 0 ? (
        <p class="muted">{count(figures.unlooked)} of those were never looked at.</p>
      ) : null}
      {figures.refused > 0 ? (
        <p>{count(figures.refused)} are of kinds that it would not take any more.</p>
      ) : null}
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
    { name: 'In force', figures: props.current },
    { name: 'Draft', figures: props.draft },
    ...(props.earned ? [{ name: 'Once earned', figures: props.earned }] : []),
  ];
  const codes = [
    ...new Set(columns.flatMap(({ figures }) => figures.causes.map(({ code }) => code))),
  ];
  const of = ({ causes }: PolicyFigures, code: string): number =>
    causes.find((cause) => cause.code === code)?.count ?? 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
    <section class="wide" tabIndex={0} aria-label="Figures of both policies">
      <table>
        <thead>
          <tr>
            <th scope="col">Of the same proposals</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">To people</th>
            {columns.map(({ name, figures }) => (
              <td key={name} class="number">
                {count(figures.toPeople)}
              </td>
            ))}
          </tr>
          {codes.map((code) => (
            <tr key={code}>
              <th scope="row">{causeWords(code)}</th>
              {columns.map(({ name, figures }) => (
                <td key={name} class="number">
                  {count(of(figures, code))}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Without a person</th>
            {columns.map(({ name, figures }) => (
              <td key={name} class="number">
                {count(figures.withoutPerson)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
