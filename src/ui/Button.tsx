import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.tsx';
import { KeyHint, keyShortcut } from './KeyHint.tsx';

export type ButtonProps = {
  children: ComponentChildren;
  onPress: (event: MouseEvent) => void;
  icon?: IconName;
  /** the key that does the same; shown on the button */
  keyName?: string | undefined;
  look?: 'primary' | 'plain' | 'quiet' | 'bad';
  disabled?: boolean;
  pressed?: boolean;
  /** why it is disabled, or what it does beyond its word */
  hint?: string | undefined;
  name?: string;
};

/**
 * A button that carries its key. Disabled ones stay focusable and say why, so that a keyboard user
 * isn't thrown off the row. Acts on trusted clicks only: a page script can't press it.
 */
export function Button(props: ButtonProps) {
  const { children, onPress, icon, keyName, look = 'plain', disabled, pressed, hint } = props;
  return (
    <button
      type="button"
      class={`button ${look}`}
      aria-disabled={disabled ? 'true' : undefined}
      aria-pressed={pressed}
      aria-keyshortcuts={keyName ? keyShortcut(keyName) : undefined}
      title={hint}
      data-name={props.name}
      onKeyDown={(event) => {
        // A key that is held down presses once, whatever comes to stand in this button's place.
        if (event.repeat && event.key === 'Enter') event.preventDefault();
      }}
      onClick={(event) => {
        if (!disabled && event.isTrusted) onPress(event);
      }}
    >
      {icon ? <Icon name={icon} /> : null}
      <span class="label">{children}</span>
      {keyName ? <KeyHint keyName={keyName} /> : null}
    </button>
  );
}
