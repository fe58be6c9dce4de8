import { useState } from 'preact/hooks';
import { inForce, keyProblem, SHORTCUTS } from '../../core/settings/shortcuts.ts';
import { Button } from '../../ui/Button.tsx';
import { keyLabel } from '../../ui/KeyHint.tsx';
import { LOCKED, type SettingsHand } from './use-settings.ts';

/** The keys of the review panel. One that is taken is refused, with the action that has it. */
export function Keys({ hand }: { hand: SettingsHand }) {
  const { settings, change } = hand;
  const [problem, setProblem] = useState<{ action: string; text: string } | null>(null);
  const keys = inForce(settings.keys);

  function take(action: string, key: string): void {
    const why = settings.lockedKeys.includes(action)
      ? LOCKED
      : keyProblem(action, key, settings.keys);
    setProblem(why ? { action, text: why } : null);
    if (!why) void change({ keys: { ...settings.keys, [action]: key } });
  }

  return (
    <section class="card" aria-labelledby="keys">
      <h2 id="keys">Keys of the review panel</h2>
      <p class="muted">
        Click into a field and press the key you want. They work while the panel has the focus; the
        key that opens it is the browser’s, at chrome://extensions/shortcuts.
      </p>
      <table>
        <caption class="unseen">Keys of the review panel</caption>
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">Key</th>
          </tr>
        </thead>
        <tbody>
          {SHORTCUTS.map(({ action, words }) => {
            const locked = settings.lockedKeys.includes(action);
            const text = problem?.action === action ? problem.text : locked ? LOCKED : '';
            return (
              <tr key={action}>
                <th scope="row">{words}</th>
                <td>
                  <input
                    class="key-field"
                    aria-label={`Key for: ${words}`}
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
          Reset the keys
        </Button>
      </div>
    </section>
  );
}
