import { t } from '../../words/t.ts';
import { LOCKED } from './use-settings.ts';

/** The gate's address: typed, or one of those that the organisation allows. */
export function GateField(props: {
  id: string;
  value: string;
  gates: readonly string[] | undefined;
  problem: string | null;
  onText: (text: string) => void;
}) {
  const { id, value, gates, problem, onText } = props;
  const said = problem ?? (gates ? t(LOCKED) : null);
  const described = said ? `${id}-problem` : undefined;
  return (
    <div class="field">
      <label for={id}>{t('options_gate_address')}</label>
      {gates && gates.length > 1 ? (
        <select
          id={id}
          value={value}
          aria-describedby={described}
          onChange={(event) => onText(event.currentTarget.value)}
        >
          {gates.map((gate) => (
            <option key={gate} value={gate}>
              {gate}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="url"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          maxLength={500}
          placeholder="https://gate.example.com"
          aria-describedby={described}
          aria-invalid={problem ? 'true' : undefined}
          readOnly={gates !== undefined}
          value={value}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      )}
      {said ? (
        <p id={described} class={problem ? 'field-problem' : 'locked'}>
          {said}
        </p>
      ) : null}
    </div>
  );
}
