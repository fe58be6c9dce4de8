/** One line to type, with what it is for and what is wrong with it. */
export function TextField(props: {
  id: string;
  label: string;
  value: string;
  placeholder?: string;
  note?: string;
  maxLength: number;
  problem: string | undefined;
  onText: (text: string) => void;
}) {
  const { id, label, value, placeholder, note, maxLength, problem, onText } = props;
  const described = [note ? `${id}-note` : '', problem ? `${id}-problem` : ''].join(' ').trim();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        autocomplete="off"
        spellcheck={false}
        maxLength={maxLength}
        placeholder={placeholder}
        aria-describedby={described === '' ? undefined : described}
        aria-invalid={problem ? 'true' : undefined}
        value={value}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      {note ? (
        <p id={`${id}-note`} class="muted">
          {note}
        </p>
      ) : null}
      {problem ? (
        <p id={`${id}-problem`} class="field-problem">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
