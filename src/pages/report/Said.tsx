import { useId } from 'preact/hooks';
import { Visible } from '../../ui/Visible.tsx';

/** Sentences that a reader must not miss, with what they are in words and not by colour alone. */
export function Said(props: {
  title: string;
  sentences: readonly string[];
  /** of its heading, below what it is about */
  level: 3 | 4;
}) {
  const { title, sentences, level } = props;
  const heading = useId();
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <section class="said-box" aria-labelledby={heading}>
      <Heading id={heading}>
        <Visible text={title} />
      </Heading>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>
            <Visible text={sentence} lang="en" />
          </li>
        ))}
      </ul>
    </section>
  );
}
