import { useState } from 'preact/hooks';
import type { CorrectionFormat } from '../../core/corrections/formats.ts';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { t, tn } from '../../words/t.ts';
import { FORMATS } from './words.ts';

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
        setSaid(t('findings_no_file'));
        return;
      }
      const name = `corrections-${format}-${new Date().toISOString().slice(0, 10)}.jsonl`;
      save(name, text, 'application/jsonl');
      setSaid(tn('findings_lines_saved', lines, { name }));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      setSaid(t('findings_not_saved', { why }));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{t('findings_to_train_on')}</h2>
      <label class="field">
        <span class="field-label">{t('findings_form')}</span>
        <select
          value={format}
          onChange={({ currentTarget }) => {
            const found = FORMATS.find(({ name }) => name === currentTarget.value);
            if (found) setFormat(found.name);
          }}
        >
          {FORMATS.map(({ name, label }) => (
            <option key={name} value={name}>
              {t(label)}
            </option>
          ))}
        </select>
      </label>
      {chosen ? <p>{t(chosen.holds)}</p> : null}
      <label class="check">
        <input
          type="checkbox"
          checked={kept}
          onChange={({ currentTarget }) => setKept(currentTarget.checked)}
        />
        <span>{t('findings_keep_names')}</span>
      </label>
      <p class={kept ? 'field-problem' : 'muted'}>
        {t(kept ? 'findings_names_kept' : 'findings_names_covered')}
      </p>
      <p class="muted">{t('findings_never_in_it')}</p>
      <div class="row">
        <Button name="take-out" disabled={busy} onPress={() => void take()}>
          {t(busy ? 'findings_reading_file' : 'findings_save')}
        </Button>
      </div>
      <p role="status" class="said">
        {said}
      </p>
    </section>
  );
}
