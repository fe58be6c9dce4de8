import { useState } from 'preact/hooks';
import type { Ask } from '../../messages/page-ask.ts';
import type { SpaceStatus } from '../../messages/pages-to-worker.ts';
import { t } from '../../words/t.ts';
import { AlertWorth } from './AlertWorth.tsx';
import { Choice } from './Choice.tsx';
import type { Device } from './device.ts';
import { QuietHours } from './QuietHours.tsx';
import type { SettingsHand } from './use-settings.ts';

const CHOICES = [
  ['off', 'options_off'],
  ['high', 'options_only_what_high_risk'],
  ['all', 'options_whatever_waits_me'],
] as const;

const A_DAY = [1, 2, 3, 4, 6, 8, 12, 24];

/** What the browser announces, how often and when. Its permission is asked for in the choice itself. */
export function Notifications(props: {
  ask: Ask;
  spaces: readonly SpaceStatus[];
  hand: SettingsHand;
  device: Device;
}) {
  const { ask, spaces, hand, device } = props;
  const { settings, change, lockedWhy } = hand;
  const budgets = [...new Set([...A_DAY, settings.notifyBudget])].toSorted((a, b) => a - b);
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
      {settings.notify === 'off' ? null : (
        <>
          <Choice
            id="notify-budget"
            label={t('options_notifications_a_day')}
            value={String(settings.notifyBudget)}
            options={budgets.map((n) => [String(n), String(n)] as const)}
            note={t('options_notifications_a_day_note')}
            locked={lockedWhy('notifyBudget')}
            onChoose={(chosen) => void change({ notifyBudget: Number(chosen) })}
          />
          <QuietHours hand={hand} />
          <AlertWorth ask={ask} spaces={spaces} />
        </>
      )}
    </section>
  );
}
