import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { keyLabel } from '../../ui/KeyHint.tsx';
import { applyTheme } from '../../ui/theme.ts';
import type { Ask } from './ask.ts';
import { inForce, keyProblem, SHORTCUTS } from './shortcuts.ts';

type Kept = { theme: 'auto' | 'light' | 'dark'; keys: Record<string, string> };
const THEMES = { auto: 'Like the page or the system', light: 'Light', dark: 'Dark' } as const;

/** Theme and keys. Each change is kept at once; what could not be kept says so. */
export function Settings({ ask }: { ask: Ask }) {
  const [kept, setKept] = useState<Kept | null>(null);
  const [problem, setProblem] = useState<{ action: string; text: string } | null>(null);
  const [failed, setFailed] = useState('');

  useEffect(() => {
    ask('settings.get', {}).then(
      (settings) => {
        setKept(settings);
        applyTheme(settings.theme);
      },
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  }, [ask]);

  function keep(next: Kept): void {
    setKept(next);
    applyTheme(next.theme);
    ask('settings.put', next).then(
      () => setFailed(''),
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  }

  function take(action: string, key: string): void {
    if (!kept) return;
    const why = keyProblem(action, key, kept.keys);
    setProblem(why ? { action, text: why } : null);
    if (!why) keep({ ...kept, keys: { ...kept.keys, [action]: key } });
  }

  if (!kept) return failed ? <p class="field-problem">Settings: {failed}</p> : null;
  const keys = inForce(kept.keys);
  return (
    <section class="card" aria-labelledby="settings">
      <h2 id="settings">Look and keys</h2>
      {failed ? <p class="field-problem">Not kept: {failed}</p> : null}
      <div class="field">
        <label for="theme">Theme</label>
        <select
          id="theme"
          value={kept.theme}
          onChange={(event) => {
            const theme = event.currentTarget.value;
            if (theme === 'auto' || theme === 'light' || theme === 'dark') keep({ ...kept, theme });
          }}
        >
          {Object.entries(THEMES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <table>
        <caption class="unseen">Keys of the review panel</caption>
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">Key</th>
          </tr>
        </thead>
        <tbody>
          {SHORTCUTS.map(({ action, words }) => (
            <tr key={action}>
              <th scope="row">{words}</th>
              <td>
                <input
                  class="key-field"
                  aria-label={`Key for: ${words}`}
                  aria-invalid={problem?.action === action ? 'true' : undefined}
                  aria-describedby={problem?.action === action ? 'key-problem' : undefined}
                  value={keyLabel(keys[action] ?? '')}
                  readOnly
                  onKeyDown={(event) => {
                    if (event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey)
                      return;
                    if (event.key === 'Shift') return;
                    event.preventDefault();
                    take(action, event.key);
                  }}
                />
                {problem?.action === action ? (
                  <p id="key-problem" class="field-problem" role="alert">
                    {problem.text}
                  </p>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">Click into a field and press the key you want.</p>
      <div class="row">
        <Button
          onPress={() => {
            setProblem(null);
            keep({ ...kept, keys: {} });
          }}
        >
          Reset the keys
        </Button>
      </div>
    </section>
  );
}
