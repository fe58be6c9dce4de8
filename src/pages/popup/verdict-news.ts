import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { GivenVerdict } from '../../messages/oversight.ts';
import { t } from '../../words/t.ts';
import { verdictWords } from './verdict-words.ts';

/**
 * What a screen reader says as verdicts come and go, and the way to say that one was taken back. Of one
 * that is no longer on its way and wasn't, the gate has it.
 */
export function useVerdictNews(
  verdicts: readonly GivenVerdict[],
): [said: string, takenBack: (id: string) => void] {
  const before = useRef(verdicts);
  const back = useRef(new Set<string>());
  const [said, setSaid] = useState('');
  useEffect(() => {
    const was = before.current;
    before.current = verdicts;
    const text = newsOf(was, verdicts, back.current);
    // The same sentence of another alert is news as well.
    if (text !== null) setSaid((last) => (last === text ? `${text}\u00a0` : text));
  }, [verdicts]);
  return [said, useCallback((id) => void back.current.add(id), [])];
}

function newsOf(
  was: readonly GivenVerdict[],
  are: readonly GivenVerdict[],
  back: Set<string>,
): string | null {
  const news = are.find((one) => {
    const earlier = was.find(({ id }) => id === one.id);
    return earlier?.away !== one.away || !earlier.refused !== !one.refused;
  });
  if (news) {
    const left = Math.max(0, Math.ceil((Date.parse(news.leavesAt) - Date.now()) / 1000));
    const why = news.refused?.closed === false ? ` ${news.refused.why}` : '';
    return `${verdictWords(news, left)}${why}`;
  }
  const gone = was.find((one) => !one.refused && !are.some(({ id }) => id === one.id));
  if (!gone) return null;
  if (back.delete(gone.id)) return t('popup_verdict_undone');
  return t(gone.verdict === 'noise' ? 'popup_noise_closed' : 'popup_actionable_closed');
}
