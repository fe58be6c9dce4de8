import { useEffect, useState } from 'preact/hooks';

/** How often what counts down is drawn, milliseconds: no second is missed. */
const TICK_MS = 250;

/** Whole seconds until then, counting down; 0 once it has been, or where there is no such time. */
export function useSecondsLeft(until: string | undefined): number {
  const [now, setNow] = useState(Date.now);
  const left = until === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  const counts = left > 0;
  useEffect(() => {
    if (!counts) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [counts]);
  return left;
}
