import { useId } from 'preact/hooks';
import { Visible } from '../../ui/Visible.tsx';

/** Sentences that a reader must not miss, with what they are in words and not by colour alone. */
export function Said({ title, sentences }: { title: string; sentences: readonly string[] }) {
  const heading = useId();
  return (
    <section class="said-box" aria-labelledby={heading}>
      <h4 id={heading}>{title}</h4>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <Visible text={sentence} />
          </li>
        ))}
      </ul>
    </section>
  );
}
