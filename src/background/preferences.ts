import {
  type InForce,
  type Policy,
  type PolicyFault,
  readPolicy,
  settingsInForce,
  sitesProblem,
} from '../core/settings/policy.ts';
import { readSettings, type SettingName, type SettingsChange } from '../core/settings/settings.ts';
import { tableProblem } from '../core/settings/shortcuts.ts';
import { MessageError } from '../messages/channel.ts';
import type { Store } from '../store/db.ts';
import { changeMeta, getMeta } from '../store/meta.ts';
import { t } from '../words/t.ts';

/** What is in force, and what the organisation delivered for it. */
export type Standing = InForce & { policy: Policy; faults: PolicyFault[] };

/** The person's settings, kept in Dexie, under the organisation's, which the browser delivers. */
export type Preferences = {
  inForce(): Promise<Standing>;
  policy(): Promise<Policy>;
  /** @throws MessageError with a sentence where it is locked, or two actions want one key */
  change(change: SettingsChange): Promise<void>;
  /** the organisation has changed its mind */
  forget(): void;
};

export function createPreferences(input: {
  db: Store;
  /** `chrome.storage.managed`, as it is */
  managed: () => Promise<unknown>;
}): Preferences {
  const { db } = input;
  // Asked for at every opening of a panel (B4); only the browser changes it, and says so.
  let delivered: Promise<ReturnType<typeof readPolicy>> | null = null;
  const read = () => {
    delivered ??= input.managed().then(readPolicy);
    return delivered;
  };

  async function inForce(): Promise<Standing> {
    const [{ policy, faults }, kept] = await Promise.all([read(), getMeta(db, 'settings')]);
    return { ...settingsInForce(readSettings(kept), policy), policy, faults };
  }

  return {
    inForce,
    policy: async () => (await read()).policy,
    forget() {
      delivered = null;
    },
    async change(change) {
      const { locked, lockedKeys, policy } = await inForce();
      const set = Object.keys(change) as SettingName[];
      if (set.some((name) => locked.includes(name))) {
        throw new MessageError(t('background_your_organisation_has_set'));
      }
      const keys = change.keys ?? {};
      if (lockedKeys.some((action) => action in keys && keys[action] !== policy.keys?.[action])) {
        throw new MessageError(t('background_your_organisation_has_set_key'));
      }
      const problem =
        tableProblem({ ...keys, ...policy.keys }) ?? sitesProblem(change.customSites ?? []);
      if (problem !== null) throw new MessageError(problem);
      await changeMeta(db, 'settings', (kept) =>
        readSettings({ ...readSettings(kept), ...change }),
      );
    },
  };
}
