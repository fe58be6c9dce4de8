import { useCallback, useEffect, useState } from 'preact/hooks';

export type Answer<T> =
  | { state: 'loading' }
  | { state: 'failed'; why: string }
  | { state: 'ready'; value: T };

/** Asks once at first and again whenever `hear` says so or `again` is called; keeps the last answer. */
export function useAnswer<T>(
  ask: () => Promise<T>,
  hear: (heard: () => void) => () => void,
): [Answer<T>, () => void] {
  const [answer, setAnswer] = useState<Answer<T>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((count) => count + 1), []);
  useEffect(() => hear(again), [hear, again]);
  useEffect(() => {
    let wanted = true;
    ask().then(
      (value) => wanted && setAnswer({ state: 'ready', value }),
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        if (wanted) setAnswer({ state: 'failed', why });
      },
    );
    return () => {
      wanted = false;
    };
  }, [ask, round]);
  return [answer, again];
}
