import { Visible } from './Visible.tsx';
import { condensed, wordDifference } from './word-difference.ts';

/** What changed, word by word: <del> and <ins> that are told apart without colour, and by ear. */
export function WordDifference(props: { before: string; after: string; label: string }) {
  const parts = condensed(wordDifference(props.before, props.after));
  return (
    <article class="difference" aria-label={props.label} dir="auto">
      {parts.map((part, index) => {
        if (part.kind === 'same') return <Visible key={index} text={part.text} />;
        const Tag = part.kind === 'added' ? 'ins' : 'del';
        return (
          <Tag key={index}>
            <span class="unseen">{part.kind === 'added' ? ' added: ' : ' removed: '}</span>
            <Visible text={part.text} />
            <span class="unseen">{part.kind === 'added' ? ' end added ' : ' end removed '}</span>
          </Tag>
        );
      })}
    </article>
  );
}
