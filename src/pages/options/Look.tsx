import { languageName } from '../../ui/locale.ts';
import { Choice } from './Choice.tsx';
import type { SettingsHand } from './use-settings.ts';

const THEMES = [
  ['auto', 'Like the page or the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

const LANGUAGES = [
  ...['en-US', 'en-GB', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs'],
  ...['uk', 'tr', 'ar', 'he', 'hi', 'ja', 'ko', 'zh-CN', 'zh-TW'],
];

/** Theme and language. */
export function Look({ hand }: { hand: SettingsHand }) {
  const { settings, change, lockedWhy } = hand;
  // One that an organisation has set may be none of ours.
  const tags = [...new Set([...LANGUAGES, settings.language])].filter((tag) => tag !== 'auto');
  return (
    <section class="card" aria-labelledby="look">
      <h2 id="look">Look and language</h2>
      <Choice
        id="theme"
        label="Theme"
        value={settings.theme}
        options={THEMES}
        locked={lockedWhy('theme')}
        onChoose={(theme) => void change({ theme })}
      />
      <Choice
        id="language"
        label="Language"
        value={settings.language}
        options={[
          ['auto', 'The browser’s own'],
          ...tags.map((tag) => [tag, languageName(tag)] as const),
        ]}
        note="Dates and numbers follow it. The texts are in English so far."
        locked={lockedWhy('language')}
        onChoose={(language) => void change({ language })}
      />
    </section>
  );
}
