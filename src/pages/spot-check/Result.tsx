import type { SpotCheckDetail } from '../../core/schema/spot-check.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import {
  agreement,
  dayOf,
  first,
  howDrawn,
  LANES,
  lookedAt,
  now,
  percent,
  TIERS,
  whatItSays,
} from './words.ts';

/** What one spot-check found, what that says of all, and how it compares with what came first. */
export function Result(props: {
  check: SpotCheckDetail;
  name: (workflowId: string) => string;
  /** goes on looking; absent where there is nothing left, or it is another's */
  goOn?: () => void;
  /** decided here, and not yet with the gate */
  underWay: number;
}) {
  const { check, name, goOn, underWay } = props;
  const decided = check.items.filter((item) => item.decided);
  const chances = new Map(
    check.items.map(({ inclusion }) => [inclusion.toPrecision(6), inclusion]),
  );
  return (
    <article class="card" aria-label={`Spot-check of ${dayOf(check.at)}`}>
      <h2>
        {check.drawn} of {dayOf(check.at)}, drawn by{' '}
        <Visible text={check.mine ? 'you' : check.by} />
      </h2>
      {check.population === 0 ? (
        <p>Nothing left in that time, so there is nothing to look at.</p>
      ) : (
        <p>
          <strong>{lookedAt(check)}</strong> {whatItSays(check)}
        </p>
      )}
      {agreement(check).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {underWay > 0 ? (
        <p class="muted" role="status">
          {underWay === 1 ? 'Your last answer is' : `${underWay} answers are`} on the way to the
          gate; until then you can still undo on the card.
        </p>
      ) : null}
      {goOn && check.open > underWay ? (
        <div class="row">
          <Button look="primary" name="go-on" onPress={goOn}>
            {check.found.n + underWay === 0 ? 'Begin' : 'Go on'}: {check.open - underWay} left
          </Button>
        </div>
      ) : null}
      {howDrawn(check).map((line) => (
        <p key={line} class="muted">
          {line}
        </p>
      ))}
      {check.byRisk && chances.size > 0 ? (
        <p class="muted">
          Chance of each to be drawn: {[...chances.values()].map(percent).join(', ')}, by its risk.
        </p>
      ) : null}
      {decided.length > 0 ? (
        <div class="wide">
          <table>
            <caption>What you said, and what came first</caption>
            <thead>
              <tr>
                <th scope="col">What left</th>
                <th scope="col">{check.mine ? 'You' : 'They'}</th>
                <th scope="col">First</th>
              </tr>
            </thead>
            <tbody>
              {decided.map((item) => (
                <tr key={item.lookId}>
                  <td>
                    <Visible text={item.decided?.title ?? 'No title, or erased'} />
                  </td>
                  <td>
                    <span class={`status-word ${item.decided?.defect ? 'bad' : 'good'}`}>
                      {now(item)}
                    </span>
                  </td>
                  <td>
                    <Visible text={first(item)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {check.strata.length > 0 ? (
        <details>
          <summary>What it was drawn from, for an auditor</summary>
          <div class="wide">
            <table>
              <thead>
                <tr>
                  <th scope="col">Workflow</th>
                  <th scope="col">How it left</th>
                  <th scope="col">Risk</th>
                  <th scope="col" class="number">
                    Left
                  </th>
                  <th scope="col" class="number">
                    Looked at
                  </th>
                  <th scope="col" class="number">
                    Wrong
                  </th>
                </tr>
              </thead>
              <tbody>
                {check.strata.map((one) => (
                  <tr key={`${one.workflowId} ${one.lane} ${one.tier}`}>
                    <td>
                      <Visible text={name(one.workflowId)} />
                    </td>
                    <td>{LANES[one.lane]}</td>
                    <td>{TIERS[one.tier]}</td>
                    <td class="number">{one.items.toLocaleString()}</td>
                    <td class="number">{one.looked}</td>
                    <td class="number">{one.defects}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="muted">
            Seed <span class="mono">{check.seed}</span>: with it the same items come out again.
          </p>
        </details>
      ) : null}
    </article>
  );
}
