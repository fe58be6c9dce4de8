/** What the panel's keys do, and the key each has unless the person sets another. */
export const SHORTCUTS = [
  { action: 'approve', key: 'a', words: 'Approve' },
  { action: 'approve-send', key: 'A', words: 'Approve and send' },
  { action: 'edit', key: 'e', words: 'Edit' },
  { action: 'reject', key: 'r', words: 'Reject, then a reason 1 to 9' },
  { action: 'escalate', key: 'x', words: 'Escalate' },
  { action: 'later', key: 's', words: 'Later' },
  { action: 'undo', key: 'z', words: 'Undo the last decision' },
  { action: 'next', key: 'j', words: 'Next item' },
  { action: 'previous', key: 'k', words: 'Previous item' },
  { action: 'finding', key: 'f', words: 'Walk flags and claims' },
  { action: 'strike', key: 'd', words: 'Take out the claim’s sentence' },
  { action: 'help', key: '?', words: 'Help' },
] as const;

/** Keys that can't be given: they choose reasons, move the focus or press buttons. */
const TAKEN = /^(?:[1-9]|\s|Tab|Enter|Escape|Shift|Control|Alt|Meta|CapsLock|Dead)$/;

/** The keys as they are in force: the person's own over the defaults. */
export function inForce(custom: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(SHORTCUTS.map(({ action, key }) => [action, custom[action] ?? key]));
}

/** Why `key` cannot be the key of `action`, as a sentence, or null when it can. */
export function keyProblem(
  action: string,
  key: string,
  custom: Readonly<Record<string, string>>,
): string | null {
  if (TAKEN.test(key)) return 'This key is used for something else.';
  if ([...key].length !== 1) return 'Choose a key that types one character.';
  const other = SHORTCUTS.find(
    (row) => row.action !== action && inForce(custom)[row.action] === key,
  );
  return other ? `“${key}” is already: ${other.words}.` : null;
}
