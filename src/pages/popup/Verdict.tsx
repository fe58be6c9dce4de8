import { useEffect, useRef } from 'preact/hooks';
import type { GivenVerdict } from '../../messages/oversight.ts';
import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { useSecondsLeft } from './seconds-left.ts';
import { Undo } from './Undo.tsx';
import { verdictWords } from './verdict-words.ts';

/** What becomes of a verdict and when, with the way back while there is one. */
export function Verdict(props: {
  given: GivenVerdict;
  undo: () => void;
  seen: () => void;
  /** its time has come: how it stands now is the worker's to say */
  due: () => void;
}) {
  const { given, undo, seen, due } = props;
  const { verdict, title, refused, undoable, leavesAt, away } = given;
  const left = useSecondsLeft(leavesAt);
  const waited = useRef(left > 0);
  useEffect(() => {
    if (left > 0 || !waited.current) return;
    waited.current = false;
    due();
  }, [left, due]);
  return (
    <div class="row spread">
      <p class={refused ? 'field-problem' : 'muted'} tabIndex={-1}>
        {verdictWords(given, left)}
        {refused && !refused.closed ? (
          <>
            {' '}
            <Visible text={refused.why} lang="en" />
          </>
        ) : null}
      </p>
      {refused ? (
        <Button
          name={`seen-${verdict}`}
          hint={t('popup_verdict_seen_of', { title })}
          onPress={seen}
        >
          {t('queue_seen')}
        </Button>
      ) : undoable && (left > 0 || away) ? (
        <Undo
          name={`undo-${verdict}`}
          hint={t('popup_verdict_undo_of', { title })}
          onPress={undo}
        />
      ) : null}
    </div>
  );
}
