import type { SettingsInForce } from '../../messages/pages-to-worker.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Visible } from '../../ui/Visible.tsx';

/** Says that an organisation has set some of this, and what it has set wrongly. */
export function OfOrganisation({ settings }: { settings: SettingsInForce }) {
  const { locked, lockedKeys, faults, gates } = settings;
  const some = locked.length > 0 || lockedKeys.length > 0 || gates !== undefined;
  return (
    <>
      {some ? (
        <p class="locked">
          Your organisation has set some of this. What it has set is in force and cannot be changed
          here; it says so beside it.
        </p>
      ) : null}
      {faults.length > 0 ? (
        <Banner tone="warn" icon="alert" title="Your organisation’s policy has a mistake">
          <p>These values are not used. Tell whoever looks after your browsers:</p>
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
