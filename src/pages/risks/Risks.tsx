import { useCallback } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageNav } from '../../ui/PageNav.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { useTheme } from '../../ui/use-theme.ts';
import { Visible } from '../../ui/Visible.tsx';
import { Found } from './Found.tsx';
import { Structure } from './Structure.tsx';

/** How oversight goes hollow, in each workspace whose manager this person is, and what to do about it. */
export function Risks({ ask, hear }: { ask: Ask; hear: Hear }) {
  useTheme(ask);
  const status = useCallback(() => ask('status', {}), [ask]);
  const [answer] = useAnswer(status, hear);
  const spaces = answer.state === 'ready' ? answer.value.spaces.filter(isPaired) : [];
  const led = spaces.filter(({ reviewer }) => reviewer.role !== 'rep');
  return (
    <div class="page">
      <header>
        <h1>Risks</h1>
        <PageNav current="risks" />
      </header>
      <main>
        {answer.state === 'loading' ? <p class="muted">Loading…</p> : null}
        {answer.state === 'failed' ? (
          <EmptyState icon="alert" title="The extension did not answer">
            <p>Reload this page. ({answer.why})</p>
          </EmptyState>
        ) : null}
        {answer.state === 'ready' && led.length === 0 ? (
          <EmptyState
            icon="ban"
            title={spaces.length === 0 ? 'Not paired yet' : 'This page is for managers'}
          >
            <p>
              {spaces.length === 0
                ? 'Pair this browser with your team’s gate in the options.'
                : 'Your manager sees here where reviews aren’t read and what nobody looks after.'}
            </p>
          </EmptyState>
        ) : null}
        {led.map(({ id, name }) => (
          <section key={id} aria-labelledby={`space-${id}`} class="risks-space">
            <h2 id={`space-${id}`} class={led.length > 1 ? '' : 'unseen'}>
              <Visible text={name} />
            </h2>
            <Found {...{ ask, hear }} space={id} under={`space-${id}`} />
            <Structure ask={ask} space={id} under={`space-${id}`} />
          </section>
        ))}
      </main>
    </div>
  );
}

const isPaired = ({ connection }: SpaceStatus): boolean =>
  connection !== 'unpaired' && connection !== 'revoked';
