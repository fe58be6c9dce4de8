import { useEffect, useId, useState } from 'preact/hooks';
import type { Fault } from '../../messages/policies.ts';
import { Described, type Description, describedBy } from '../../ui/Described.tsx';
import { TextInput } from '../../ui/TextInput.tsx';

/** The faults of a draft, as fields ask for theirs. */
export const faultAt = (faults: readonly Fault[], path: string): string | undefined =>
  faults.find((fault) => fault.path === path)?.message;

export function TextField(
  props: Description & {
    value: string | undefined;
    disabled?: boolean | undefined;
    onText: (text: string | undefined) => void;
  },
) {
  const id = useId();
  const { value, onText, ...field } = props;
  return (
    <TextInput
      {...field}
      id={id}
      maxLength={2000}
      value={value ?? ''}
      onText={(text) => onText(text === '' ? undefined : text)}
    />
  );
}

/** A number in the unit that people say; `factor` makes the document's of it. */
export function NumberField(
  props: Description & {
    value: number | undefined;
    factor?: number;
    disabled?: boolean | undefined;
    /** NaN for what is no number: the draft then has a fault there */
    onNumber: (value: number | undefined) => void;
  },
) {
  const id = useId();
  const { value, factor = 1, onNumber, ...field } = props;
  const shown = value === undefined || Number.isNaN(value) ? '' : String(said(value / factor));
  const [text, setText] = useState(shown);
  // What changes elsewhere (the document as text, a rebase) shows here; what is being typed stays.
  useEffect(() => {
    if (value !== undefined && Number.isNaN(value)) return;
    setText((typed) =>
      value !== undefined && Number(typed) === said(value / factor) ? typed : shown,
    );
  }, [value, factor, shown]);
  return (
    <TextInput
      {...field}
      id={id}
      inputMode="decimal"
      value={text}
      onText={(typed) => {
        setText(typed);
        const number = Number(typed.trim().replace(',', '.'));
        onNumber(typed.trim() === '' ? undefined : Number((number * factor).toPrecision(12)));
      }}
    />
  );
}

/** Without the last bits of a multiplication. */
const said = (value: number): number => Number(value.toPrecision(10));

export function Choice<V extends string>(
  props: Description & {
    value: V;
    options: readonly { value: V; label: string }[];
    disabled?: boolean | undefined;
    onChoice: (value: V) => void;
  },
) {
  const id = useId();
  const { value, options, disabled, onChoice, problem } = props;
  return (
    <Described {...props} id={id}>
      <select
        id={id}
        disabled={disabled}
        aria-describedby={describedBy(id, props)}
        aria-invalid={problem ? 'true' : undefined}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen) onChoice(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Described>
  );
}

export function Tick(props: {
  label: string;
  checked: boolean;
  disabled?: boolean | undefined;
  onTick: (checked: boolean) => void;
}) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        onChange={(event) => props.onTick(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}
