import { nameOf, onlyShown } from './composes.ts';
import { find } from './select.ts';
import { namedIn } from './url.ts';

/*
 * Outlook tells in its address alone which draft is open, and address and page change one after the
 * other, in either order. So a compose is given the address's draft only if it came with it:
 *
 *   first seen ──at this address, or just before it──▶ has its id, for as long as it is open
 *        └── another compose had the id, and the address has not changed since ──▶ none
 */
const TOGETHER_MS = 1_000;

const idByName = new Map<string, string>();
const firstSeen = new Map<string, { turn: number; at: number; begun: boolean }>();
const givenTo = new Map<string, { name: string; turn: number }>();
let address = '';
/** counts addresses */
let turn = 0;
let since = 0;

/** To be called whenever the address may have changed; true if it has. */
export function noteAddress(): boolean {
  if (location.href === address) return false;
  address = location.href;
  turn += 1;
  since = performance.now();
  return true;
}

/** When a compose was first seen, and whether somebody had just begun it. */
function seenAs(name: string, root: HTMLElement) {
  const field = find(root, 'compose.subject');
  const begun = field instanceof HTMLInputElement && field.value.trim() === '';
  const seen = firstSeen.get(name) ?? { turn, at: performance.now(), begun };
  firstSeen.set(name, seen);
  return seen;
}

/** Whether a compose was empty when it came: then it has nothing to do with what it was begun beside. */
export function wasBegunHere(root: HTMLElement): boolean {
  const name = nameOf(root);
  return name !== undefined && seenAs(name, root).begun;
}

/** The id of the draft in this compose, once that is certain. */
export function draftIn(root: HTMLElement): string | undefined {
  noteAddress();
  const name = nameOf(root);
  if (!name) return undefined;
  const known = idByName.get(name);
  if (known) return known;
  const seen = seenAs(name, root);
  const { draftId } = namedIn(location);
  const cameWithIt =
    seen.turn === turn || (seen.turn === turn - 1 && since - seen.at < TOGETHER_MS);
  if (!draftId || !cameWithIt || onlyShown() !== root) return undefined;
  if (givenTo.get(draftId)?.turn === turn) return undefined;
  idByName.set(name, draftId);
  givenTo.set(draftId, { name, turn });
  return draftId;
}
