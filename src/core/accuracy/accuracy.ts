import { weightedRate } from '../stats/horvitz-thompson.ts';
import type { Interval } from '../stats/interval.ts';
import { wilson } from '../stats/wilson.ts';

/** One proposal of a cell (week × workflow × model version × kind), counted once. */
export type Graded = {
  /**
   * `person`: it went to one; `alone`: it ran, or may run, without, and could be drawn for an audit;
   * `uncovered`: it ran without a person and no audit could draw it
   */
  way: 'person' | 'alone' | 'uncovered';
  /** the probability of its audit; 1 where a person sees it, and where a report named it */
  inclusion: number;
  /** somebody was to look: always for `person`, for `alone` where it was drawn or reported */
  asked: boolean;
  /** right as it came: approved, or edited for taste alone; null while nobody has looked */
  right: boolean | null;
  account: string;
  template: string;
};

export type Accuracy = {
  proposals: number;
  /** Horvitz–Thompson over all of them that could be looked at; null before the first look */
  all: (Interval & { rate: number; looked: number; effective: number }) | null;
  /** of those that people decided alone: falls as lanes open, since only the hard ones reach them */
  people: (Interval & { rate: number; decided: number; right: number }) | null;
  /** audits that found something out, and drawn ones that wait */
  audited: number;
  waiting: number;
  /** ran without a person where no audit could draw it: nothing is known of these */
  uncovered: number;
};

/**
 * How many were right as they came (F3, M5), over everything proposed: in the human lane each counts as
 * itself, in the others each that was drawn stands for 1/π. Who waits for a look is taken to be like those
 * of the same way that had one: π times the share of them that was answered (weighting-class adjustment,
 * Kalton & Flores-Cervantes, Journal of Official Statistics 19 (2003) 81–97).
 */
export function accuracyOf(items: readonly Graded[]): Accuracy {
  const answered = new Map<Graded['way'], { asked: number; known: number }>();
  for (const { way, asked, right } of items) {
    if (!asked) continue;
    const of = answered.get(way) ?? { asked: 0, known: 0 };
    answered.set(way, { asked: of.asked + 1, known: of.known + (right === null ? 0 : 1) });
  }
  const share = (way: Graded['way']): number => {
    const of = answered.get(way);
    return of && of.known > 0 ? of.known / of.asked : 1;
  };
  const known = items.filter(({ right, way }) => right !== null && way !== 'uncovered');
  const all = weightedRate(
    known.map(({ right, inclusion, way, account, template }) => ({
      hit: right === true,
      inclusion: inclusion * share(way),
      ...{ account, template },
    })),
  );
  const people = known.filter(({ way }) => way === 'person');
  const right = people.filter((item) => item.right).length;
  const audited = known.length - people.length;
  const { rate, low, high, effective } = all;
  return {
    proposals: items.length,
    all: known.length === 0 ? null : { rate, low, high, effective, looked: known.length },
    people:
      people.length === 0
        ? null
        : {
            rate: right / people.length,
            ...{ decided: people.length, right },
            ...wilson(right, people.length),
          },
    audited,
    waiting: items.filter((item) => item.asked && item.right === null).length,
    uncovered: items.filter(({ way }) => way === 'uncovered').length,
  };
}
