import { useState } from 'preact/hooks';
import type { Ask } from '../../messages/page-ask.ts';
import { Button } from '../../ui/Button.tsx';
import { tx } from '../../ui/tx.ts';
import { t, tn } from '../../words/t.ts';
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
      setSaid(t('options_saved', { name }));
    } catch (error) {
      setSaid(
        t('options_not_saved', { error: error instanceof Error ? error.message : String(error) }),
      );
    }
  }

  return (
    <section class="card" aria-labelledby="data">
      <h2 id="data">{t('options_data_browser')}</h2>
      <Choice
        id="retention"
        label={t('options_keep_what_over')}
        value={String(settings.retentionDays)}
        options={days.map((n) => [String(n), tn('options_days', n)] as const)}
        note={t('options_drafts_sent_rejected_withdrawn_your')}
        locked={lockedWhy('retentionDays')}
        onChoose={(chosen) => void change({ retentionDays: Number(chosen) })}
      />
      <p>
        {tx('options_kept_here_one_file_your', {
          what: <strong>{t('options_everything_about_you')}</strong>,
        })}
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
          {t('options_save_my_data')}
        </Button>
      </div>
      <p>
        {tx('options_send_along_when_something_doesnt', {
          what: <strong>{t('options_diagnostics')}</strong>,
        })}
      </p>
      <div class="row">
        <Button
          name="diagnostics"
          onPress={() =>
            void save(`countersign-diagnostics-${day}.json`, () => diagnosticsText(ask, device))
          }
        >
          {t('options_save_diagnostics')}
        </Button>
      </div>
      <p role="status" class="said">
        {said}
      </p>
    </section>
  );
}
