import { useState } from 'preact/hooks';
import { Choice } from './Choice.tsx';
import type { Device } from './device.ts';
import type { SettingsHand } from './use-settings.ts';

const CHOICES = [
  ['off', 'Off'],
  ['high', 'Only what is of high risk'],
  ['all', 'Whatever waits for me'],
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
      <h2 id="notifications">Notifications</h2>
      <Choice
        id="notify"
        label="Announce"
        value={settings.notify}
        options={CHOICES}
        note="A notification says how many wait, and nothing of what. None comes while you review."
        locked={lockedWhy('notify')}
        onChoose={(notify) => void choose(notify)}
      />
      {refused ? (
        <p class="field-problem" role="alert">
          The browser did not allow notifications, so nothing was changed.
        </p>
      ) : null}
    </section>
  );
}
