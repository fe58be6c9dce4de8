import { useState } from 'preact/hooks';
import type { Status } from '../../messages/pages-to-worker.ts';
import { Banner } from '../../ui/Banner.tsx';
import { CONNECTION_WORDS } from '../../ui/connection-words.ts';
import type { Ask } from './ask.ts';
import { gateUrlProblem } from './gate-url.ts';
import { LOCKED } from './use-settings.ts';

type Tried = { state: 'idle' } | { state: 'pairing' } | { state: 'failed'; why: string };

/** Pairing with a code that the gate printed. */
export function Pairing(props: {
  ask: Ask;
  status: Status;
  onPaired: () => void;
  /** the only gate that the organisation allows */
  gateAddress: string | undefined;
}) {
  const { gateAddress } = props;
  const [typed, setGateUrl] = useState(props.status.gate?.url ?? '');
  const gateUrl = gateAddress ?? typed;
  const [code, setCode] = useState('');
  const [device, setDevice] = useState('');
  const [tried, setTried] = useState<Tried>({ state: 'idle' });
  const problem = gateUrl === '' ? null : gateUrlProblem(gateUrl);
  const ready = gateUrl !== '' && !problem && code.trim() !== '' && device.trim() !== '';

  async function pair(): Promise<void> {
    if (!ready || tried.state === 'pairing') return;
    setTried({ state: 'pairing' });
    try {
      const payload = { gateUrl: gateUrl.trim(), code: code.trim(), device: device.trim() };
      const { paired, detail } = await props.ask('pair', payload);
      setTried(paired ? { state: 'idle' } : { state: 'failed', why: detail ?? 'It was refused.' });
      if (paired) props.onPaired();
    } catch (error) {
      setTried({ state: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  }

  return (
    <section class="card" aria-labelledby="pairing">
      <h2 id="pairing">Pair this device</h2>
      <p>
        {props.status.connection === 'revoked'
          ? CONNECTION_WORDS.revoked.means
          : 'Ask whoever runs your gate for a pairing code. A code works once, for a short time.'}
      </p>
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          void pair();
        }}
      >
        <div class="field">
          <label for="gate">Gate address</label>
          <input
            id="gate"
            type="url"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            maxLength={500}
            placeholder="https://gate.example.com"
            aria-describedby={problem || gateAddress ? 'gate-problem' : undefined}
            aria-invalid={problem ? 'true' : undefined}
            readOnly={gateAddress !== undefined}
            value={gateUrl}
            onInput={(event) => setGateUrl(event.currentTarget.value)}
          />
          {problem || gateAddress ? (
            <p id="gate-problem" class={problem ? 'field-problem' : 'locked'}>
              {problem ?? LOCKED}
            </p>
          ) : null}
        </div>
        <div class="field">
          <label for="code">Pairing code</label>
          <input
            id="code"
            autocomplete="off"
            spellcheck={false}
            maxLength={40}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="device">Name of this device</label>
          <input
            id="device"
            autocomplete="off"
            maxLength={120}
            placeholder="Ana’s laptop"
            value={device}
            onInput={(event) => setDevice(event.currentTarget.value)}
          />
        </div>
        {tried.state === 'failed' ? (
          <Banner tone="bad" icon="alert" title="Not paired" urgent>
            <p>{tried.why}</p>
          </Banner>
        ) : null}
        <div class="row">
          <button
            type="submit"
            class="button primary"
            aria-disabled={ready && tried.state !== 'pairing' ? undefined : 'true'}
          >
            {tried.state === 'pairing' ? 'Pairing…' : 'Pair'}
          </button>
        </div>
      </form>
    </section>
  );
}
