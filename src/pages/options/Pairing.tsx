import { useState } from 'preact/hooks';
import type { Ask } from '../../messages/page-ask.ts';
import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { t } from '../../words/t.ts';
import { GateField } from './GateField.tsx';
import { gateUrlProblem } from './gate-url.ts';

type Tried = { state: 'idle' } | { state: 'pairing' } | { state: 'failed'; why: string };

export type PairingProps = {
  ask: Ask;
  onPaired: () => void;
  /** the gates that the organisation allows; undefined where any is */
  gates: readonly string[] | undefined;
  /** the connection that is paired again; one more where there is none */
  again?: SpaceStatus;
  onCancel?: () => void;
};

/** What a gate's pairing code asks for. */
export function PairingForm({ ask, onPaired, gates, again, onCancel }: PairingProps) {
  const [typed, setGateUrl] = useState(again?.gate.url ?? '');
  const gateUrl = gates && !gates.includes(typed) ? (gates[0] ?? '') : typed;
  const [code, setCode] = useState('');
  const [device, setDevice] = useState('');
  const [tried, setTried] = useState<Tried>({ state: 'idle' });
  const problem = gateUrl === '' ? null : gateUrlProblem(gateUrl);
  const ready = gateUrl !== '' && !problem && code.trim() !== '' && device.trim() !== '';
  const id = (name: string) => (again ? `${again.id}-${name}` : name);

  async function pair(): Promise<void> {
    if (!ready || tried.state === 'pairing') return;
    setTried({ state: 'pairing' });
    try {
      const payload = { gateUrl: gateUrl.trim(), code: code.trim(), device: device.trim() };
      const { paired, detail } = await ask('pair', {
        ...payload,
        ...(again ? { space: again.id } : {}),
      });
      setTried(
        paired ? { state: 'idle' } : { state: 'failed', why: detail ?? t('options_refused') },
      );
      if (paired) onPaired();
    } catch (error) {
      setTried({ state: 'failed', why: error instanceof Error ? error.message : String(error) });
    }
  }

  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        void pair();
      }}
    >
      <GateField id={id('gate')} {...{ gates, problem }} value={gateUrl} onText={setGateUrl} />
      <TextInput
        {...{ id: id('code'), label: t('options_pairing_code'), value: code, maxLength: 40 }}
        problem={undefined}
        onText={setCode}
      />
      <TextInput
        id={id('device')}
        label={t('options_name_device')}
        value={device}
        maxLength={120}
        placeholder={t('options_anas_laptop')}
        problem={undefined}
        onText={setDevice}
      />
      {tried.state === 'failed' ? (
        <Banner tone="bad" icon="alert" title={t('options_not_paired')} urgent>
          <p>{tried.why}</p>
        </Banner>
      ) : null}
      <div class="row">
        <button
          type="submit"
          class="button primary"
          aria-disabled={ready && tried.state !== 'pairing' ? undefined : 'true'}
        >
          {tried.state === 'pairing' ? t('options_pairing') : t('options_pair')}
        </button>
        {onCancel ? <Button onPress={onCancel}>{t('options_cancel')}</Button> : null}
      </div>
    </form>
  );
}

/** The first pairing, on a page that has nothing else to say. */
export function Pairing(props: PairingProps) {
  return (
    <section class="card" aria-labelledby="pairing">
      <h2 id="pairing">{t('options_pair_device')}</h2>
      <p>{t('options_ask_whoever_runs_your_gate')}</p>
      <PairingForm {...props} />
    </section>
  );
}

/** One more workspace, of this gate or another. */
export function PairAnother(props: Omit<PairingProps, 'again' | 'onCancel'>) {
  const [open, setOpen] = useState(false);
  return (
    <section class="card" aria-labelledby="pairing">
      <h2 id="pairing">{t('options_another_workspace')}</h2>
      <p>{t('options_if_you_review_more_than')}</p>
      {open ? (
        <PairingForm
          {...props}
          onPaired={() => {
            setOpen(false);
            props.onPaired();
          }}
          onCancel={() => setOpen(false)}
        />
      ) : (
        <div class="row">
          <Button name="pair-another" onPress={() => setOpen(true)}>
            {t('options_pair_another_workspace')}
          </Button>
        </div>
      )}
    </section>
  );
}
