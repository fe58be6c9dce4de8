import type { Evidence } from '../../../src/core/antipatterns/detect.ts';
import type { AntiPattern } from '../../../src/core/antipatterns/finding.ts';
import type { Looked } from '../../../src/core/antipatterns/late-detection.ts';
import type { ReviewHour } from '../../../src/core/antipatterns/rubber-stamping.ts';
import type { Workflow } from '../../../src/core/schema/workflow.ts';
import type { Graded } from '../../../src/core/stats/graded.ts';
import { AUTONOMY, workflowOf } from '../../core/antipatterns/workflow.ts';

/** What is true of a simulated workspace; each number is a rate, or as it says. */
export type Truth = {
  /** share of decisions that each reviewer reads */
  read: readonly number[];
  /** planted defects that are caught; the policy wants 0.7 */
  caught: number;
  /** alerts that are worth it */
  worth: number;
  /** looks that come after more than the tolerated number have left */
  late: number;
  /** scores that all say the same */
  constant: boolean;
  /** how far right ones score above wrong ones, in standard deviations: 0 is not at all */
  sorts: number;
  /** stopped by a rule, and wrong among what passes */
  stopped: number;
  wrong: number;
  /** proposals passed from person to person, decided twice, and differed in by a second signature */
  passedOn: number;
  twice: number;
  differs: number;
};

export const HEALTHY: Truth = {
  ...{ read: [0.9, 0.8, 0.75, 0.7], caught: 0.85, worth: 0.45, late: 0.2 },
  ...{ constant: false, sorts: 1.2, stopped: 0.06, wrong: 0.01 },
  ...{ passedOn: 0.08, twice: 0.03, differs: 0.08 },
};

/** A workspace that has one anti-pattern, and one that sits exactly on its line: the worst that isn't. */
export const CASES: readonly {
  name: string;
  pattern: AntiPattern;
  has: Partial<Truth>;
  line: Partial<Truth>;
}[] = [
  {
    ...{ name: 'one of four reads a fifth', pattern: 'A1' },
    ...{ has: { read: [0.9, 0.8, 0.75, 0.2] }, line: { read: [0.5, 0.5, 0.5, 0.5] } },
  },
  {
    ...{ name: 'planted defects are missed', pattern: 'A1' },
    ...{ has: { caught: 0.4 }, line: { caught: 0.7 } },
  },
  {
    ...{ name: 'one alert in twenty is worth it', pattern: 'A2' },
    ...{ has: { worth: 0.05 }, line: { worth: 0.2 } },
  },
  {
    ...{ name: 'looks come too late', pattern: 'A3' },
    ...{ has: { late: 0.85 }, line: { late: 0.5 } },
  },
  {
    ...{ name: 'everything scores 0.92', pattern: 'A4' },
    // half of all scores alike is on the line: no world of one kind is; the AUROC's line stands in
    ...{ has: { constant: true }, line: { sorts: 0.3583 } },
  },
  {
    ...{ name: 'scores that don’t sort', pattern: 'A4' },
    ...{ has: { sorts: 0 }, line: { sorts: 0.3583 } },
  },
  {
    ...{ name: 'rules that stop next to nothing', pattern: 'A4' },
    ...{ has: { stopped: 0.002, wrong: 0.08 }, line: { stopped: 0.03, wrong: 0.03 / 0.97 } },
  },
  {
    ...{ name: 'work is handed on', pattern: 'A5' },
    ...{ has: { passedOn: 0.75 }, line: { passedOn: 0.5 } },
  },
  {
    ...{ name: 'two do the same work', pattern: 'A5' },
    ...{ has: { twice: 0.4 }, line: { twice: 0.2 } },
  },
  {
    ...{ name: 'a second signature that never differs', pattern: 'A5' },
    ...{ has: { differs: 0.001 }, line: { differs: 0.02 } },
  },
];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 2);
const PER_HOUR = 20;
const DESK = { from: 8, to: 18 };

/** A workspace that fills day by day, and what the gate would have of it. */
export class Workspace {
  readonly #truth: Truth;
  readonly #random: () => number;
  readonly #workflow: Workflow = workflowOf({ policy: { autonomy: AUTONOMY } });
  #day = 0;
  #hours: (ReviewHour & { day: number })[] = [];
  readonly #planted: { caught: boolean; flagged: boolean }[] = [];
  readonly #alerts = { actionable: 0, noise: 0 };
  readonly #sends: { hour: number; sends: number }[] = [];
  readonly #looked: Looked[] = [];
  readonly #scores = new Map<number, number>();
  readonly #graded: Graded[] = [];
  readonly #rules = { proposals: 0, stopped: 0, count: 0, right: 0, defects: 0 };
  readonly #hands = { decided: 0, passedOn: 0, twice: 0, pairs: 0, differed: 0 };

