import { useEffect } from 'preact/hooks';
import { applyTheme } from './theme.ts';

type AskTheme = (
  name: 'settings.get',
  payload: Record<string, never>,
) => Promise<{ theme: 'auto' | 'light' | 'dark' }>;

/** The person's own theme on this page; the system's where it can't be asked. */
export function useTheme(ask: AskTheme): void {
  useEffect(() => {
    ask('settings.get', {}).then(
      ({ theme }) => applyTheme(theme),
      () => applyTheme('auto'),
    );
  }, [ask]);
}
