import { useCallback } from 'preact/hooks';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { HistoryLost } from '../../ui/HistoryLost.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import type { Ask, Hear } from './ask.ts';
import { Connection } from './Connection.tsx';
import { Pairing } from './Pairing.tsx';
import { Settings } from './Settings.tsx';
import { SignOut } from './SignOut.tsx';

/** The options page: pair, see who and where, settings, sign out. */
export function Options({ ask, hear }: { ask: Ask; hear: Hear }) {
  const status = useCallback(() => ask('status', {}), [ask]);
  const [answer, again] = useAnswer(status, hear);
  return (
    <div class="page">
      <header>
        <h1>Countersign</h1>
        <nav aria-label="Pages">
          <a href="../health/index.html">Page health</a>
        </nav>
      </header>
      <main>
        {answer.state === 'loading' ? <p class="muted">Loading…</p> : null}
        {answer.state === 'failed' ? (
          <EmptyState icon="alert" title="The extension did not answer">
            <p>Reload this page. If it stays, turn the extension off and on. ({answer.why})</p>
          </EmptyState>
        ) : null}
        {answer.state === 'ready' ? (
          <>
            <HistoryLost lost={answer.value.historyLost} />
            {isPaired(answer.value.connection) ? (
              <Connection ask={ask} status={answer.value} />
            ) : (
              <Pairing ask={ask} status={answer.value} onPaired={again} />
            )}
            <Settings ask={ask} />
            {answer.value.gate || answer.value.reviewer ? (
              <SignOut ask={ask} outbox={answer.value.outbox} onDone={again} />
            ) : null}
          </>
        ) : null}
      </main>
    </div>
  );
}

const isPaired = (connection: string): boolean =>
  connection !== 'unpaired' && connection !== 'revoked';
