import { useId, useState } from 'preact/hooks';
import type { Fix } from '../../core/antipatterns/finding.ts';
import { Button } from '../../ui/Button.tsx';

/** Asks for the reason that goes on record, then does it; what went wrong is said where it was asked. */
export function FixForm(props: {
  fix: Fix;
  apply: (reason: string) => Promise<void>;
  close: () => void;
}) {
  const { fix, apply, close } = props;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const field = useId();
  const said = reason.trim();
  const submit = async (): Promise<void> => {
    if (busy || said === '') return;
    setBusy(true);
    try {
      await apply(said);
      close();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        if (event.isTrusted) void submit();
      }}
    >
      <label for={field}>Why?</label>
      <input
        id={field}
        maxLength={500}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          close();
        }}
        ref={(input) => input?.focus()}
      />
      <p class="muted">
        {fix.basedOn === undefined
          ? 'It happens at once, and goes on record with your name and this reason.'
          : `It makes version ${fix.basedOn + 1} of the policy, with your name and this reason. Any version can be put back.`}
      </p>
      {problem === '' ? null : (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="row">
        <Button
          look="primary"
          name="confirm"
          disabled={said === '' || busy}
          hint={said === '' ? 'Say why first' : undefined}
          onPress={() => void submit()}
        >
          {busy ? 'On its way…' : 'Do it'}
        </Button>
        <Button name="cancel" onPress={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
