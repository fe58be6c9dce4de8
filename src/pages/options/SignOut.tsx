import '../../ui/seldom-icons.ts';
import { useState } from 'preact/hooks';
import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Ask } from './ask.ts';

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
      ? 'This revokes the device at every gate above, turns your sites off, and wipes the queues, your settings and the signing keys from this browser.'
      : 'This revokes the device at the gate, turns your sites off, and wipes the queue, your settings and the signing key from this browser.';
  return (
    <section class="card" aria-labelledby="sign-out">
      <h2 id="sign-out">{many > 1 ? 'Sign out of everything' : 'Sign out'}</h2>
      <p>
        {words}
        {lost(outbox)}
      </p>
      <Sure
        name="sign-out"
        ask={many > 1 ? 'Sign out of everything and wipe' : 'Sign out and wipe'}
        sure="Yes, sign out and wipe"
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
        Signing out of <Visible text={space.name} /> revokes this device at its gate and wipes its
        queue and its signing key from this browser. The others and your settings stay.
        {lost(space.outbox)}
      </p>
      <Sure
        name={`sign-out-of-${space.id}`}
        ask="Sign out of this workspace"
        sure="Yes, sign out of it"
        act={() => ask('sign-out', { space: space.id })}
        onDone={onDone}
      />
    </>
  );
}

/** What would be lost, as a sentence to end with. */
function lost(outbox: number): string {
  if (outbox === 0) return '';
  const many = outbox === 1 ? 'One decision has' : `${outbox} decisions have`;
  return ` ${many} not reached the gate and would be lost.`;
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
      {failed ? <p class="field-problem">Not signed out: {failed}</p> : null}
      <div class="row">
        {step === 'sure' ? (
          <>
            <Button look="bad" icon="sign-out" name={`${name}-sure`} onPress={() => void signOut()}>
              {props.sure}
            </Button>
            <Button onPress={() => setStep('idle')}>Keep me signed in</Button>
          </>
        ) : (
          <Button
            icon="sign-out"
            name={name}
            disabled={step === 'working'}
            onPress={() => setStep('sure')}
          >
            {step === 'working' ? 'Signing out…' : props.ask}
          </Button>
        )}
      </div>
    </>
  );
}
