/*
 * One press, one item.
 *
 *   item shown ──300 ms──▶ armed ──decision key──▶ (acts once) ──▶ next item shown, unarmed
 *   a key that was down when the item came must go up first: a held key, an auto-repeat and a
 *   pair of up and down faster than a finger (how some remote desktops repeat) are not presses.
 */

export const ACTIONS = [
  'approve',
  'approve-send',
  'approve-all',
  'reject-all',
  'edit',
  'reject',
  'escalate',
  'escalate-to',
  'later',
  'snooze',
  'undo',
  'next',
  'previous',
  'finding',
  'strike',
  'compare',
  'keep',
  'pause',
  'search',
  'sweep',
  'help',
] as const;
export type Action = (typeof ACTIONS)[number];

export const DEFAULT_KEYS: Record<Action, string> = {
  approve: 'a',
  'approve-send': 'A',
  'approve-all': 'c',
  'reject-all': 'C',
  edit: 'e',
  reject: 'r',
  escalate: 'x',
  'escalate-to': 'X',
  later: 's',
  snooze: 'S',
  undo: 'z',
  next: 'j',
  previous: 'k',
  finding: 'f',
  strike: 'd',
  compare: 'v',
  keep: 'o',
  pause: 'p',
  search: '/',
  sweep: 'w',
  help: '?',
};

/** Actions that decide, or take back a decision: they wait until the item could be seen. */
const DECIDES: ReadonlySet<Action> = new Set<Action>([
  'approve',
  'approve-send',
  'approve-all',
  'reject-all',
  'reject',
  'escalate',
  'escalate-to',
  'strike',
  'keep',
]);

/** Milliseconds that an item is on screen before it can be decided. */
export const ARM_AFTER_MS = 300;
/** A key that was up for less was not lifted by a finger. */
export const LIFTED_MS = 25;

export type Press = {
  key: string;
  /** physical key, so that `a` and `A` are one */
  code: string;
  repeat: boolean;
  trusted: boolean;
  /** the person types somewhere */
  typing: boolean;
  /** Ctrl, Alt or Meta is down */
  modified: boolean;
  /** monotonic milliseconds */
  at: number;
};

/** Keys of all actions: the person's own over the defaults; a key given twice goes to the first. */
export function bindings(custom: Readonly<Record<string, string>>): Record<Action, string> {
  const merged = { ...DEFAULT_KEYS };
  for (const action of ACTIONS) {
    const key = custom[action];
    if (key !== undefined && key.length > 0) merged[action] = key;
  }
  return merged;
}

/** Turns presses into what they mean, or null. Pure but for its own memory. */
export function keyGuard() {
  let shownAt = Number.POSITIVE_INFINITY;
  const down = new Set<string>();
  const liftedAt = new Map<string, number>();

  /** True for a press by a person's finger, not by a script and not by a key held down. */
  function fresh(press: Press): boolean {
    // What a script makes up must not even be remembered: it could cover for a held key.
    if (!press.trusted) return false;
    const held = down.has(press.code);
    const lifted = press.at - (liftedAt.get(press.code) ?? Number.NEGATIVE_INFINITY);
    down.add(press.code);
    return !press.repeat && !held && lifted >= LIFTED_MS;
  }

  return {
    /** Another item, or the same one changed: nothing can be decided for a moment. */
    shown(at: number): void {
      shownAt = at;
    },
    /** The item is not on screen. */
    hidden(): void {
      shownAt = Number.POSITIVE_INFINITY;
    },
    armed: (at: number): boolean => at - shownAt >= ARM_AFTER_MS,
    up(code: string, at: number): void {
      down.delete(code);
      liftedAt.set(code, at);
    },
    /** Focus went: what happens to the keys now is not seen. A held one comes back as a repeat. */
    lost(): void {
      down.clear();
    },
    /**
     * What this press means. `again` is a held key's repetition: the browser must not turn it into
     * a click either. `digit` counts only where a menu is open; both are armed.
     */
    press(press: Press, keys: Readonly<Record<Action, string>>): Meaning {
      const isFresh = fresh(press);
      const armed = press.at - shownAt >= ARM_AFTER_MS;
      if (!isFresh || press.modified || press.typing) {
        return { again: !isFresh, action: null, digit: null };
      }
      const action = ACTIONS.find((one) => keys[one] === press.key) ?? null;
      const digit = armed && /^[1-9]$/.test(press.key) ? Number(press.key) : null;
      return {
        again: false,
        action: action && DECIDES.has(action) && !armed ? null : action,
        digit,
      };
    },
  };
}
export type Meaning = { again: boolean; action: Action | null; digit: number | null };
export type KeyGuard = ReturnType<typeof keyGuard>;
