import { Described, type Description, describedBy } from './Described.tsx';

/** One line to type, with what it is for and what is wrong with it. */
export function TextInput(
  props: Description & {
    id: string;
    value: string;
    placeholder?: string;
    /** in UTF-16 code units */
    maxLength?: number;
    disabled?: boolean | undefined;
    /** `decimal`: a keyboard on screen has digits */
    inputMode?: 'decimal';
    onText: (text: string) => void;
  },
) {
  const { id, value, placeholder, maxLength, disabled, inputMode, problem, onText } = props;
  return (
    <Described {...props}>
      <input
        id={id}
        inputMode={inputMode}
        autocomplete="off"
        spellcheck={false}
        maxLength={maxLength}
        placeholder={placeholder}
        disabled={disabled}
        aria-describedby={describedBy(id, props)}
        aria-invalid={problem ? 'true' : undefined}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </Described>
  );
}
