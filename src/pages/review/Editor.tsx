import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { plainText } from './model.ts';
import { isMail } from './plan.ts';
import type { Session } from './session.ts';

/** A plain editor for where there is no compose: subject and text. */
export function Editor({ session }: { session: Session }) {
  const { model } = session;
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => text.current?.focus(), []);
  const item = model.view.value?.item;
  if (!item || !isMail(item)) return null;
  const draft = model.draft.value ?? {
    subject: item.content.subject,
    body: plainText(item.content.body),
  };
  return (
    <section class="editor" aria-label="Edit the mail">
      <div class="field">
        <label for="edit-subject">Subject</label>
        <input
          id="edit-subject"
          dir="auto"
          maxLength={998}
          value={draft.subject}
          onInput={(event) => session.typed({ subject: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="edit-body">Text</label>
        <textarea
          id="edit-body"
          ref={text}
          dir="auto"
          rows={10}
          maxLength={100_000}
          value={draft.body}
          onInput={(event) => session.typed({ body: event.currentTarget.value })}
        />
      </div>
      <div class="row">
        <Button
          icon="approve"
          keyName="Esc"
          onPress={() => {
            model.menu.value = null;
          }}
        >
          Done editing
        </Button>
        <Button look="quiet" icon="undo" onPress={() => session.dropDraft()}>
          Back to the agent's text
        </Button>
      </div>
    </section>
  );
}
