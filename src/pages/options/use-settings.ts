import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SettingsChange } from '../../core/settings/settings.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { SettingsInForce } from '../../messages/pages-to-worker.ts';
import { applyLanguage } from '../../ui/locale.ts';
import { applyTheme } from '../../ui/theme.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { t } from '../../words/t.ts';

export type SettingsHand = {
  settings: SettingsInForce;
  /** keeps a change at once; false where it wasn't kept, and `failed` says why */
  change: (change: SettingsChange) => Promise<boolean>;
  failed: string;
  /** why a setting can't be changed, or undefined where it can */
  lockedWhy: (name: keyof SettingsChange) => string | undefined;
};

export const LOCKED = 'options_your_organisation_has_set';

/** The settings in force, and the hand that changes them; null until the worker has answered. */
export function useSettings(ask: Ask, hear: Hear): SettingsHand | null {
  const get = useCallback(() => ask('settings.get', {}), [ask]);
  const [answer, again] = useAnswer(get, hear);
  const [failed, setFailed] = useState('');
  const settings = answer.state === 'ready' ? answer.value : null;

  useEffect(() => {
    if (!settings) return;
    applyTheme(settings.theme);
    void applyLanguage(settings.language);
  }, [settings]);

  if (!settings) return null;
  return {
    settings,
    failed,
    lockedWhy: (name) => (settings.locked.includes(name) ? t(LOCKED) : undefined),
    async change(change) {
      try {
        await ask('settings.put', change);
        setFailed('');
        return true;
      } catch (error) {
        setFailed(error instanceof Error ? error.message : String(error));
        return false;
      } finally {
        again();
      }
    },
  };
}
