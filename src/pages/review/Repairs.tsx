import type { Repair } from '../../core/repair/repair.ts';
import { Button } from '../../ui/Button.tsx';
import { WordDifference } from '../../ui/WordDifference.tsx';
import { t } from '../../words/t.ts';
import { Asked } from './Asked.tsx';
import { repairsHere } from './repairing.ts';
import type { Session } from './session.ts';

/** The sentence as each way would leave it; a digit takes one, the key that asked takes the first. */
export function Repairs({ session }: { session: Session }) {
  const { model } = session;
  const { ways } = repairsHere(model);
  return (
    <Asked session={session} title={t('review_mend_sentence')}>
      <ol class="repairs">
        {ways.map((way, at) => (
          <li key={way.way}>
            <WordDifference before={way.before} after={way.after} label={wordsOf(way)} />
            <Button
              look={at === 0 ? 'primary' : 'plain'}
              name={`repair-${way.way}`}
              keyName={at === 0 ? `${at + 1} ${model.bindings.value.strike}` : String(at + 1)}
              onPress={() => session.choose(at + 1)}
            >
              {wordsOf(way)}
            </Button>
          </li>
        ))}
      </ol>
      <p class="muted">{t('review_nothing_approved_you_see_new')}</p>
    </Asked>
  );
}

function wordsOf({ way, put }: Repair): string {
  if (way === 'value') return t('review_say_as_evidence', { value: put });
  return way === 'clause' ? t('review_leave_clause_out') : t('review_leave_sentence_out');
}
