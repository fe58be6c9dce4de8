import { useEffect, useId, useState } from 'preact/hooks';
import type { Description } from '../../ui/Described.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
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
  const { value, onList, ...field } = props;
  const shown = value?.join(', ') ?? '';
  const [text, setText] = useState(shown);
  // What changes elsewhere shows here; a comma that was just typed stays.
  useEffect(() => {
    setText((typed) => (listOf(typed)?.join(', ') === (shown || undefined) ? typed : shown));
  }, [shown]);
  return (
    <TextInput
      {...field}
      id={id}
      value={text}
      onText={(typed) => {
        setText(typed);
        onList(listOf(typed));
      }}
    />
  );
}
