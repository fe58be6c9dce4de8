import { useEffect, useId, useState } from 'preact/hooks';
import { Described, type Description, describedBy } from '../../ui/Described.tsx';
import { listOf } from './exception-rules.ts';

/** Several short texts with commas between them; undefined where there is none. */
export function ListField(
  props: Description & {
    value: readonly string[] | undefined;
    disabled?: boolean | undefined;
    onList: (list: string[] | undefined) => void;
  },
) {
  const id = useId();
  const { value, disabled, onList, problem } = props;
  const shown = value?.join(', ') ?? '';
  const [text, setText] = useState(shown);
  // What changes elsewhere shows here; a comma that was just typed stays.
  useEffect(() => {
    setText((typed) => (listOf(typed)?.join(', ') === (shown || undefined) ? typed : shown));
  }, [shown]);
  return (
    <Described {...props} id={id}>
      <input
        id={id}
        autocomplete="off"
        spellcheck={false}
        disabled={disabled}
        aria-describedby={describedBy(id, props)}
        aria-invalid={problem ? 'true' : undefined}
        value={text}
        onInput={({ currentTarget: { value: typed } }) => {
          setText(typed);
          onList(listOf(typed));
        }}
      />
    </Described>
  );
}
