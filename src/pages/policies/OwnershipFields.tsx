import { type Policy, RiskTier, type TierOwner } from '../../core/schema/workflow.ts';
import { NumberField, TextField, Tick } from './Fields.tsx';
import { orNothing, type PartProps, without } from './part.ts';

/** One accountable person a tier (G9), who stands in, and when. */
export function OwnershipFields({ policy, problem, disabled, setPolicy }: PartProps) {
  const { ownership } = policy;
  const set = (tier: RiskTier, change: Partial<TierOwner>): void => {
    const owner = without({ approver: '', ...ownership?.[tier], ...change });
    const empty = owner.approver === '' && Object.keys(owner).length === 1;
    const next: Policy['ownership'] = { ...ownership, [tier]: empty ? undefined : owner };
    setPolicy({ ownership: orNothing(next) });
  };
  return (
    <section class="card" aria-label="Who decides">
      <h3>Who decides</h3>
      <p class="muted">A tier without an approver is anybody’s who reviews the mailbox.</p>
      {RiskTier.options.map((tier) => {
        const owner = ownership?.[tier];
        const at = `/policy/ownership/${tier}`;
        return (
          <details key={tier} open={problem(`${at}/approver`) !== undefined}>
            <summary>
              {TIERS[tier]}: {owner?.approver || 'anybody'}
            </summary>
            <TextField
              label={`Approver, ${tier} risk`}
              problem={problem(`${at}/approver`) ?? problem(`${at}/signOff`)}
              value={owner?.approver}
              {...{ disabled }}
              onText={(approver = '') => set(tier, { approver })}
            />
            <TextField
              label={`Stand-in, ${tier} risk`}
              problem={problem(`${at}/standIn`)}
              value={owner?.standIn}
              {...{ disabled }}
              onText={(standIn) => set(tier, { standIn })}
            />
            <NumberField
              label={`To the stand-in after, hours, ${tier} risk`}
              problem={problem(`${at}/escalateAfterHours`)}
              value={owner?.escalateAfterHours}
              {...{ disabled }}
              onNumber={(escalateAfterHours) => set(tier, { escalateAfterHours })}
            />
            <Tick
              label={`Nobody else decides ${tier} risk`}
              checked={owner?.exclusive === true}
              {...{ disabled }}
              onTick={(yes) => set(tier, { exclusive: yes ? true : undefined })}
            />
            {problem(`${at}/exclusive`) ? (
              <p class="field-problem">{problem(`${at}/exclusive`)}</p>
            ) : null}
          </details>
        );
      })}
    </section>
  );
}

const TIERS: Readonly<Record<RiskTier, string>> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
};
