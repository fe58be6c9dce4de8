import { languageName } from '../../ui/locale.ts';
import { LANGUAGES } from '../../words/choose.ts';
import { t } from '../../words/t.ts';
import { Choice } from './Choice.tsx';
import type { SettingsHand } from './use-settings.ts';

const THEMES = [
  ['auto', 'options_like_page_system'],
  ['light', 'options_light'],
  ['dark', 'options_dark'],
] as const;

/** Theme and language. */
export function Look({ hand }: { hand: SettingsHand }) {
  const { settings, change, lockedWhy } = hand;
  // One that an organisation has set may be none of ours.
  const tags = [...new Set([...LANGUAGES, settings.language])].filter((tag) => tag !== 'auto');
  return (
    <section class="card" aria-labelledby="look">
      <h2 id="look">{t('options_look_language')}</h2>
      <Choice
        id="theme"
        label={t('options_theme')}
        value={settings.theme}
        options={THEMES.map(([theme, words]) => [theme, t(words)] as const)}
        locked={lockedWhy('theme')}
        onChoose={(theme) => void change({ theme })}
      />
      <Choice
        id="language"
        label={t('options_language')}
        value={settings.language}
        options={[
          ['auto', t('options_browsers_own')],
          ...tags.map((tag) => [tag, languageName(tag)] as const),
        ]}
        note={t('options_language_note')}
        locked={lockedWhy('language')}
        onChoose={(language) => void change({ language })}
      />
    </section>
  );
}
