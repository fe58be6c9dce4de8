import { useRef, useState } from 'preact/hooks';
import type { OwnWords as Own } from '../../core/review/own-words.ts';
import { Button } from '../../ui/Button.tsx';
import { anyReasonWords } from '../../ui/reason-words.ts';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';

/** What the person wrote for a decision that did not count, still theirs to copy. */
export function OwnWords({ own }: { own: Own }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const { reason, note, text } = own;
  async function copy(whole: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(whole);
      setSaid(t('review_own_copied'));
    } catch {
      // A page may keep frames in it from the clipboard: then the person copies by hand.
      area.current?.focus();
      area.current?.select();
      setSaid(t('review_own_selected'));
    }
  }
  return (
    <div class="own-words">
      {reason ? (
        <p>
          {note
            ? tx('review_own_reason_note', {
                ...{ reason: anyReasonWords(reason), note: <Visible text={note} /> },
              })
            : t('review_own_reason', { reason: anyReasonWords(reason) })}
        </p>
      ) : null}
      {text ? (
        <>
          <label>
            <span>{t('review_own_text')}</span>
            <textarea ref={area} readOnly rows={6} dir="auto" value={text} />
          </label>
          <div class="row">
            <Button name="copy-own" onPress={() => void copy(text)}>
              {t('review_copy_own')}
            </Button>
            <span role="status">{said}</span>
          </div>
        </>
      ) : null}
    </div>
  );
}
