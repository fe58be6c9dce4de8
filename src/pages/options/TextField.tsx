import { Described, type Description, describedBy } from '../../ui/Described.tsx';

/** One line to type, with what it is for and what is wrong with it. */
export function TextField(
  props: Description & {
    id: string;
    value: string;
    placeholder?: string;
    maxLength: number;
    onText: (text: string) => void;
  },
) {
  const { id, value, placeholder, maxLength, problem, onText } = props;
  return (
    <Described {...props}>
      <input
        id={id}
        autocomplete="off"
        spellcheck={false}
        maxLength={maxLength}
        placeholder={placeholder}
        aria-describedby={describedBy(id, props)}
        aria-invalid={problem ? 'true' : undefined}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </Described>
  );
}
