import { useEffect } from 'preact/hooks';
import { applyLanguage } from './locale.ts';
import { applyTheme } from './theme.ts';

type AskTheme = (
  name: 'settings.get',
  payload: Record<string, never>,
) => Promise<{ theme: 'auto' | 'light' | 'dark'; language: string }>;

/** The person's own theme and language on this page; the system's where they can't be asked. */
export function useTheme(ask: AskTheme): void {
  useEffect(() => {
    ask('settings.get', {}).then(
      ({ theme, language }) => {
        applyTheme(theme);
        void applyLanguage(language);
      },
      () => applyTheme('auto'),
    );
  }, [ask]);
}
