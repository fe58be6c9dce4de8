import type { Session } from './session.ts';

/** A line that goes with the decision. Enter leaves it, so that the next key is a key again. */
export function Note({ session, label }: { session: Session; label: string }) {
  const { model } = session;
  return (
    <div class="field">
      <label for="reject-note">{label}</label>
      <input
        id="reject-note"
        dir="auto"
        value={model.note.value}
        maxLength={1500}
        onInput={(event) => {
          model.note.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.isTrusted) event.currentTarget.blur();
        }}
      />
    </div>
  );
}
