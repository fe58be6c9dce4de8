import { useState } from 'preact/hooks';
import type { Ask } from '../../messages/page-ask.ts';
import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import { Button } from '../../ui/Button.tsx';
import { CONNECTION_WORDS } from '../../ui/connection-words.ts';
import { shownTime } from '../../ui/locale.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { PairingForm } from './Pairing.tsx';
import { SignOutOf } from './SignOut.tsx';
import { testedText } from './tested-text.ts';

const ROLES = {
  rep: 'options_role_rep',
  manager: 'options_role_manager',
  admin: 'options_role_admin',
} as const;

type Tested =
  | { state: 'idle' }
  | { state: 'asking' }
  | { state: 'done'; ok: boolean; text: string };

export type ConnectionProps = {
  ask: Ask;
  space: SpaceStatus;
  /** there are others: this one is named, and signed out by itself */
  several: boolean;
  gates: readonly string[] | undefined;
  /** something was paired or signed out */
  onDone: () => void;
};

/** Which gate, which key, who I am there, and a real round trip on request. */
export function Connection({ ask, space, several, gates, onDone }: ConnectionProps) {
  const { gate, workspace, reviewer } = space;
  const { word, role, means } = CONNECTION_WORDS[space.connection];
  const heading = `connection-${space.id}`;
  const out = space.connection === 'revoked' || space.connection === 'unpaired';

  return (
    <section class="card" aria-labelledby={heading} data-space={space.id}>
      <h2 id={heading}>{several ? <Visible text={space.name} /> : t('options_connection')}</h2>
      <p>
        <span class={`status-word ${role}`}>{t(word)}.</span> {t(means)}
      </p>
      {space.problem ? (
        <p class="field-problem">
          <Visible text={space.problem} />
        </p>
      ) : null}
      <dl class="facts">
        <dt>{t('options_gate')}</dt>
        <dd>
          <Visible text={gate.name} />
        </dd>
        <dt>{t('options_address')}</dt>
        <dd>
          <Visible text={gate.url} />
        </dd>
        <dt>{t('options_its_key')}</dt>
        <dd class="mono">
          <Visible text={gate.keyThumbprint} />
        </dd>
        <dt>{t('options_workspace')}</dt>
        <dd>
          <Visible text={workspace.name} />
        </dd>
        <dt>{t('options_you')}</dt>
        <dd>
          <Visible text={reviewer.name} /> (<Visible text={reviewer.email} />,{' '}
          {t(ROLES[reviewer.role])})
        </dd>
        <dt>{t('options_mailboxes')}</dt>
        <dd>
          {reviewer.mailboxes.length === 0 ? (
            t('options_none_device_can_bind_no')
          ) : (
            <Visible text={reviewer.mailboxes.join(', ')} />
          )}
        </dd>
        <dt>{t('options_waiting')}</dt>
        <dd>{space.pending}</dd>
        <dt>{t('options_unsent_decisions')}</dt>
        <dd>{space.outbox}</dd>
        {space.lastSyncAt ? (
          <>
            <dt>{t('options_last_sync')}</dt>
            <dd>{shownTime(space.lastSyncAt)}</dd>
          </>
        ) : null}
      </dl>
      {out ? (
        <PairingForm {...{ ask, gates }} again={space} onPaired={onDone} />
      ) : (
        <Test ask={ask} space={space.id} />
      )}
      {several ? <SignOutOf {...{ ask, space, onDone }} /> : null}
    </section>
  );
}

function Test({ ask, space }: { ask: Ask; space: string }) {
  const [tested, setTested] = useState<Tested>({ state: 'idle' });

  async function test(): Promise<void> {
    if (tested.state === 'asking') return;
    setTested({ state: 'asking' });
    try {
      const told = await ask('connection.test', { space });
      setTested({ state: 'done', ok: told.ok && told.keyHolds !== false, text: testedText(told) });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      setTested({ state: 'done', ok: false, text });
    }
  }

  return (
    <div class="row">
      <Button onPress={() => void test()} name="test" disabled={tested.state === 'asking'}>
        {tested.state === 'asking' ? t('options_testing') : t('options_test_connection')}
      </Button>
      <span role="status">
        {tested.state === 'done' ? (
          <span class={`status-word ${tested.ok ? 'good' : 'bad'}`}>
            <Visible text={tested.text} />
          </span>
        ) : null}
      </span>
    </div>
  );
}
