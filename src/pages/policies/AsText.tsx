import { useEffect, useId, useState } from 'preact/hooks';
import type { WorkflowInput } from '../../core/schema/workflow.ts';
import type { Fault } from '../../messages/policies.ts';
import { t } from '../../words/t.ts';
import { parseText } from './draft.ts';

/** The whole document, for what the form doesn't have; each fault with its exact place. */
export function AsText(props: {
  draft: WorkflowInput;
  readonly: boolean;
  onDraft: (draft: WorkflowInput) => void;
  /** faults of a text that is no document: then the draft is what it last was */
  onFaults: (faults: Fault[]) => void;
}) {
  const { draft, onDraft, onFaults } = props;
  const [text, setText] = useState(() => JSON.stringify(draft, null, 2));
  const [problems, setProblems] = useState<Fault[]>([]);
  const id = useId();
  useEffect(() => {
    // What the form changes shows here; what is being typed stays as it is typed.
    setText((typed) => {
      const read = parseText(typed);
      const same = 'draft' in read && JSON.stringify(read.draft) === JSON.stringify(draft);
      return same ? typed : JSON.stringify(draft, null, 2);
    });
  }, [draft]);
  return (
    <div class="field">
      <label for={id}>{t('policies_whole_document')}</label>
      <textarea
        id={id}
        class="mono"
        rows={18}
        spellcheck={false}
        readOnly={props.readonly}
        aria-invalid={problems.length > 0 ? 'true' : undefined}
        aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
        value={text}
        onInput={({ currentTarget: { value } }) => {
          setText(value);
          const read = parseText(value);
          const faults = 'faults' in read ? read.faults : [];
          setProblems(faults);
          onFaults(faults);
          if ('draft' in read) onDraft(read.draft);
        }}
      />
      <ul id={`${id}-problems`} class="faults">
        {problems.map(({ path, message }) => (
          <li key={path + message} class="field-problem">
            {path === '' ? null : <code>{path}</code>} {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
