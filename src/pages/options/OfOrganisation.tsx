import type { SettingsInForce } from '../../messages/pages-to-worker.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';

/** Says that an organisation has set some of this, and what it has set wrongly. */
export function OfOrganisation({ settings }: { settings: SettingsInForce }) {
  const { locked, lockedKeys, faults, gates } = settings;
  const some = locked.length > 0 || lockedKeys.length > 0 || gates !== undefined;
  return (
    <>
      {some ? <p class="locked">{t('options_your_organisation_has_set_some')}</p> : null}
      {faults.length > 0 ? (
        <Banner tone="warn" icon="alert" title={t('options_your_organisations_policy_has_mistake')}>
          <p>{t('options_these_values_not_used_tell')}</p>
          <ul>
            {faults.map(({ name, why }) => (
              <li key={name}>
                <span class="mono">
                  <Visible text={name} />
                </span>
                : <Visible text={why} />
              </li>
            ))}
          </ul>
        </Banner>
      ) : null}
    </>
  );
}
