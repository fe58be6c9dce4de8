import { useRef, useState } from 'preact/hooks';
import type { OwnWords as Own } from '../../core/review/own-words.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';

/** What the person wrote for a decision that did not count, still theirs to copy. */
export function OwnWords({ own }: { own: Own }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const { reason, text } = own;
  async function copy(whole: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(whole);
      setSaid('Copied.');
    } catch {
      // A page may keep frames in it from the clipboard: then the person copies by hand.
      area.current?.focus();
      area.current?.select();
      setSaid('Selected. Copy it with Ctrl or Command and C.');
    }
  }
  return (
    <div class="own-words">
      {reason ? (
        <p>
          Your reason: <Visible text={reason} />
        </p>
      ) : null}
      {text ? (
        <>
          <label>
            <span>Your text, which is kept here only:</span>
            <textarea ref={area} readOnly rows={6} dir="auto" value={text} />
          </label>
          <div class="row">
            <Button name="copy-own" onPress={() => void copy(text)}>
              Copy my text
            </Button>
            <span role="status">{said}</span>
          </div>
        </>
      ) : null}
    </div>
  );
}
