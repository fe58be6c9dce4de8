import { Difference } from '../../ui/Difference.tsx';
import { imageChanges } from './images.ts';
import { isMail } from './plan.ts';
import { Reasons } from './Reasons.tsx';
import type { Session } from './session.ts';
import { summary } from './summary.ts';

/** The person's difference from the agent's text as it grows, with the reason it would be filed under. */
export function Edited({ session }: { session: Session }) {
  const { model } = session;
  const item = model.view.value?.item;
  const plan = model.plan.value;
  if (!item || !isMail(item) || !plan?.can || plan.action !== 'approve_edited') return null;
  if (plan.leaves.kind !== 'email.draft') return null;
  const { guess = 'other' } = plan;
  const before = summary(item.content);
  const after = imageChanges([], plan.leaves.images ?? []) + summary(plan.leaves);
  return (
    <section class="edited" aria-label="Your edit">
      <h2 class="minor">Your edit</h2>
      <Difference before={before} after={after} label="Difference from the agent's draft" />
      <Reasons
        legend="Filed as"
        chosen={model.editReason.value ?? guess}
        guess={guess}
        onChoose={(reason) => {
          model.editReason.value = reason;
        }}
      />
    </section>
  );
}
