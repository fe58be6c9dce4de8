/** Whether a page is dark, by the first opaque background from here outwards. No attribute says. */
export function isDarkFrom(start: Element | null): boolean {
  for (let node = start; node; node = node.parentElement) {
    const color = getComputedStyle(node)
      .backgroundColor.match(/[\d.]+/g)
      ?.map(Number);
    if (!color || color[3] === 0) continue;
    const [red = 255, green = 255, blue = 255] = color;
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  return false;
}

/** Of a whole page: its body's, else by the colour scheme that it declares and the system wants. */
export function isDarkPage(): boolean {
  if (isDarkFrom(document.body)) return true;
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return (
    scheme === 'dark' ||
    (/dark/.test(scheme) && matchMedia('(prefers-color-scheme: dark)').matches && !hasBackground())
  );
}

const hasBackground = (): boolean =>
  [document.body, document.documentElement].some(
    (node) => !/^rgba\(.*, 0\)$/.test(getComputedStyle(node).backgroundColor),
  );
