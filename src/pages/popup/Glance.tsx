import type { Oversight } from '../../messages/oversight.ts';
import { agoWords } from '../../ui/amount-words.ts';
import type { PlainKey } from '../../words/catalogue.ts';
import { t } from '../../words/t.ts';
import { atAGlance } from './health.ts';

/** The three questions of a manager between two meetings, and how old the answers are. */
export function Glance(props: {
  oversight: Oversight;
  now: number;
  /** the gate has not answered yet: this is what it said last */
  asking: boolean;
}) {
  const { oversight, now, asking } = props;
  const { health, at, away } = oversight;
  const ago = at === undefined ? null : agoWords(now - Date.parse(at));
  return (
    <>
      {asking ? (
        <p class="muted" role="status">
          {ago === null ? t('popup_as_it_was_last') : t('popup_as_it_was_ago', { ago })}
        </p>
      ) : away === undefined ? null : (
        <p class="field-problem" role="status">
          {ago === null ? t('popup_away_last') : t('popup_away_ago', { ago })}
        </p>
      )}
      {health ? (
        <ul class="glance" aria-label={t('popup_at_a_glance')}>
          {atAGlance(health).map(({ role, text }) => (
            <li key={text}>
              <span class={`status-word ${role}`}>{t(WORDS[role])}</span> {text}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** So that nobody has to tell it by the colour. */
const WORDS: Record<'good' | 'warn' | 'bad', PlainKey> = {
  good: 'popup_good',
  warn: 'popup_look',
  bad: 'popup_act',
};
