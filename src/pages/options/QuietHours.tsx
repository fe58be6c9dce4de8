import { useEffect, useState } from 'preact/hooks';
import { t } from '../../words/t.ts';
import { Choice } from './Choice.tsx';
import type { SettingsHand } from './use-settings.ts';

/** Where nothing was chosen before. */
const START = '20:00-08:00';

/** When notifications are held back, by this computer's clock, and whether what was stopped is too. */
export function QuietHours({ hand }: { hand: SettingsHand }) {
  const { settings, change, lockedWhy } = hand;
  const on = settings.quietHours !== 'off';
  const locked = lockedWhy('quietHours');
  // What was chosen until it is in force: the other time may be chosen meanwhile.
  const [chosen, setChosen] = useState('');
  const [from = '', to = ''] = on ? (chosen || settings.quietHours).split('-') : [];
  const same = from === to;
  useEffect(() => {
    if (chosen === settings.quietHours) setChosen('');
  }, [chosen, settings.quietHours]);

  async function choose(next: { from: string; to: string }): Promise<void> {
    // A time that is half typed is none yet.
    if (next.from === '' || next.to === '') return;
    const quietHours = `${next.from}-${next.to}`;
    setChosen(quietHours);
    if (next.from !== next.to && !(await change({ quietHours }))) setChosen('');
  }

  return (
    <>
      <div class="field">
        <label class="check" for="quiet">
          <input
            id="quiet"
            type="checkbox"
            checked={on}
            disabled={locked !== undefined}
            aria-describedby={locked ? 'quiet-note quiet-locked' : 'quiet-note'}
            onChange={(event) => {
              setChosen('');
              void change({ quietHours: event.currentTarget.checked ? START : 'off' });
            }}
          />
          <span>{t('options_quiet_on')}</span>
        </label>
        <p id="quiet-note" class="muted">
          {t('options_quiet_note')}
        </p>
        {locked ? (
          <p id="quiet-locked" class="locked">
            {locked}
          </p>
        ) : null}
      </div>
      {on ? (
        <fieldset class="times">
          <legend>{t('options_quiet_hours')}</legend>
          <TimeField
            id="quiet-from"
            label={t('options_quiet_from')}
            value={from}
            locked={locked !== undefined}
            onTime={(time) => void choose({ from: time, to })}
          />
          <TimeField
            id="quiet-to"
            label={t('options_quiet_to')}
            value={to}
            locked={locked !== undefined}
            onTime={(time) => void choose({ from, to: time })}
          />
          {same ? (
            <p class="field-problem" role="alert">
              {t('options_quiet_same')}
            </p>
          ) : null}
        </fieldset>
      ) : null}
      {on ? (
        <Choice
          id="quiet-urgent"
          label={t('options_quiet_urgent')}
          value={settings.quietUrgent}
          options={[
            ['wait', t('options_quiet_urgent_wait')],
            ['through', t('options_quiet_urgent_through')],
          ]}
          locked={lockedWhy('quietUrgent')}
          onChoose={(quietUrgent) => void change({ quietUrgent })}
        />
      ) : null}
    </>
  );
}

function TimeField(props: {
  id: string;
  label: string;
  value: string;
  locked: boolean;
  onTime: (time: string) => void;
}) {
  const { id, label, value, locked, onTime } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="time"
        required
        value={value}
        disabled={locked}
        onChange={(event) => onTime(event.currentTarget.value)}
      />
    </div>
  );
}
