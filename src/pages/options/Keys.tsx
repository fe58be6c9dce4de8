import { useState } from 'preact/hooks';
import { inForce, keyFault, SHORTCUTS } from '../../core/settings/shortcuts.ts';
import { Button } from '../../ui/Button.tsx';
import { keyLabel } from '../../ui/KeyHint.tsx';
import { t } from '../../words/t.ts';
import { faultWords, KEY_WORDS } from './key-words.ts';
import { LOCKED, type SettingsHand } from './use-settings.ts';

/** The keys of the review panel. One that is taken is refused, with the action that has it. */
export function Keys({ hand }: { hand: SettingsHand }) {
  const { settings, change } = hand;
  const [problem, setProblem] = useState<{ action: string; text: string } | null>(null);
  const keys = inForce(settings.keys);

  function take(action: string, key: string): void {
    const why = settings.lockedKeys.includes(action)
      ? t(LOCKED)
      : faultWords(keyFault(action, key, settings.keys));
    setProblem(why ? { action, text: why } : null);
    if (!why) void change({ keys: { ...settings.keys, [action]: key } });
  }

  return (
    <section class="card" aria-labelledby="keys">
      <h2 id="keys">{t('options_keys_review_panel')}</h2>
      <p class="muted">{t('options_click_into_field_press_key')}</p>
      <table>
        <caption class="unseen">{t('options_keys_review_panel')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('options_action')}</th>
            <th scope="col">{t('options_key')}</th>
          </tr>
        </thead>
        <tbody>
          {SHORTCUTS.map(({ action }) => {
            const words = t(KEY_WORDS[action]);
            const locked = settings.lockedKeys.includes(action);
            const text = problem?.action === action ? problem.text : locked ? t(LOCKED) : '';
            return (
              <tr key={action}>
                <th scope="row">{words}</th>
                <td>
                  <input
                    class="key-field"
                    aria-label={t('options_key_for', { action: words })}
                    aria-invalid={problem?.action === action ? 'true' : undefined}
                    aria-describedby={text ? `key-${action}` : undefined}
                    value={keyLabel(keys[action] ?? '')}
                    disabled={locked}
                    readOnly
                    onKeyDown={(event) => {
                      const { key } = event;
                      if (key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey) return;
                      if (key === 'Shift') return;
                      event.preventDefault();
                      take(action, key);
                    }}
                  />
                  {text ? (
                    <p
                      id={`key-${action}`}
                      class={locked ? 'locked' : 'field-problem'}
                      role={locked ? undefined : 'alert'}
                    >
                      {text}
                    </p>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div class="row">
        <Button
          onPress={() => {
            setProblem(null);
            void change({ keys: {} });
          }}
        >
          {t('options_reset_keys')}
        </Button>
      </div>
    </section>
  );
}
