import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { t } from '../words/t.ts';
import { Button } from './Button.tsx';

/**
 * Asks for the reason that goes on record, then does it. Enter does it, too, and Escape closes; what went
 * wrong is said where it was asked, with what was typed still there.
 */
export function ReasonForm(props: {
  /** the question */
  label: string;
  /** the word of the button that does it, and while it is under way */
  word: string;
  busyWord?: string;
  look?: 'bad' | 'primary';
  /** rejects with a sentence; resolves once it is done, after which it closes */
  submit: (reason: string) => Promise<void>;
  close: () => void;
  /** asked for before the reason */
  fields?: ComponentChildren;
  /** what will happen, below the reason */
  children?: ComponentChildren;
}) {
  const { label, word, busyWord = word, look = 'primary', submit, close, fields, children } = props;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const field = useId();
  const said = reason.trim();
  const go = async (): Promise<void> => {
    if (busy || said === '') return;
    setBusy(true);
    try {
      await submit(said);
      close();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <form
      class="field reason-form"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        const { key, target } = event;
        // With a second field in it a form isn't sent by Enter unless it has a submit button.
        const enter = key === 'Enter' && target instanceof HTMLInputElement;
        if (key === 'Escape') close();
        else if (enter && event.isTrusted) void go();
        else return;
        event.preventDefault();
      }}
    >
      {fields}
      <label for={field}>{label}</label>
      <input
        id={field}
        maxLength={500}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
        ref={(input) => {
          if (input && !input.form?.contains(document.activeElement)) input.focus();
        }}
      />
      {children}
      {problem ? (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <div class="row">
        <Button
          look={look}
          name="confirm"
          disabled={said === '' || busy}
          hint={said === '' ? t('ui_say_why_first') : undefined}
          onPress={() => void go()}
        >
          {busy ? busyWord : word}
        </Button>
        <Button name="cancel" onPress={close}>
          {t('ui_cancel')}
        </Button>
      </div>
    </form>
  );
}
