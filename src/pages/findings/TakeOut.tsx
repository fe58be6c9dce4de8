import { useState } from 'preact/hooks';
import type { CorrectionFormat } from '../../core/corrections/formats.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { shownNumber } from '../../ui/locale.ts';
import { FORMATS, NAMES_COVERED, NAMES_KEPT, NEVER_IN_IT } from './words.ts';

export type Save = (name: string, text: string, type: string) => void;

/** Corrections as a file to train on, with what is in it said before it is made. */
export function TakeOut(props: { ask: Ask; save: Save; space: string | undefined; under: string }) {
  const { ask, save, space, under } = props;
  const [format, setFormat] = useState<CorrectionFormat>('openai-preference');
  const [kept, setKept] = useState(false);
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const chosen = FORMATS.find(({ name }) => name === format);
  const id = `take-out${under}`;

  async function take(): Promise<void> {
    setBusy(true);
    setSaid('');
    try {
      const names = kept ? 'kept' : 'pseudonyms';
      const { text, lines } = await ask('corrections.export', { space, format, names });
      if (lines === 0) {
        setSaid('There is nothing of this kind yet, so no file was made.');
        return;
      }
      const name = `corrections-${format}-${new Date().toISOString().slice(0, 10)}.jsonl`;
      save(name, text, 'application/jsonl');
      setSaid(`${shownNumber(lines)} ${lines === 1 ? 'line' : 'lines'} saved as ${name}.`);
    } catch (error) {
      setSaid(`Not saved: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>Corrections to train on</h2>
      <label class="field">
        <span class="field-label">Form</span>
        <select
          value={format}
          onChange={({ currentTarget }) => {
            const found = FORMATS.find(({ name }) => name === currentTarget.value);
            if (found) setFormat(found.name);
          }}
        >
          {FORMATS.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <p>{chosen?.holds}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={kept}
          onChange={({ currentTarget }) => setKept(currentTarget.checked)}
        />
        <span>Keep names and addresses</span>
      </label>
      <p class={kept ? 'field-problem' : 'muted'}>{kept ? NAMES_KEPT : NAMES_COVERED}</p>
      <p class="muted">{NEVER_IN_IT}</p>
      <div class="row">
        <Button name="take-out" disabled={busy} onPress={() => void take()}>
          {busy ? 'Reading…' : 'Save the file'}
        </Button>
      </div>
      <p role="status" class="said">
        {said}
      </p>
    </section>
  );
}
