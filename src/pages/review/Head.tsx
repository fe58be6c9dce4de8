import { Button } from '../../ui/Button.tsx';
import { ConfidenceBar } from '../../ui/ConfidenceBar.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import type { Session } from './session.ts';
import { KIND_WORDS, TIER_WORDS, timeWords } from './words.ts';

/** Title bar, and the way to fold the panel. */
export function Head({ session }: { session: Session }) {
  return (
    <header class="head">
      <Title session={session} />
      <Button
        look="quiet"
        icon="fold"
        name="fold"
        onPress={() => {
          session.model.folded.value = true;
        }}
      >
        {t('review_fold')}
      </Button>
    </header>
  );
}

/** What it is, whose work, how many wait. */
export function Title({ session }: { session: Session }) {
  const { model } = session;
  const { item, space } = model.view.value ?? {};
  const waiting = model.pending.value;
  const made = item && {
    kind: t(KIND_WORDS[item.kind]),
    agent: <Visible text={item.agent.name} />,
    model: <Visible text={`${item.agent.model} ${item.agent.modelVersion}`} />,
  };
  return (
    <div class="head-words">
      <h1 class="head-title">{item ? <Visible text={item.workflow.name} /> : t('name')}</h1>
      <p class="muted">
        {made
          ? space
            ? tx('review_for_by', { ...made, space: <Visible text={space.name} /> })
            : tx('review_by_agent', made)
          : t('review_review')}
        {waiting > 0 ? <span class="waiting">{t('review_waiting', { waiting })}</span> : null}
      </p>
    </div>
  );
}

/** States in which somebody is to decide it still. */
const WAITS: ReadonlySet<string> = new Set(['pending', 'escalated', 'recalled']);

/** Why it reached the person, how risky, and what the agent's confidence has been worth. */
export function Why({ session, now }: { session: Session; now: number }) {
  const item = session.model.view.value?.item;
  if (!item) return null;
  const blind = session.model.blind.value;
  const others = session.model.others.value;
  const open = item.openWith?.filter(({ until }) => Date.parse(until) > now) ?? [];
  return (
    <section class="why" aria-label={t('review_why_reached_you')}>
      <p class="trigger">
        <span class={`tier ${item.tier}`}>{t(TIER_WORDS[item.tier])}</span>{' '}
        {/* What brought it here may be a flag, and is shown with the flags. */}
        {blind ? null : <Visible text={item.trigger.message} lang="en" />}
      </p>
      {blind ? null : <ConfidenceBar confidence={item.confidence} {...item.trackRecord} />}
      <p class="muted">
        {WAITS.has(item.state)
          ? `${t(Date.parse(item.dueAt) < now ? 'review_was_due' : 'review_due')} ${timeWords(item.dueAt, now)}`
          : null}
        {item.revision > 1 ? t('review_revision', { revision: item.revision }) : ''}
        {others.length > 0
          ? tx('review_also_looked', { names: <Visible text={others.join(', ')} /> })
          : null}
        {open.length > 0
          ? tx('review_open_with_till', {
              names: <Visible text={open.map(({ name }) => name).join(', ')} />,
              time: timeWords(
                open.reduce((last, { until }) => (until > last ? until : last), ''),
                now,
              ),
            })
          : null}
      </p>
    </section>
  );
}
