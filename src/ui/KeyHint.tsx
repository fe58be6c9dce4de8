const SPOKEN: Record<string, string> = { '?': 'question mark', ' ': 'Space' };

/** How a key is printed: single letters as they are typed, capitals as Shift and the letter. */
export function keyLabel(key: string): string {
  if (/^[A-Z]$/.test(key)) return `⇧${key}`;
  return key === ' ' ? 'Space' : key;
}

/** How a key is said, for `aria-keyshortcuts`. */
export function keyShortcut(key: string): string {
  return /^[A-Z]$/.test(key) ? `Shift+${key}` : (SPOKEN[key] ?? key);
}

/** The key cap on a button. Decorative: the button carries `aria-keyshortcuts`. */
export function KeyHint({ keyName }: { keyName: string }) {
  return (
    <span class="key" aria-hidden="true">
      {keyLabel(keyName)}
    </span>
  );
}
