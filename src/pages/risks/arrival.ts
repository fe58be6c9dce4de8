import { useEffect, useRef } from 'preact/hooks';

/**
 * Brings what the page's address leads to into view and to the keyboard, once, when it is drawn: what is
 * asked of the gate comes after the browser has looked for it.
 * @param drawn this part of the page shows what there is
 */
export function useArrival(drawn: boolean): void {
  const arrived = useRef(false);
  useEffect(() => {
    if (!drawn || arrived.current) return;
    arrived.current = true;
    const { hash } = location;
    if (!hash.startsWith('#risk-')) return;
    const place = document.getElementById(hash.slice(1));
    place?.scrollIntoView({ block: 'start' });
    place?.focus({ preventScroll: true });
  }, [drawn]);
}
