import { type Policy, RiskTier, type TierOwner } from '../../core/schema/workflow.ts';
import { t } from '../../words/t.ts';
import { TIER_WORDS } from '../review/words.ts';
import { NumberField, TextField, Tick } from './Fields.tsx';
import { orNothing, type PartProps, without } from './part.ts';
import { RISKS } from './words.ts';

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
    <section class="card" aria-label={t('policies_who_decides')}>
      <h3>{t('policies_who_decides')}</h3>
      <p class="muted">{t('policies_who_decides_note')}</p>
      {RiskTier.options.map((tier) => {
        const owner = ownership?.[tier];
        const at = `/policy/ownership/${tier}`;
        const named = { risk: t(RISKS[tier]) };
        return (
          <details key={tier} open={problem(`${at}/approver`) !== undefined}>
            <summary>
              {t('policies_tier_approver', {
                tier: t(TIER_WORDS[tier]),
                approver: owner?.approver || t('policies_anybody'),
              })}
            </summary>
            <TextField
              label={t('policies_approver', named)}
              problem={problem(`${at}/approver`) ?? problem(`${at}/signOff`)}
              value={owner?.approver}
              {...{ disabled }}
              onText={(approver = '') => set(tier, { approver })}
            />
            <TextField
              label={t('policies_stand_in', named)}
              problem={problem(`${at}/standIn`)}
              value={owner?.standIn}
              {...{ disabled }}
              onText={(standIn) => set(tier, { standIn })}
            />
            <NumberField
              label={t('policies_to_stand_in_after', named)}
              problem={problem(`${at}/escalateAfterHours`)}
              value={owner?.escalateAfterHours}
              {...{ disabled }}
              onNumber={(escalateAfterHours) => set(tier, { escalateAfterHours })}
            />
            <Tick
              label={t('policies_nobody_else', named)}
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
