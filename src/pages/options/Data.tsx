import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import type { Ask } from './ask.ts';
import { Choice } from './Choice.tsx';
import type { Device } from './device.ts';
import { diagnosticsText } from './diagnostics.ts';
import type { SettingsHand } from './use-settings.ts';

const DAYS = [1, 7, 14, 30, 90, 180, 365];

/** What this browser keeps: for how long, all of it as a file, and a file that says nothing private. */
export function Data(props: { ask: Ask; hand: SettingsHand; device: Device }) {
  const { ask, device } = props;
  const { settings, change, lockedWhy } = props.hand;
  const [said, setSaid] = useState('');
  const days = [...new Set([...DAYS, settings.retentionDays])].toSorted((a, b) => a - b);
  const day = new Date().toISOString().slice(0, 10);

  async function save(name: string, text: () => Promise<string>): Promise<void> {
    try {
      device.save(name, await text());
      setSaid(`Saved as ${name}.`);
    } catch (error) {
      setSaid(`Not saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return (
    <section class="card" aria-labelledby="data">
      <h2 id="data">Data in this browser</h2>
      <Choice
        id="retention"
        label="Keep what is over for"
        value={String(settings.retentionDays)}
        options={days.map((n) => [String(n), n === 1 ? '1 day' : `${n} days`] as const)}
        note="Drafts that were sent, rejected or withdrawn, and your decisions on them. What still waits is always kept. The gate keeps its own for as long as your workspace says."
        locked={lockedWhy('retentionDays')}
        onChoose={(chosen) => void change({ retentionDays: Number(chosen) })}
      />
      <p>
        <strong>Everything about you</strong> that is kept here, as one file: your queue with its
        texts, your decisions, your settings. Your signing key and token are not in it.
      </p>
      <div class="row">
        <Button
          name="export"
          onPress={() =>
            void save(`countersign-my-data-${day}.json`, async () =>
              JSON.stringify(await device.mine(), null, 2),
            )
          }
        >
          Save my data
        </Button>
      </div>
      <p>
        <strong>Diagnostics</strong> to send along when something doesn’t work: counts, states and
        versions. Nothing of any mail, name, address, account or gate is in it.
      </p>
      <div class="row">
        <Button
          name="diagnostics"
          onPress={() =>
            void save(`countersign-diagnostics-${day}.json`, () => diagnosticsText(ask, device))
          }
        >
          Save diagnostics
        </Button>
      </div>
      <p role="status" class="said">
        {said}
      </p>
    </section>
  );
}
