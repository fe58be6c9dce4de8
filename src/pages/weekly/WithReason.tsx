import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ReasonForm } from '../../ui/ReasonForm.tsx';

/**
 * A button that asks why before it does anything. What it will do stands beside the question; Escape closes
 * it, and what the gate said against it is said there.
 */
export function WithReason(props: {
  /** what it does, in a word */
  word: string;
  /** on the button that asks */
  button: string;
  /** of which thing, for who can't see where the button stands */
  name: string;
  question: string;
  /** what happens, in a sentence */
  means: string;
  look?: 'plain' | 'bad' | 'primary';
  disabled?: string | undefined;
  submit: (reason: string) => Promise<void>;
  children?: ComponentChildren;
}) {
  const { word, means, look = 'plain', disabled, submit, children } = props;
  const [asked, setAsked] = useState(false);
  // Who came by the keyboard goes on from where they were.
  const back = useRef(false);
  const close = (): void => {
    back.current = true;
    setAsked(false);
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
        aria-label={props.name}
        aria-disabled={disabled === undefined ? undefined : 'true'}
        title={disabled}
        onClick={(event) => {
          if (event.isTrusted && disabled === undefined) setAsked(true);
        }}
      >
        <span class="label">{props.button}</span>
      </button>
    );
  return (
    <ReasonForm
      label={props.question}
      word={word}
      look={look === 'plain' ? 'primary' : look}
      {...{ submit, close }}
      fields={children}
    >
      <p class="muted">{means}</p>
    </ReasonForm>
  );
}
