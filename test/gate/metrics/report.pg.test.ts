import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Estimate } from '../../../src/protocol/report.ts';
import { clusteredEnds, exactEnds, type Item, quantileEnds } from '../../core/stats/naive.ts';
import { DAY, type Log, readLog, revisionsOf } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';
import { same, share } from './told.ts';

let place: OddPlace;
let log: Log;
beforeAll(async () => {
  place = await oddPlace();
  log = await readLog({ ...place.database, workspaceId: place.at.workspaceId });
}, 120_000);
afterAll(() => place?.close());

const alone = (row: { proposal_id: string; inclusion: number }, hit: boolean): Item => ({
  ...{ hit, inclusion: row.inclusion, account: row.proposal_id, template: row.proposal_id },
});
const rateOf = (items: readonly Item[]) => {
  const { rate, n, low, high } = clusteredEnds(items);
  const hits = items.filter(({ hit }) => hit).length;
  return { n, hits, value: n === 0 ? null : rate, low, high };
};
function agrees(said: Estimate, told: ReturnType<typeof rateOf>, what: string): void {
  same(said, told, what);
  expect(said.hits, what).toBe(told.hits);
}

it.each([
  ['a quarter', 84.2, 0.3],
  ['three weeks in it', 40.4, 19.7],
  ['a time before anything', 99.5, 80.1],
])(
  'every figure of a report on %s is that of the log',
  async (_name, from, to) => {
    const now = Date.now();
    const period = { from: now - from * DAY, to: now - to * DAY };
    const { workspaceId } = place.at;
    const made = await place.store.reports.figures({
      ...{ workspaceId, from: new Date(period.from).toISOString() },
      to: new Date(period.to).toISOString(),
    });
    expect(made?.workflows.map(({ id }) => id).sort()).toEqual(
      log.workflows.map(({ id }) => id).sort(),
    );
    if (from > 80 && to < 1)
      for (const figure of ['toPeople', 'deliberate', 'override', 'defects', 'audits'] as const)
        expect(
          Math.max(...(made?.workflows ?? []).map((of) => of[figure].hits)),
          figure,
        ).toBeGreaterThan(2);
    const revisionOf = revisionsOf(log);
    const inside = (at: Date | null) =>
      at !== null && at.getTime() >= period.from && at.getTime() < period.to;
    for (const of of made?.workflows ?? []) {
      const mine = <T extends { workflow_id: string }>(rows: readonly T[]) =>
        rows.filter(({ workflow_id }) => workflow_id === of.id);
      const proposed = mine(log.proposals).filter(({ created_at }) => inside(created_at));
      const people = proposed.filter(
        ({ id, lane, revision }) =>
          lane === 'human' ||
          log.lane_passes.some(
            (pass) => pass.proposal_id === id && pass.revision === revision && pass.drawn,
          ),
      );
      expect(of.proposals).toBe(proposed.length);
      agrees(
        of.toPeople,
        { hits: people.length, ...share(people.length, proposed.length) },
        'toPeople',
      );

      const decided = mine(log.decisions).filter(
        ({ status, received_at }) => status === 'accepted' && inside(received_at),
      );
      for (const action of ['approve', 'approve_edited', 'reject', 'escalate'] as const)
        expect(of.decisions[action], action).toBe(
          decided.filter((row) => row.action === action).length,
        );
      const judged = decided.filter(({ deliberate }) => deliberate !== null);
      const read = judged.filter(({ deliberate }) => deliberate).length;
      agrees(of.deliberate, { hits: read, ...share(read, judged.length) }, 'deliberate');
      const whole = decided.filter(({ action }) => action !== 'escalate');
      const items = whole.map((row): Item => {
        const account =
          log.recipients
            .filter(({ proposal_id }) => proposal_id === row.proposal_id)
            .sort((a, b) => (a.person < b.person ? -1 : 1))[0]?.domain ?? row.proposal_id;
        const template = revisionOf(row).review.template ?? account;
        return { hit: row.action !== 'approve', inclusion: 1, account, template };
      });
      agrees(of.override, rateOf(items), 'override');
      const seconds = whole.map((row) =>
        Math.max(0, (row.received_at.getTime() - revisionOf(row).created_at.getTime()) / 1000),
      );
      expect(of.timeToReview === null).toBe(seconds.length === 0);
      for (const [at, p] of [
        ['median', 0.5],
        ['ninetieth', 0.9],
      ] as const)
        if (of.timeToReview !== null) {
          const { estimate, low, high } = quantileEnds(seconds, p);
          const said = of.timeToReview[at];
          expect(said.estimate).toBeCloseTo(estimate, 1);
          // the log's times are read to the millisecond here
          for (const [one, other] of [
            [said.low, low],
            [said.high, high],
          ] as const)
            if (other === null) expect(one).toBeNull();
            else expect(one).toBeCloseTo(other, 1);
        }
      const byWhom = new Map<string, number>();
      for (const { reviewer_id } of decided)
        byWhom.set(reviewer_id, (byWhom.get(reviewer_id) ?? 0) + 1);
      expect(
        of.reviewers.map(({ name, role, decisions }) => `${name} ${role} ${decisions}`).sort(),
      ).toEqual(
        [...byWhom]
          .map(([id, decisions]) => {
            const who = log.reviewers.find((row) => row.id === id);
            return `${who?.name} ${who?.role} ${decisions}`;
          })
          .sort(),
      );

      const labels = mine(log.labels).filter(
        ({ outcome, settled_at }) => outcome !== 'unseen' && inside(settled_at),
      );
      agrees(
        of.defects,
        rateOf(labels.map((row) => alone(row, row.outcome === 'defect'))),
        'defects',
      );
      const looks = mine(log.looks).filter(
        ({ state, decided_at }) => state === 'decided' && inside(decided_at),
      );
      const audits = looks.filter(({ reason }) => reason === 'audit');
      agrees(of.audits, rateOf(audits.map((row) => alone(row, row.defect === true))), 'audits');
      expect(of.auditsOpen).toBe(
        mine(log.looks).filter(({ reason, state }) => reason === 'audit' && state === 'open')
          .length,
      );
      for (const flagged of [true, false]) {
        const planted = looks.filter(
          ({ id, reason }) =>
            log.canaries.some((row) => row.look_id === id && row.flagged === flagged) &&
            reason === 'canary',
        );
        const caught = planted.filter(({ defect }) => defect).length;
        const n = planted.length;
        const ends = n === 0 ? { low: 0, high: 1 } : exactEnds(caught, n);
        const value = n === 0 ? null : caught / n;
        agrees(
          of.caught[flagged ? 'flagged' : 'unflagged'],
          { n, hits: caught, value, ...ends },
          'caught',
        );
      }
    }
  },
  60_000,
);
