import type { Attention } from '../schema/decision.ts';
import { expectedMs } from './reading.ts';

/** Without input for this long, nobody may be reading. */
export const IDLE_MS = 30_000;
/** A stretch without input longer than this many times the reading time was no reading: 79 words a minute. */
const SLOWEST = 3;

type Record_ = {
  activeMs: number;
  unseenWords: number;
  flags: Set<string>;
  evidence: number;
  contradiction: boolean;
};
type Sight = { visible: boolean; focused: boolean };

/**
 * How long an item was looked at, as aggregates: time counts while the panel is visible, has the focus
 * and saw input within the last 30 s. Nothing of what was looked at is kept.
 *
 * Input is what a hand does on purpose: a key, a press, a wheel. A pointer that only moves is none: a
 * sleeve, a cat or a device that jiggles it keeps it moving over a panel that nobody looks at. And the
 * 30 s after an input are counted when the next one comes, if it comes while somebody could still have
 * been reading (three times the reading time of the words, 30 s at least): who comes back after a
 * quarter of an hour and presses a key has read nothing in between. STATISTICS §5 has only the first
 * half of this; with it alone a panel left open under a moving pointer would go on collecting time.
 */
export function attentionMeter() {
  const records = new Map<string, Record_>();
  let current: string | null = null;
  let sight: Sight = { visible: false, focused: false };
  let lastInput = Number.NEGATIVE_INFINITY;
  let settledTo = 0;
  /** since the last input: how long it was in sight, and how much of that was within 30 s of the input */
  let watched = 0;
  let provisional = 0;

  function settle(at: number): void {
    if (sight.visible && sight.focused) {
      const end = Math.min(at, lastInput + IDLE_MS);
      provisional += Math.max(0, end - Math.max(settledTo, lastInput));
      watched += Math.max(0, at - settledTo);
    }
    settledTo = at;
  }

  /** Somebody was there at this moment: what led up to it is counted, or was too long for reading. */
  function present(at: number): void {
    settle(at);
    const record = current === null ? undefined : records.get(current);
    if (record) record.activeMs += credited(record);
    provisional = 0;
    watched = 0;
  }

  const credited = (record: Record_): number =>
    watched <= Math.max(IDLE_MS, SLOWEST * expectedMs(record.unseenWords)) ? provisional : 0;

  return {
    /** Another item is on screen. `words` counts only when it is seen for the first time. */
    show(id: string, words: number, at: number): void {
      present(at);
      current = id;
      if (records.has(id)) return;
      const nothing = { activeMs: 0, flags: new Set<string>(), evidence: 0, contradiction: false };
      records.set(id, { ...nothing, unseenWords: words });
    },
    /** A key, a press or a wheel; never the pointer's mere movement. */
    input(at: number): void {
      present(at);
      lastInput = at;
    },
    sight(next: Sight, at: number): void {
      settle(at);
      sight = next;
    },
    flagSeen(flag: string): void {
      if (current !== null) records.get(current)?.flags.add(flag);
    },
    evidenceOpened(contradicts = false): void {
      const record = current === null ? undefined : records.get(current);
      if (!record) return;
      record.evidence += 1;
      record.contradiction ||= contradicts;
    },
    /** Aggregates of one item; `mustSee` are its high-severity flags. */
    of(id: string, mustSee: readonly string[], at: number): Attention {
      settle(at);
      const record = records.get(id);
      const open = record && id === current ? credited(record) : 0;
      return {
        activeMs: Math.round((record?.activeMs ?? 0) + open),
        unseenWords: record?.unseenWords ?? 0,
        flagsSeen: mustSee.every((flag) => record?.flags.has(flag)),
        evidenceOpened: record?.evidence ?? 0,
        ...(record?.contradiction ? { contradictionOpened: true } : {}),
      };
    },
  };
}
export type AttentionMeter = ReturnType<typeof attentionMeter>;
