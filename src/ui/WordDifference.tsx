import { t } from '../words/t.ts';
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
            <span class="unseen"> {t(part.kind === 'added' ? 'ui_added' : 'ui_removed')} </span>
            <Visible text={part.text} />
            <span class="unseen">
              {' '}
              {t(part.kind === 'added' ? 'ui_end_added' : 'ui_end_removed')}{' '}
            </span>
          </Tag>
        );
      })}
    </article>
  );
}
