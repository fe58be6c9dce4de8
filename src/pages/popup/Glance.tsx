import type { Oversight } from '../../messages/oversight.ts';
import { ageOf, atAGlance } from './health.ts';

/** The three questions of a manager between two meetings, and how old the answers are. */
export function Glance(props: {
  oversight: Oversight;
  now: number;
  /** the gate has not answered yet: this is what it said last */
  asking: boolean;
}) {
  const { oversight, now, asking } = props;
  const { health, at, away } = oversight;
  const age = at === undefined ? 'last' : `${ageOf(at, now)} ago`;
  return (
    <>
      {asking ? (
        <p class="muted" role="status">
          As it was {age}. Asking the gate…
        </p>
      ) : away === undefined ? null : (
        <p class="field-problem" role="status">
          The gate cannot be reached. This is how it was {age}.
        </p>
      )}
      {health ? (
        <ul class="glance" aria-label="At a glance">
          {atAGlance(health).map(({ role, text }) => (
            <li key={text}>
              <span class={`status-word ${role}`}>{WORDS[role]}</span> {text}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** So that nobody has to tell it by the colour. */
const WORDS = { good: 'Good.', warn: 'Look.', bad: 'Act.' } as const;
