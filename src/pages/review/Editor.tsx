import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';
import { plainText } from './model.ts';
import { isMail, isTextDraft } from './plan.ts';
import type { Session } from './session.ts';
import { dropDraft, typed } from './text-draft.ts';

/** A plain editor for where there is no compose: subject and text. */
export function Editor({ session }: { session: Session }) {
  const { model } = session;
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => text.current?.focus(), []);
  const item = model.view.value?.item;
  if (!item || !isMail(item)) return null;
  const draft = isTextDraft(model.draft.value)
    ? model.draft.value
    : { subject: item.content.subject, body: plainText(item.content.body) };
  return (
    <section class="editor" aria-label={t('review_edit_mail')}>
      <div class="field">
        <label for="edit-subject">{t('review_subject')}</label>
        <input
          id="edit-subject"
          dir="auto"
          maxLength={998}
          value={draft.subject}
          onInput={(event) => typed(model, { subject: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="edit-body">{t('review_text')}</label>
        <textarea
          id="edit-body"
          ref={text}
          dir="auto"
          rows={10}
          maxLength={100_000}
          value={draft.body}
          onInput={(event) => typed(model, { body: event.currentTarget.value })}
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
          {t('review_done_editing')}
        </Button>
        <Button look="quiet" icon="undo" onPress={() => dropDraft(model)}>
          {t('review_back_agents_text')}
        </Button>
      </div>
    </section>
  );
}
