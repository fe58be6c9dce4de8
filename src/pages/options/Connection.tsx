import { useState } from 'preact/hooks';
import type { Status } from '../../messages/pages-to-worker.ts';
import { Button } from '../../ui/Button.tsx';
import { CONNECTION_WORDS } from '../../ui/connection-words.ts';
import { shownTime } from '../../ui/locale.ts';
import { Visible } from '../../ui/Visible.tsx';
import type { Ask } from './ask.ts';
import { testedText } from './tested-text.ts';

type Tested =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'done'; ok: boolean; text: string };

/** Which gate, which key, who I am there, and a real round trip on request. */
export function Connection({ ask, status }: { ask: Ask; status: Status }) {
  const [tested, setTested] = useState<Tested>({ state: 'idle' });
  const { word, role, means } = CONNECTION_WORDS[status.connection];
  const { gate, workspace, reviewer } = status;

  async function test(): Promise<void> {
    if (tested.state === 'asking') return;
    setTested({ state: 'asking' });
    try {
      const told = await ask('connection.test', {});
      setTested({ state: 'done', ok: told.ok && told.keyHolds !== false, text: testedText(told) });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      setTested({ state: 'done', ok: false, text });
    }
  }

  return (
    <section class="card" aria-labelledby="connection">
      <h2 id="connection">Connection</h2>
      <p>
        <span class={`status-word ${role}`}>{word}.</span> {means}
      </p>
      {status.problem ? (
        <p class="field-problem">
          <Visible text={status.problem} />
        </p>
      ) : null}
      <dl class="facts">
        {gate ? (
          <>
            <dt>Gate</dt>
            <dd>
              <Visible text={gate.name} />
            </dd>
            <dt>Address</dt>
            <dd>
              <Visible text={gate.url} />
            </dd>
            <dt>Its key</dt>
            <dd class="mono">
              <Visible text={gate.keyThumbprint} />
            </dd>
          </>
        ) : null}
        {workspace ? (
          <>
            <dt>Workspace</dt>
            <dd>
              <Visible text={workspace.name} />
            </dd>
          </>
        ) : null}
        {reviewer ? (
          <>
            <dt>You are</dt>
            <dd>
              <Visible text={reviewer.name} /> (<Visible text={reviewer.email} />, {reviewer.role})
            </dd>
            <dt>Mailboxes</dt>
            <dd>
              {reviewer.mailboxes.length === 0 ? (
                'None: this device can bind no draft'
              ) : (
                <Visible text={reviewer.mailboxes.join(', ')} />
              )}
            </dd>
          </>
        ) : null}
        <dt>Waiting</dt>
        <dd>{status.pending}</dd>
        <dt>Unsent decisions</dt>
        <dd>{status.outbox}</dd>
        {status.lastSyncAt ? (
          <>
            <dt>Last sync</dt>
            <dd>{shownTime(status.lastSyncAt)}</dd>
          </>
        ) : null}
      </dl>
      <div class="row">
        <Button onPress={() => void test()} name="test" disabled={tested.state === 'asking'}>
          {tested.state === 'asking' ? 'Testing…' : 'Test the connection'}
        </Button>
        <span role="status">
          {tested.state === 'done' ? (
            <span class={`status-word ${tested.ok ? 'good' : 'bad'}`}>
              <Visible text={tested.text} />
            </span>
          ) : null}
        </span>
      </div>
    </section>
  );
}
