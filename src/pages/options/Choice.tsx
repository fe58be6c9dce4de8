/** One of a few, with the reason where it can't be changed here. */
export function Choice<V extends string>(props: {
  id: string;
  label: string;
  value: V;
  options: readonly (readonly [V, string])[];
  note?: string;
  locked: string | undefined;
  onChoose: (value: V) => void;
}) {
  const { id, label, value, options, note, locked, onChoose } = props;
  const described = [note ? `${id}-note` : '', locked ? `${id}-locked` : ''].join(' ').trim();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={locked !== undefined}
        aria-describedby={described === '' ? undefined : described}
        onChange={(event) => {
          const chosen = options.find(([one]) => one === event.currentTarget.value);
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      {note ? (
        <p id={`${id}-note`} class="muted">
          {note}
        </p>
      ) : null}
      {locked ? (
        <p id={`${id}-locked`} class="locked">
          {locked}
        </p>
      ) : null}
    </div>
  );
}
