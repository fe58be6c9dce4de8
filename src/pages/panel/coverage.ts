/**
 * Watches whether anything covers, scales or fades these elements, on the page around the frame
 * too (IntersectionObserver v2). True only when the browser vouches for every one of them.
 */
export function watchCoverage(input: {
  elements: readonly Element[];
  onChange: (uncovered: boolean) => void;
  signal: AbortSignal;
}): void {
  const seen = new Map<Element, boolean>();
  const options: IntersectionObserverInit & { trackVisibility: boolean; delay: number } = {
    threshold: [0, 0.5, 0.99],
    trackVisibility: true,
    delay: 100, // the least that browsers allow
  };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const { isVisible } = entry as IntersectionObserverEntry & { isVisible?: boolean };
      seen.set(entry.target, entry.isIntersecting && isVisible === true);
    }
    input.onChange(input.elements.every((element) => seen.get(element) === true));
  }, options);
  for (const element of input.elements) observer.observe(element);
  input.signal.addEventListener('abort', () => observer.disconnect());
}
