import '../../ui/seldom-icons.ts';
import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import type { Ask } from './ask.ts';

/** Signs out and wipes; asks once, and says what would be lost. */
export function SignOut({ ask, outbox, onDone }: { ask: Ask; outbox: number; onDone: () => void }) {
  const [step, setStep] = useState<'idle' | 'sure' | 'working'>('idle');
  const [failed, setFailed] = useState('');

  async function signOut(): Promise<void> {
    setStep('working');
    try {
      await ask('sign-out', {});
      onDone();
      setStep('idle');
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
      setStep('idle');
    }
  }

  return (
    <section class="card" aria-labelledby="sign-out">
      <h2 id="sign-out">Sign out</h2>
      <p>
        This revokes the device at the gate, turns your sites off, and wipes the queue, your
        settings and the signing key from this browser.
        {outbox > 0
          ? ` ${outbox === 1 ? 'One decision has' : `${outbox} decisions have`} not reached the gate and would be lost.`
          : ''}
      </p>
      {failed ? <p class="field-problem">Not signed out: {failed}</p> : null}
      <div class="row">
        {step === 'sure' ? (
          <>
            <Button look="bad" icon="sign-out" name="sign-out-sure" onPress={() => void signOut()}>
              Yes, sign out and wipe
            </Button>
            <Button onPress={() => setStep('idle')}>Keep me signed in</Button>
          </>
        ) : (
          <Button
            icon="sign-out"
            name="sign-out"
            disabled={step === 'working'}
            onPress={() => setStep('sure')}
          >
            {step === 'working' ? 'Signing out…' : 'Sign out and wipe'}
          </Button>
        )}
      </div>
    </section>
  );
}
