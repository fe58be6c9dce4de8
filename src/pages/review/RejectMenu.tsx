import { Button } from '../../ui/Button.tsx';
import { Reasons } from './Reasons.tsx';
import type { Session } from './session.ts';

/** Nine reasons, one key each, and a note for those who want to say more. */
export function RejectMenu({ session }: { session: Session }) {
  const { model } = session;
  return (
    <div class="reject">
      <div class="row between">
        <h2>Reject: why?</h2>
        <Button
          look="quiet"
          icon="close"
          keyName="Esc"
          onPress={() => {
            model.menu.value = null;
          }}
        >
          Back
        </Button>
      </div>
      <Reasons legend="The agent gets this reason." onChoose={(code) => session.rejectFor(code)} />
      <div class="field">
        <label for="reject-note">Note for the agent (optional)</label>
        <input
          id="reject-note"
          value={model.note.value}
          maxLength={2000}
          onInput={(event) => {
            model.note.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.isTrusted) event.currentTarget.blur();
          }}
        />
      </div>
    </div>
  );
}
