import '../../ui/seldom-icons.ts';
import { useCallback, useState } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageNav } from '../../ui/PageNav.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Own } from './Own.tsx';
import { DAYS } from './words.ts';

/** The reviewer's own page: their pace, reading, catch rate and corrections, and what of it others see. */
export function Mine({ ask, hear, now }: { ask: Ask; hear: Hear; now: () => number }) {
  useTheme(ask);
  const status = useCallback(() => ask('status', {}), [ask]);
  const [answer] = useAnswer(status, hear);
  const [days, setDays] = useState<number>(30);
  const spaces =
    answer.state === 'ready'
      ? answer.value.spaces.filter(
          ({ connection }) => connection !== 'unpaired' && connection !== 'revoked',
        )
      : [];
  return (
    <div class="page">
      <header>
        <h1>My page</h1>
        <PageNav current="mine" />
      </header>
      <main>
        {answer.state === 'loading' ? <p class="muted">Loading…</p> : null}
        {answer.state === 'failed' ? (
          <EmptyState icon="alert" title="The extension did not answer">
            <p>Reload this page. ({answer.why})</p>
          </EmptyState>
        ) : null}
        {answer.state === 'ready' && spaces.length === 0 ? (
          <EmptyState icon="sign-out" title="You are signed out">
            <p>
              Pair this browser with your gate in the <a href="../options/index.html">options</a>.
              Your figures are kept by the gate.
            </p>
          </EmptyState>
        ) : null}
        {spaces.length > 0 ? (
          <label class="mine-days">
            <span>The last</span>
            <select
              value={String(days)}
              onChange={(event) => setDays(Number(event.currentTarget.value))}
            >
              {DAYS.map((count) => (
                <option key={count} value={String(count)}>{`${count} days`}</option>
              ))}
            </select>
          </label>
        ) : null}
        {spaces.map(({ id, name, reviewer }) => (
          <section key={id} aria-label={name}>
            <h2>
              <Visible text={reviewer.name} />
              <span class="muted">
                {' '}
                at <Visible text={name} />
              </span>
            </h2>
            <Own {...{ ask, hear, days, now }} space={id} />
          </section>
        ))}
      </main>
    </div>
  );
}
