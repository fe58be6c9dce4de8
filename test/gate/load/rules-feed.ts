import { checkFeed } from '../chaos/check.ts';
import type { History } from './history.ts';

type Reader = History['readers'][number];

/** Feeds are complete and in order, for each reader. */
export function checkReaders({ readers, log }: History): string[] {
  const passed = statesPassed(log);
  return readers.flatMap(({ name, pages, followed, fresh, visible }) => {
    const seen = new Set(visible.map(({ id }) => id));
    const extra = [...followed.keys(), ...fresh.keys()].filter((id) => !seen.has(id));
    return [
      ...checkFeed({ proposals: visible, followed, fresh }),
      ...extra.map((id) => `the feed showed ${id}, which is not for this reader`),
      ...inOrder(pages),
      ...asItWent(pages, passed),
    ].map((sentence) => `${name}: ${sentence}`);
  });
}

const placeOf = (cursor: string): [bigint, bigint] => {
  const [xid = '0', id = '0'] = cursor.split('.');
  return [BigInt(xid), BigInt(id)];
};

/** Cursors never go back, nor do revisions, but for who was told to start over. */
function inOrder(pages: Reader['pages']): string[] {
  const found: string[] = [];
  let last: [bigint, bigint] = [0n, 0n];
  const revisions = new Map<string, number>();
  for (const { cursor, resync, entries } of pages) {
    if (resync) {
      last = [0n, 0n];
      revisions.clear();
      continue;
    }
    const place = placeOf(cursor);
    if (place[0] < last[0] || (place[0] === last[0] && place[1] < last[1]))
      found.push(`the cursor went back from ${last.join('.')} to ${place.join('.')}`);
    last = place;
    for (const { proposalId, revision, removed } of entries) {
      const before = revisions.get(proposalId) ?? 0;
      if (!removed && revision < before)
        found.push(`the feed gave revision ${revision} of ${proposalId} after ${before}`);
      if (!removed) revisions.set(proposalId, revision);
    }
  }
  return found;
}

/** The states that each proposal went through, by the log. */
function statesPassed(log: History['log']): Map<string, string[]> {
  const passed = new Map<string, string[]>();
  for (const { subject, subjectId, became } of log) {
    if (subject !== 'proposal') continue;
    passed.set(subjectId, [...(passed.get(subjectId) ?? []), became]);
  }
  return passed;
}

/** A feed may leave states out, and shows the others in the order in which they came. */
function asItWent(pages: Reader['pages'], passed: Map<string, string[]>): string[] {
  const found: string[] = [];
  const at = new Map<string, number>();
  for (const { proposalId, state, removed } of pages.flatMap(({ entries }) => entries)) {
    if (removed) continue;
    const from = at.get(proposalId) ?? 0;
    const next = passed.get(proposalId)?.indexOf(state, from) ?? -1;
    if (next < 0) found.push(`the feed gave ${proposalId} as ${state} out of its order`);
    else at.set(proposalId, next);
  }
  return found;
}
