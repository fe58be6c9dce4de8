/** What the panel's keys do, and the key each has unless the person or a policy sets another. */
export const SHORTCUTS = [
  { action: 'approve', key: 'a', words: 'Approve' },
  { action: 'approve-send', key: 'A', words: 'Approve and send' },
  { action: 'approve-all', key: 'c', words: 'Approve all clones in the table' },
  { action: 'reject-all', key: 'C', words: 'Reject all clones in the table, then a reason 1 to 9' },
  { action: 'edit', key: 'e', words: 'Edit' },
  { action: 'reject', key: 'r', words: 'Reject, then a reason 1 to 9' },
  { action: 'escalate', key: 'x', words: 'Escalate' },
  { action: 'escalate-to', key: 'X', words: 'Escalate to someone, with a note' },
  { action: 'later', key: 's', words: 'Later' },
  { action: 'snooze', key: 'S', words: 'Put off until a time' },
  { action: 'undo', key: 'z', words: 'Undo the last decision' },
  { action: 'next', key: 'j', words: 'Next item' },
  { action: 'previous', key: 'k', words: 'Previous item' },
  { action: 'finding', key: 'f', words: 'Walk flags and claims' },
  { action: 'strike', key: 'd', words: 'Strike or mend the claim’s sentence' },
  { action: 'compare', key: 'v', words: 'Compare with another version' },
  { action: 'keep', key: 'o', words: 'Keep the first look' },
  { action: 'pause', key: 'p', words: 'Take the pause that is offered' },
  { action: 'search', key: '/', words: 'Search the queue' },
  { action: 'sweep', key: 'w', words: 'Stop a source, or take approvals back' },
  { action: 'help', key: '?', words: 'Help' },
] as const;

/** Action → key, for the actions whose key isn't the default. */
export type CustomKeys = Readonly<Record<string, string>>;

/** Keys that can't be given: they choose reasons, move the focus or press buttons. */
const TAKEN = /^(?:[1-9]|\s|Tab|Enter|Escape|Shift|Control|Alt|Meta|CapsLock|Dead)$/;

/** The keys as they are in force: those that were set over the defaults. */
export function inForce(custom: CustomKeys): Record<string, string> {
  return Object.fromEntries(SHORTCUTS.map(({ action, key }) => [action, custom[action] ?? key]));
}

type Shortcut = (typeof SHORTCUTS)[number];
export type ShortcutAction = Shortcut['action'];

/** Why `key` cannot be the key of `action`, or null when it can: pages say it in the person's language. */
export function keyFault(
  action: string,
  key: string,
  custom: CustomKeys,
):
  | { why: 'taken' }
  | { why: 'no-character' }
  | { why: 'has'; key: string; other: Shortcut }
  | null {
  if (TAKEN.test(key)) return { why: 'taken' };
  if ([...key].length !== 1) return { why: 'no-character' };
  const other = SHORTCUTS.find(
    (row) => row.action !== action && inForce(custom)[row.action] === key,
  );
  return other ? { why: 'has', key, other } : null;
}

/** The same as an English sentence. */
export function keyProblem(action: string, key: string, custom: CustomKeys): string | null {
  const fault = keyFault(action, key, custom);
  if (!fault) return null;
  if (fault.why === 'taken') return 'This key is used for something else.';
  if (fault.why === 'no-character') return 'Choose a key that types one character.';
  return `“${key}” is already: ${fault.other.words}.`;
}

/** What is wrong with a whole table, as a sentence, or null. One key may do one thing only. */
export function tableProblem(custom: CustomKeys): string | null {
  for (const [action, key] of Object.entries(custom)) {
    const row = SHORTCUTS.find((one) => one.action === action);
    if (!row) return `There is no action “${action}”.`;
    const problem = keyProblem(action, key, custom);
    if (problem) return `${row.words}: ${problem}`;
  }
  return null;
}

/**
 * The person's keys under those of a policy, which is a table without a problem. Where both want one
 * key the policy has it, and the person's own goes back to what it was without them.
 */
export function under(policy: CustomKeys, own: CustomKeys): Record<string, string> {
  const kept = Object.entries(own).filter(([action]) => !(action in policy));
  for (;;) {
    const merged = { ...Object.fromEntries(kept), ...policy };
    const clash = kept.findIndex(([action, key]) => clashes(action, key, merged));
    if (clash < 0) return merged;
    kept.splice(clash, 1);
  }
}

const clashes = (action: string, key: string, table: CustomKeys): boolean =>
  !SHORTCUTS.some((row) => row.action === action) || keyProblem(action, key, table) !== null;
