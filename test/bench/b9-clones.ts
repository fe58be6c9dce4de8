import { groupClones } from '../../src/core/clones/group.ts';
import type { CloneSubject } from '../../src/core/clones/subject.ts';
import { plainOf } from '../../src/core/text/plain.ts';
import { buyerOf, draftFor } from '../core/clones/drafts.ts';
import { NEAR_MISSES } from '../core/clones/near-misses.ts';
import { quantile, type Row, row } from './row.ts';

const DRAFTS = 10_000;
const TEMPLATES = 40;
const RUNS = 9;

/** Every tenth is a near-miss of one kind or another, the rest are clones of 40 templates. */
function drafts(): CloneSubject[] {
  const near = Object.values(NEAR_MISSES);
  return Array.from({ length: DRAFTS }, (_, at) => {
    const odd = at % 10 === 9 ? near[((at / 10) % near.length) | 0] : undefined;
    if (odd) return { ...odd, proposalId: `near-${at}` };
    return {
      ...draftFor(buyerOf(at)),
      proposalId: `${at}`,
      template: `template-${at % TEMPLATES}`,
    };
  });
}

/** The plain text of each, read to its last character: what any grouping by text has to do. */
function readOnce(list: readonly CloneSubject[]): number {
  let sum = 0;
  for (const { content } of list) {
    if (content.kind !== 'email.draft') continue;
    const { text } = plainOf(content.body);
    for (let at = 0; at < text.length; at += 1) sum = (sum + text.charCodeAt(at)) | 0;
  }
  return sum;
}

const ms = (work: () => unknown): number => {
  const from = performance.now();
  work();
  return performance.now() - from;
};

/** B9: grouping of 10,000 drafts into true clones. */
export async function b9(): Promise<Row[]> {
  const list = drafts();
  const groups = groupClones(list);
  const clones = groups.filter(({ length }) => length > 1);
  const isNear = ({ proposalId }: CloneSubject) => proposalId.startsWith('near-');
  const wrong = clones.filter((group) => group.some(isNear) && !group.every(isNear)).length;
  console.error(
    `  ${groups.length} groups, ${clones.length} of several; ${wrong} of clones with a near-miss`,
  );
  const read: number[] = [];
  const samples = Array.from({ length: RUNS }, () => {
    read.push(ms(() => readOnce(list)));
    return ms(() => groupClones(list));
  });
  return [
    row({
      row: 'B9',
      work: `${DRAFTS} drafts grouped, every tenth a near-miss (reading them once: p50 ${quantile(read, 0.5).toFixed(0)} ms)`,
      samples,
      unit: 'ms',
      limit: 1000,
      goal: '≤ 1 s',
      met: (value, limit) => value <= limit,
    }),
  ];
}
