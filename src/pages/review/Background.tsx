import type { BuyerFacts } from '../../core/schema/territory.ts';
import { Evidence } from '../../ui/Evidence.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import type { Session } from './session.ts';
import { timeWords } from './words.ts';

/** The agent's steps, each tied to its evidence. */
export function Reasoning({ session, now }: { session: Session; now: number }) {
  const steps = session.model.view.value?.item.reasoning ?? [];
  return (
    <section aria-label={t('review_agents_reasoning')}>
      <h2 class="minor">
        {steps.length === 0 ? t('review_agent_gave_no_reasoning') : t('review_agents_reasoning')}
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
                <summary>{t('review_evidence', { n: step.evidence.length })}</summary>
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

/** Country, region and the like, as far as the agent says them. */
function belongs(buyer: BuyerFacts | undefined): string | undefined {
  const { country, region, postalCode, segment } = buyer ?? {};
  const said = [country, region, postalCode, segment].filter((one) => one !== undefined);
  return said.length === 0 ? undefined : said.join(', ');
}

/** What people know that the mail alone doesn't show. */
export function Known({ session, now }: { session: Session; now: number }) {
  const context = session.model.view.value?.item.context;
  if (!context) return null;
  const rows: [string, string | undefined][] = [
    [t('review_company'), context.company],
    [t('review_contact'), context.recipientName],
    [t('review_owner'), context.recordOwner],
    [t('review_where_it_belongs'), belongs(context.buyer)],
    [t('review_stage'), context.stage],
    [t('review_touches'), context.touches === undefined ? undefined : String(context.touches)],
  ];
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined);
  if (known.length === 0 && !context.messages?.length) return null;
  return (
    <section aria-label={t('review_what_people_know')}>
      <h2 class="minor">{t('review_what_people_know')}</h2>
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
