export type Outcome = 'executed' | 'not_executed' | 'unknown';

/**
 * Looks whenever nodes come or go, and again when `look` asks for it, until it says what became of a
 * send, or the signal ends it.
 */
export function outcomeBy(
  look: (again: (afterMs: number) => void) => Outcome | null,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (result: Outcome | null) => {
      if (!result) return;
      observer.disconnect();
      signal.removeEventListener('abort', giveUp);
      resolve(result);
    };
    const see = () => settle(look((afterMs) => setTimeout(see, afterMs)));
    const giveUp = () => settle('unknown');
    const observer = new MutationObserver(see);
    signal.addEventListener('abort', giveUp);
    observer.observe(document, { childList: true, subtree: true });
    if (signal.aborted) giveUp();
    else see();
  });
}
