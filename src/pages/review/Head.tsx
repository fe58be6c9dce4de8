import { Button } from '../../ui/Button.tsx';
import { ConfidenceBar } from '../../ui/ConfidenceBar.tsx';
import { Visible } from '../../ui/Visible.tsx';
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
        Fold
      </Button>
    </header>
  );
}

/** What it is, whose work, how many wait. */
export function Title({ session }: { session: Session }) {
  const { model } = session;
  const { item, space } = model.view.value ?? {};
  const waiting = model.pending.value;
  return (
    <div class="head-words">
      <h1 class="head-title">{item ? <Visible text={item.workflow.name} /> : 'Countersign'}</h1>
      <p class="muted">
        {item ? (
          <>
            {KIND_WORDS[item.kind]}
            {space ? (
              <>
                {' '}
                for <Visible text={space.name} />
              </>
            ) : null}{' '}
            by <Visible text={item.agent.name} />,{' '}
            <Visible text={`${item.agent.model} ${item.agent.modelVersion}`} />
          </>
        ) : (
          'Review'
        )}
        {waiting > 0 ? <span class="waiting">{`${waiting} waiting`}</span> : null}
      </p>
    </div>
  );
}

/** Why it reached the person, how risky, and what the agent's confidence has been worth. */
export function Why({ session, now }: { session: Session; now: number }) {
  const item = session.model.view.value?.item;
  if (!item) return null;
  const blind = session.model.blind.value;
  const others = session.model.others.value;
  const open = item.openWith?.filter(({ until }) => Date.parse(until) > now) ?? [];
  return (
    <section class="why" aria-label="Why this reached you">
      <p class="trigger">
        <span class={`tier ${item.tier}`}>{TIER_WORDS[item.tier]}</span>{' '}
        {/* What brought it here may be a flag, and is shown with the flags. */}
        {blind ? null : <Visible text={item.trigger.message} />}
      </p>
      {blind ? null : <ConfidenceBar confidence={item.confidence} {...item.trackRecord} />}
      <p class="muted">
        {Date.parse(item.dueAt) < now ? 'Was due' : 'Due'} {timeWords(item.dueAt, now)}
        {item.revision > 1 ? `, revision ${item.revision}` : ''}
        {others.length > 0 ? (
          <>
            , also looked at by <Visible text={others.join(', ')} />
          </>
        ) : null}
        {open.length > 0 ? (
          <>
            , open with <Visible text={open.map(({ name }) => name).join(', ')} /> till{' '}
            {timeWords(
              open.reduce((last, { until }) => (until > last ? until : last), ''),
              now,
            )}
          </>
        ) : null}
      </p>
    </section>
  );
}
