import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';

/**
 * A button that asks why before it does anything. What it will do stands beside the question; Escape closes
 * it, and what the gate said against it is said there.
 */
export function WithReason(props: {
  /** the button's word, and of which thing, for who can't see where it stands */
  word: string;
  of: string;
  /** what happens, in a sentence */
  means: string;
  look?: 'plain' | 'bad' | 'primary';
  disabled?: string | undefined;
  submit: (reason: string) => Promise<void>;
  children?: ComponentChildren;
}) {
  const { word, of, means, look = 'plain', disabled, submit, children } = props;
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useId();
  const said = reason.trim();
  // Who came by the keyboard goes on from where they were.
  const back = useRef(false);
  const close = (): void => {
    back.current = true;
    setAsked(false);
    setProblem('');
  };
  const go = async (): Promise<void> => {
    if (said === '' || busy) return;
    setBusy(true);
    try {
      await submit(said);
      setReason('');
      close();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  if (!asked)
    return (
      <button
        type="button"
        ref={(button) => {
          if (!button || !back.current) return;
          back.current = false;
          button.focus();
        }}
        class={`button ${look}`}
        aria-label={`${word} ${of}`}
        aria-disabled={disabled === undefined ? undefined : 'true'}
        title={disabled}
        onClick={(event) => {
          if (event.isTrusted && disabled === undefined) setAsked(true);
        }}
      >
        <span class="label">{word}…</span>
      </button>
    );
  return (
    <form
      class="field with-reason"
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
      {children}
      <label for={field}>
        Why? {word} {of}
      </label>
      <input
        id={field}
        maxLength={500}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
        ref={(input) => {
          if (input && !input.form?.contains(document.activeElement)) input.focus();
        }}
      />
      <p class="muted">{means}</p>
      {problem ? (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <div class="row">
        <Button
          look={look === 'plain' ? 'primary' : look}
          name="confirm"
          disabled={said === '' || busy}
          hint={said === '' ? 'Say why first' : undefined}
          onPress={() => void go()}
        >
          {word}
        </Button>
        <Button name="cancel" onPress={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
