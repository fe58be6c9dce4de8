import { useState } from 'preact/hooks';
import { t } from '../../words/t.ts';
import { Choice } from './Choice.tsx';
import type { Device } from './device.ts';
import type { SettingsHand } from './use-settings.ts';

const CHOICES = [
  ['off', 'options_off'],
  ['high', 'options_only_what_high_risk'],
  ['all', 'options_whatever_waits_me'],
] as const;

/** What the browser announces. Its permission is asked for in the choice itself. */
export function Notifications({ hand, device }: { hand: SettingsHand; device: Device }) {
  const { settings, change, lockedWhy } = hand;
  const [refused, setRefused] = useState(false);

  async function choose(notify: 'off' | 'high' | 'all'): Promise<void> {
    // First, while the choice still counts as the person's.
    const granted =
      notify === 'off' ? true : await device.grant({ permissions: ['notifications'] });
    setRefused(!granted);
    if (granted) await change({ notify });
  }

  return (
    <section class="card" aria-labelledby="notifications">
      <h2 id="notifications">{t('options_notifications')}</h2>
      <Choice
        id="notify"
        label={t('options_announce')}
        value={settings.notify}
        options={CHOICES.map(([notify, words]) => [notify, t(words)] as const)}
        note={t('options_notification_says_how_many_wait')}
        locked={lockedWhy('notify')}
        onChoose={(notify) => void choose(notify)}
      />
      {refused ? (
        <p class="field-problem" role="alert">
          {t('options_browser_did_not_allow_notifications')}
        </p>
      ) : null}
    </section>
  );
}
