import type { Fix } from '../../core/antipatterns/finding.ts';
import { ReasonForm } from '../../ui/ReasonForm.tsx';

/** Asks why this fix, and says what it will do. */
export function FixForm(props: {
  fix: Fix;
  apply: (reason: string) => Promise<void>;
  close: () => void;
}) {
  const { fix, apply, close } = props;
  return (
    <ReasonForm label="Why?" word="Do it" busyWord="On its way…" submit={apply} close={close}>
      <p class="muted">
        {fix.basedOn === undefined
          ? 'It happens at once, and goes on record with your name and this reason.'
          : `It makes version ${fix.basedOn + 1} of the policy, with your name and this reason. Any version can be put back.`}
      </p>
    </ReasonForm>
  );
}