  constructor(truth: Truth, random: () => number) {
    this.#truth = truth;
    this.#random = random;
  }

  /** One day of work. */
  live(): void {
    const start = START + this.#day * DAY;
    this.#review(start);
    this.#send(start);
    const { caught, worth, passedOn, twice, differs } = this.#truth;
    for (let n = 0; n < 4; n += 1)
      this.#planted.push({ caught: this.#chance(caught), flagged: n === 0 });
    for (let n = 0; n < 6; n += 1) this.#alerts[this.#chance(worth) ? 'actionable' : 'noise'] += 1;
    for (let n = 0; n < 40; n += 1) {
      this.#hands.decided += 1;
      this.#hands.passedOn += Number(this.#chance(passedOn));
      this.#hands.twice += Number(this.#chance(twice));
      this.#hands.pairs += 1;
      this.#hands.differed += Number(this.#chance(differs));
    }
    this.#propose();
    this.#day += 1;
  }

  evidence(): Evidence {
    const workflow = this.#workflow;
    const now = START + this.#day * DAY;
    const { proposals, stopped, count, right, defects } = this.#rules;
    const { pairs, differed, ...hands } = this.#hands;
    return {
      workflows: [workflow],
      hours: this.#hours,
      planted: [{ workflow, line: 0.7, looks: this.#planted }],
      alerts: [
        {
          ...{ kind: 'brake-warns', workflowId: workflow.id, signal: 'complaint', noiseMs: 0 },
          ...this.#alerts,
        },
      ],
      clocks: [{ workflow, sends: this.#sends, looked: this.#looked, now }],
      scores: [
        {
          ...{ workflow, model: 'm', modelVersion: '1', graded: this.#graded },
          scores: [...this.#scores].map(([confidence, some]) => ({ confidence, count: some })),
        },
      ],
      passed: [{ workflow, proposals, stopped, strata: [{ count, right, defects }] }],
      hands: [
        {
          ...{ workflow, ...hands, passedOnMs: 0, twiceMs: 0, last: 'boss@seller.example' },
          second: { pairs, differed, ms: 0 },
        },
      ],
    };
  }

  #chance(rate: number): boolean {
    return this.#random() < rate;
  }

  #review(start: number): void {
    this.#hours = this.#hours.filter(({ day }) => day > this.#day - 7);
    for (const [who, read] of this.#truth.read.entries())
      for (let hour = DESK.from; hour < DESK.from + 4; hour += 1) {
        const decisions = 8 + Math.floor(this.#random() * 12);
        let deliberate = 0;
        for (let n = 0; n < decisions; n += 1) deliberate += Number(this.#chance(read));
        const unread = decisions - deliberate;
        this.#hours.push({
          ...{ day: this.#day, reviewerId: `r${who}`, email: `r${who}@seller.example` },
          ...{ hour: new Date(start + hour * HOUR).toISOString(), workflowId: this.#workflow.id },
          ...{ decisions, deliberate, unread, unreadMs: unread * 1500 },
        });
      }
  }

  /** Twenty sends an hour: after two and a half hours the tolerated fifty have left. */
  #send(start: number): void {
    for (let hour = DESK.from; hour < DESK.to; hour += 1)
      this.#sends.push({ hour: start + hour * HOUR, sends: PER_HOUR });
    for (let n = 0; n < 6; n += 1) {
      const sentAt = start + DESK.from * HOUR + this.#random() * HOUR;
      const after = this.#chance(this.#truth.late) ? 3 + 5 * this.#random() : 2 * this.#random();
      this.#looked.push({ sentAt, seenAt: sentAt + after * HOUR, by: 'audit' });
    }
  }

  #propose(): void {
    const { constant, sorts, stopped, wrong } = this.#truth;
    for (let n = 0; n < 200; n += 1) {
      const right = this.#chance(0.85);
      const normal = this.#normal() + (right ? sorts : 0);
      const score = constant ? 0.92 + 0.004 * this.#normal() : 1 / (1 + Math.exp(-normal));
      const confidence = Math.round(Math.min(0.999, Math.max(0, score)) * 1000) / 1000;
      this.#scores.set(confidence, (this.#scores.get(confidence) ?? 0) + 1);
      // a quarter is looked at
      if (this.#chance(0.25)) this.#graded.push({ confidence, right, inclusion: 0.25 });
      this.#rules.proposals += 1;
      if (this.#chance(stopped)) {
        this.#rules.stopped += 1;
        continue;
      }
      this.#rules.count += 1;
      if (this.#chance(0.25)) this.#rules[this.#chance(wrong) ? 'defects' : 'right'] += 1;
    }
  }

  #normal(): number {
    const [a, b] = [1 - this.#random(), this.#random()];
    return Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
  }
}
