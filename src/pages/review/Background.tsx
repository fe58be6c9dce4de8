import { Evidence } from '../../ui/Evidence.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Session } from './session.ts';
import { timeWords } from './words.ts';

/** The agent's steps, each tied to its evidence. */
export function Reasoning({ session, now }: { session: Session; now: number }) {
  const steps = session.model.view.value?.item.reasoning ?? [];
  return (
    <section aria-label="The agent's reasoning">
      <h2 class="minor">
        {steps.length === 0 ? 'The agent gave no reasoning' : "The agent's reasoning"}
      </h2>
      <ol class="steps">
        {steps.map((step, index) => (
          <li key={index}>
            <Visible text={step.text} />
            {step.evidence?.length ? (
              <details
                onToggle={(event) => {
                  if (event.isTrusted && event.currentTarget.open) session.meter.evidenceOpened();
                }}
              >
                <summary>Evidence ({step.evidence.length})</summary>
                {step.evidence.map((evidence, at) => (
                  <Evidence key={at} evidence={evidence} now={now} />
                ))}
              </details>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What people know that the mail alone doesn't show. */
export function Known({ session, now }: { session: Session; now: number }) {
  const context = session.model.view.value?.item.context;
  if (!context) return null;
  const rows: [string, string | undefined][] = [
    ['Company', context.company],
    ['Contact', context.recipientName],
    ['Owner', context.recordOwner],
    ['Stage', context.stage],
    ['Touches', context.touches === undefined ? undefined : String(context.touches)],
  ];
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined);
  if (known.length === 0 && !context.messages?.length) return null;
  return (
    <section aria-label="What people know">
      <h2 class="minor">What people know</h2>
      <dl class="facts">
        {known.map(([name, value]) => [
          <dt key={`n${name}`}>{name}</dt>,
          <dd key={`v${name}`}>
            <Visible text={value} />
          </dd>,
        ])}
      </dl>
      {context.messages?.map(({ from, at, text }, index) => (
        <figure key={index} class="message">
          <figcaption class="muted">
            <Visible text={from} />, {timeWords(at, now)}
          </figcaption>
          <blockquote dir="auto">
            <Visible text={text} />
          </blockquote>
        </figure>
      ))}
    </section>
  );
}
