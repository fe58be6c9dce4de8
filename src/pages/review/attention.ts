import type { Attention } from '../../core/schema/decision.ts';

/** Without input for this long, nobody may be reading. */
export const IDLE_MS = 30_000;

type Record_ = { activeMs: number; unseenWords: number; flags: Set<string>; evidence: number };
type Sight = { visible: boolean; focused: boolean };

export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words of `text` that `seen` doesn't hold, each counted as often as it is new. */
export function unseenWords(text: string, seen: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(seen)) left.set(word, (left.get(word) ?? 0) + 1);
  let unseen = 0;
  for (const word of wordsOf(text)) {
    const count = left.get(word) ?? 0;
    if (count > 0) left.set(word, count - 1);
    else unseen += 1;
  }
  return unseen;
}

/**
 * How long an item was looked at, as aggregates: time counts while the panel is visible, has the
 * focus and saw input within the last 30 s. Nothing of what was looked at is kept.
 */
export function attentionMeter() {
  const records = new Map<string, Record_>();
  let current: string | null = null;
  let sight: Sight = { visible: false, focused: false };
  let countedTo = 0;
  let lastInput = Number.NEGATIVE_INFINITY;

  function settle(at: number): void {
    const record = current === null ? undefined : records.get(current);
    if (record && sight.visible && sight.focused) {
      const end = Math.min(at, lastInput + IDLE_MS);
      record.activeMs += Math.max(0, end - Math.max(countedTo, lastInput));
    }
    countedTo = at;
  }

  return {
    /** Another item is on screen. `words` counts only when it is seen for the first time. */
    show(id: string, words: number, at: number): void {
      settle(at);
      current = id;
      if (!records.has(id)) {
        records.set(id, { activeMs: 0, unseenWords: words, flags: new Set(), evidence: 0 });
      }
    },
    input(at: number): void {
      settle(at);
      lastInput = at;
    },
    sight(next: Sight, at: number): void {
      settle(at);
      sight = next;
    },
    flagSeen(flag: string): void {
      if (current !== null) records.get(current)?.flags.add(flag);
    },
    evidenceOpened(): void {
      const record = current === null ? undefined : records.get(current);
      if (record) record.evidence += 1;
    },
    /** Aggregates of one item; `mustSee` are its high-severity flags. */
    of(id: string, mustSee: readonly string[], at: number): Attention {
      settle(at);
      const record = records.get(id);
      return {
        activeMs: Math.round(record?.activeMs ?? 0),
        unseenWords: record?.unseenWords ?? 0,
        flagsSeen: mustSee.every((flag) => record?.flags.has(flag)),
        evidenceOpened: record?.evidence ?? 0,
      };
    },
  };
}
export type AttentionMeter = ReturnType<typeof attentionMeter>;
