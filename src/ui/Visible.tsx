import { visibleParts } from '../core/text/visible.ts';

/** Someone else's text, as text: hidden characters are shown by name, direction can't leak out. */
export function Visible({ text }: { text: string }) {
  const parts = visibleParts(text);
  if (parts.length === 1 && !parts[0]?.hidden) return <bdi>{text}</bdi>;
  return (
    <bdi>
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
