import { fatigueOf } from '../../src/core/attention/fatigue.ts';
import { unseenWords, wordsOf } from '../../src/core/attention/reading.ts';
import { groupClones } from '../../src/core/clones/group.ts';
import type { CloneSubject } from '../../src/core/clones/subject.ts';
import { cloneTable } from '../../src/core/clones/table.ts';
import { claimLine, flagLine } from '../../src/core/review/fact-lines.ts';
import { contentLines } from '../../src/core/review/in-lines.ts';
import type { Claim, Flag } from '../../src/core/schema/claim.ts';
import type { Content } from '../../src/core/schema/content.ts';
import { seedProposals } from '../../src/demo/seed/seed.ts';
import { buyerOf, draftFor } from '../core/clones/drafts.ts';
import { enrollmentOf, updateOf } from '../core/clones/works.ts';
import { SAMPLES } from '../core/review/samples.ts';
import { MIX, type Way } from '../e2e/mix.ts';

/** Proposals decided by one press, one unless they are clones; `words` are read for it, of each row alone. */
export type Unit = { way: Way; looks: number; words: number; rows: number; wordsAlone: number[] };

type Work = { content: Content; claims: readonly Claim[]; flags: readonly Flag[] };

/** Words on the review surface and on the plain page alike: content, facts and flags with evidence. */
const words = ({ content, claims, flags }: Work): number =>
  wordsOf(
    [
      ...contentLines(content).map(({ text }) => text),
      ...claims.map(claimLine),
      ...flags.map(flagLine),
    ].join('\n'),
  ).length;

/** Facts that somebody would look up before deciding. */
const toLookUp = ({ claims }: Work): number =>
  claims.filter(({ status, evidence }) => status !== 'supported' && evidence.length > 0).length;

const single = (work: Work, way: Way): Unit => {
  const all = words(work);
  return { way, looks: toLookUp(work), words: all, rows: 1, wordsAlone: [all] };
};

/** One in four goes another way than approval, these in turn, as in two-hundred.e2e.ts. */
const OF_ANY = ['reject', 'escalate', 'escalate to somebody'] as const satisfies readonly Way[];
/** Only a mail has a text to mend or to type in. */
const RARER: readonly Way[] = [...OF_ANY, 'mend', 'type'];

/** The 200 proposals: the kinds and numbers of the e2e's mix, the mails' texts those of the demo's agents. */
export function mixed(): Unit[] {
  const mails = seedProposals(Date.UTC(2026, 10, 1))
    .map(({ input }) => input)
    .filter(({ content }) => content.kind === 'email.draft');
  const { 'email.draft': _mail, ...samples } = SAMPLES;
  const works = Object.values(samples).map((content) => ({ content, claims: [], flags: [] }));
  const cycle = <T>(all: readonly T[], n: number): T => {
    const one = all[n % all.length];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  };
  const counted = <T>(count: number, make: (n: number) => T): T[] =>
    Array.from({ length: count }, (_one, n) => make(n));
  const inGmail = (n: number): Way =>
    n === 0 ? 'approve and send' : n % 5 === 2 ? 'reject' : n % 5 === 4 ? 'escalate' : 'approve';
  const flagged = mails.filter((mail) => toLookUp(mail) > 0);
  const mail = (n: number): Unit => {
    const way = n % 4 === 3 ? cycle(RARER, (n - 3) / 4) : 'approve';
    // What is mended is wrong.
    return single(cycle(way === 'mend' ? flagged : mails, n), way);
  };
  const work = (n: number): Unit =>
    single(cycle(works, n), n % 4 === 3 ? cycle(OF_ANY, (n - 3) / 4) : 'approve');
  return [
    ...counted(MIX.mails, mail),
    ...counted(MIX.works, work),
    ...batches(),
    ...counted(MIX.inGmail, (n) => single(cycle(mails, MIX.mails + n), inGmail(n))),
  ];
}

/** The clones as the queue groups them and cuts them into batches; the second is rejected. */
function batches(): Unit[] {
  const subjects = [draftFor, enrollmentOf, updateOf].flatMap((make) =>
    Array.from({ length: MIX.clones }, (_one, n) => make(buyerOf(900 + n))),
  );
  const { batchSize } = fatigueOf({});
  return groupClones(subjects)
    .flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / batchSize) }, (_one, n) =>
        group.slice(n * batchSize, (n + 1) * batchSize),
      ),
    )
    .map((rows, n) => batchOf(rows, n === 1 ? 'reject all' : 'approve all'));
}

/** The first row is read in full, of the others what differs (as src/pages/queue counts it). */
function batchOf(rows: readonly CloneSubject[], way: Way): Unit {
  const columns = cloneTable(rows);
  const differing = rows.map((_row, at) =>
    columns.reduce(
      (sum, { cells }) => sum + unseenWords(cells[at]?.value ?? '', cells[0]?.value ?? ''),
      0,
    ),
  );
  const wordsAlone = rows.map(words);
  return {
    ...{ way, looks: 0, rows: rows.length, wordsAlone },
    words: (wordsAlone[0] ?? 0) + differing.reduce((sum, one) => sum + one, 0),
  };
}
