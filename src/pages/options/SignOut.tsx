import { tx } from '../../ui/tx.ts';
import { t, tn } from '../../words/t.ts';
import '../../ui/seldom-icons.ts';
import { useState } from 'preact/hooks';
import type { Ask } from '../../messages/page-ask.ts';
import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';

/** Signs out of everything and wipes; asks once, and says what would be lost. */
export function SignOut(props: {
  ask: Ask;
  /** how many workspaces there are */
  many: number;
  outbox: number;
  onDone: () => void;
}) {
  const { ask, many, outbox, onDone } = props;
  const words =
    many > 1
      ? t('options_revokes_device_every_gate_above')
      : t('options_revokes_device_gate_turns_your');
  return (
    <section class="card" aria-labelledby="sign-out">
      <h2 id="sign-out">{many > 1 ? t('options_sign_out_everything') : t('options_sign_out')}</h2>
      <p>
        {words}
        {lost(outbox)}
      </p>
      <Sure
        name="sign-out"
        ask={many > 1 ? t('options_sign_out_everything_wipe') : t('options_sign_out_wipe')}
        sure={t('options_yes_sign_out_wipe')}
        act={() => ask('sign-out', {})}
        onDone={onDone}
      />
    </section>
  );
}

/** Signs out of one workspace among others. */
export function SignOutOf(props: { ask: Ask; space: SpaceStatus; onDone: () => void }) {
  const { ask, space, onDone } = props;
  return (
    <>
      <p>
        {tx('options_signing_out_of', { name: <Visible text={space.name} /> })}
        {lost(space.outbox)}
      </p>
      <Sure
        name={`sign-out-of-${space.id}`}
        ask={t('options_sign_out_of_workspace')}
        sure={t('options_yes_sign_out_of_it')}
        act={() => ask('sign-out', { space: space.id })}
        onDone={onDone}
      />
    </>
  );
}

/** What would be lost, as a sentence to end with. */
function lost(outbox: number): string {
  return outbox === 0 ? '' : ` ${tn('options_would_be_lost', outbox)}`;
}

function Sure(props: {
  name: string;
  ask: string;
  sure: string;
  act: () => Promise<unknown>;
  onDone: () => void;
}) {
  const { name, act, onDone } = props;
  const [step, setStep] = useState<'idle' | 'sure' | 'working'>('idle');
  const [failed, setFailed] = useState('');

  async function signOut(): Promise<void> {
    setStep('working');
    try {
      await act();
      onDone();
      setStep('idle');
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
      setStep('idle');
    }
  }

  return (
    <>
      {failed ? <p class="field-problem">{t('options_not_signed_out', { failed })}</p> : null}
      <div class="row">
        {step === 'sure' ? (
          <>
            <Button look="bad" icon="sign-out" name={`${name}-sure`} onPress={() => void signOut()}>
              {props.sure}
            </Button>
            <Button onPress={() => setStep('idle')}>{t('options_keep_me_signed')}</Button>
          </>
        ) : (
          <Button
            icon="sign-out"
            name={name}
            disabled={step === 'working'}
            onPress={() => setStep('sure')}
          >
            {step === 'working' ? t('options_signing_out') : props.ask}
          </Button>
        )}
      </div>
    </>
  );
}
