import type { Workflow } from '../schema/workflow.ts';
import { DELTA, type Finding } from './finding.ts';
import { personFirst, recallUnread, smallerBatches } from './fixes.ts';
import { surelyBelow } from './surely.ts';
import { count, hoursOf, percent, shareFigure, spent, were } from './words.ts';

/** What one reviewer decided in one hour of the clock, where attention was measured. */
export type ReviewHour = {
  reviewerId: string;
  email: string;
  /** its beginning, RFC 3339 */
  hour: string;
  decisions: number;
  deliberate: number;
  /** approvals that were not deliberate */
  unread: number;
  /** milliseconds of active reading that went into decisions which were not deliberate */
  unreadMs: number;
  /** where most of them were */
  workflowId: string;
};

/** At least half of review has to be deliberate (M4). */
export const LEAST_SATURATION = 0.5;

/**
 * A1 by reading: reviewers of whose decisions surely fewer than half were deliberate, in one hour or in all
 * hours given together. The bound of each is valid at every decision (`core/stats/beta-binomial.ts`), at
 * 5 % shared out over all hours and people looked at: were all of them exactly at one half, one set of
 * hours in twenty would name somebody. STATISTICS §5.
 * @param hours of a stretch of time, of all reviewers: a week
 */
export function unreadReview(
  hours: readonly ReviewHour[],
  workflows: ReadonlyMap<string, Workflow>,
): Finding[] {
  const byReviewer = new Map<string, ReviewHour[]>();
  for (const hour of hours)
    byReviewer.set(hour.reviewerId, [...(byReviewer.get(hour.reviewerId) ?? []), hour]);
  const delta = DELTA / Math.max(1, hours.length + byReviewer.size);
  const surely = (hits: number, n: number): boolean =>
    surelyBelow(hits, n, { line: LEAST_SATURATION, delta });
  return [...byReviewer].flatMap(([reviewerId, own]): Finding[] => {
    const sure = own.filter(({ deliberate, decisions }) => surely(deliberate, decisions));
    const all = total(own);
    const everywhere = surely(all.deliberate, all.decisions);
    if (sure.length === 0 && !everywhere) return [];
    const about = everywhere ? own : sure;
    const told = total(about);
    const { email, workflowId } = busiest(about);
    const since = about.map(({ hour }) => hour).sort()[0] ?? '';
    const workflow = workflows.get(workflowId);
    return [
      {
        key: `A1:unread:${reviewerId}`,
        ...{ pattern: 'A1', workflowId, person: email },
        sentence: `Of ${count(told.decisions, 'decision')} in ${count(about.length, 'hour')} of review, ${told.deliberate} ${were(told.deliberate)} read: surely fewer than half.`,
        figures: [
          shareFigure('Read before it was decided', {
            ...{ hits: told.deliberate, n: told.decisions, line: LEAST_SATURATION },
          }),
          shareFigure('All of this person’s decisions', { hits: all.deliberate, n: all.decisions }),
        ],
        cost: {
          ...{ hours: hoursOf(told.unreadMs), items: told.unread },
          sentence: `${count(told.unread, 'approval')} went out that nobody read, and ${spent(told.unreadMs)} of review bought nothing.`,
        },
        fixes: workflow
          ? [...smallerBatches(workflow), recallUnread(workflow, { person: email, since })]
          : [],
      },
    ];
  });
}

function total(hours: readonly ReviewHour[]) {
  const sum = { decisions: 0, deliberate: 0, unread: 0, unreadMs: 0 };
  for (const hour of hours) {
    sum.decisions += hour.decisions;
    sum.deliberate += hour.deliberate;
    sum.unread += hour.unread;
    sum.unreadMs += hour.unreadMs;
  }
  return sum;
}

const busiest = (hours: readonly ReviewHour[]): ReviewHour =>
  hours.reduce((most, hour) => (hour.decisions > most.decisions ? hour : most));

/** Planted defects that were decided in one workflow, since it last changed what it does about them. */
export type PlantedLooks = {
  workflow: Workflow;
  /** share of planted defects that its policy wants caught */
  line: number;
  looks: readonly { caught: boolean; flagged: boolean }[];
};

/** Fewer planted defects than this say nothing, whatever came of them. */
export const LEAST_PLANTED = 20;

/**
 * A1 by catching: of at least 20 planted defects surely fewer were caught than the policy wants. By the
 * team, not by the person (STATISTICS §4); the limit holds however often one looks.
 */
export function missedPlants({ workflow, line, looks }: PlantedLooks): Finding[] {
  const planted = looks.length;
  const caught = looks.filter((look) => look.caught).length;
  if (planted < LEAST_PLANTED || !surelyBelow(caught, planted, { line, delta: DELTA })) return [];
  const missed = planted - caught;
  const unflagged = looks.filter(({ flagged }) => !flagged);
  return [
    {
      key: `A1:missed:${workflow.id}`,
      ...{ pattern: 'A1', workflowId: workflow.id },
      sentence: `Of ${planted} planted defects ${caught} ${were(caught)} caught: surely fewer than the ${percent(line)} that the policy wants.`,
      figures: [
        shareFigure('Planted defects caught', { hits: caught, n: planted, line }),
        shareFigure('Of those that no check flagged', {
          ...{ hits: unflagged.filter((look) => look.caught).length, n: unflagged.length },
        }),
      ],
      cost: {
        ...{ hours: null, items: missed },
        sentence: `${count(missed, 'planted defect')} would have gone to buyers; real ones of the same kind do.`,
      },
      fixes: [...smallerBatches(workflow), ...personFirst(workflow)],
    },
  ];
}
