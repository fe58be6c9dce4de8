import { visibleParts } from '../core/text/visible.ts';

/**
 * Someone else's text, as text: hidden characters are shown by name, direction can't leak out. `lang`
 * is the language of what a gate wrote.
 */
export function Visible({ text, lang }: { text: string; lang?: 'en' }) {
  const parts = visibleParts(text);
  if (parts.length === 1 && !parts[0]?.hidden) return <bdi lang={lang}>{text}</bdi>;
  return (
    <bdi lang={lang}>
      {parts.map((part, index) =>
        part.hidden ? (
          <span key={index} class="hidden-char">
            [{part.hidden}]
          </span>
        ) : (
          <span key={index}>{part.text}</span>
        ),
      )}
    </bdi>
  );
}
