import { afterAll, beforeAll, expect, it } from 'vitest';
import { clusteredEnds, exactEnds } from '../../core/stats/naive.ts';
import { agreementOf } from './dashboard.ts';
import { asked, DAY, type Decision, grouped, type Log, readLog, wrong } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';
import { same, share } from './told.ts';

/* What the policies' page answers the picker's questions from, and what audits say together. */

let place: OddPlace;
let log: Log;
let workspaceId: string;
beforeAll(async () => {
  place = await oddPlace();
  workspaceId = place.at.workspaceId;
  log = await readLog({ ...place.database, workspaceId });
}, 120_000);
afterAll(() => place?.close());

const lastOf = (rows: readonly Decision[]) =>
  rows.toSorted((a, b) => b.received_at.getTime() - a.received_at.getTime())[0];
const whole = () =>
  log.decisions.filter(({ status, action }) => status === 'accepted' && action !== 'escalate');

/** Blind second looks beside the decision that stood when they came. */
const pairs = () =>
  log.looks.flatMap((look) => {
    if (look.reason !== 'second-opinion' || look.state !== 'decided') return [];
    const first = lastOf(
      whole().filter(
        (row) => row.proposal_id === look.proposal_id && row.revision === look.revision,
      ),
    );
    if (!first) return [];
    return [
      {
        ...{ workflow: look.workflow_id, inclusion: look.inclusion, second: look.defect === true },
        first: wrong(first.action, first.reason?.code),
        kind: look.reason_code ?? first.reason?.code ?? 'other',
      },
    ];
  });
const planted = () =>
  log.looks.flatMap(({ id, workflow_id: workflow, state, defect }) => {
    const canary = log.canaries.find(({ look_id }) => look_id === id);
    const { flagged = false } = canary ?? {};
    return canary && state === 'decided' ? [{ workflow, flagged, caught: defect === true }] : [];
  });

it.each(['w1', 'w2', 'w3'])(
  'what is measured of %s is what the log says of its first versions',
  async (id) => {
    const { policies } = place.store;
    const { answer, expected } = await asked(
      async () => ({
        seen: await policies.seen({ workspaceId, workflowId: id }),
        noticing: await policies.noticing({ workspaceId, workflowId: id }),
        performance: await policies.performance({ workspaceId, workflowId: id }),
      }),
      (now) => {
        const since = (days: number, at: Date) => at.getTime() > now - days * DAY;
        const decided = whole().filter(
          (row) => row.workflow_id === id && row.revision === 1 && since(90, row.received_at),
        );
        const came = new Map(
          log.proposals
            .filter((row) => row.workflow_id === id)
            .map((row) => [row.id, row.created_at]),
        );
        const told = log.signals.flatMap(({ type, proposal_id, at, received_at }) => {
          const first = came.get(proposal_id ?? '');
          const named = ['complaint', 'defect_reported'].includes(type) && since(90, received_at);
          return first && named && at > first ? [(at.getTime() - first.getTime()) / 3_600_000] : [];
        });
        const found = pairs().filter(({ workflow, second }) => workflow === id && second);
        const there = planted().filter(({ workflow, flagged }) => workflow === id && !flagged);
        return {
          decided: decided.map((row) => wrong(row.action, row.reason?.code)),
          active: decided.reduce((sum, { attention }) => sum + attention.activeMs, 0),
          proposals: [...came.values()].filter((at) => since(30, at)).length,
          told: told.sort((a, b) => a - b),
          noticed:
            found.filter(({ first }) => first).length + there.filter(({ caught }) => caught).length,
          there: found.length + there.length,
        };
      },
    );
    const { seen, noticing, performance } = answer;
    const defects = expected.decided.filter(Boolean).length;
    expect(seen.proposals).toBe(expected.proposals);
    expect(seen.decided).toHaveLength(expected.decided.length);
    expect(seen.decided.filter(({ defect }) => defect)).toHaveLength(defects);
    expect(seen.decided.reduce((sum, { activeMs }) => sum + activeMs, 0)).toBe(expected.active);
    expect(performance).toMatchObject({ decided: expected.decided.length, defects });
    const hours = seen.toldAfter.toSorted((a, b) => a - b);
    expect(hours).toHaveLength(expected.told.length);
    for (const [at, one] of expected.told.entries()) expect(hours[at]).toBeCloseTo(one, 5);
    const { noticed, there } = expected;
    expect(noticing).toEqual(there === 0 ? null : { noticed, there });
    expect(defects).toBeGreaterThan(3);
  },
);

it('what audits, second looks and planted defects say together is what the log says', async () => {
  const answer = await place.store.looks.summary({ workspaceId });
  const audits = log.looks.filter(({ reason, state }) => reason === 'audit' && state === 'decided');
  const defects = audits.filter(({ defect }) => defect).length;
  const items = audits.map(({ proposal_id, revision, defect, inclusion }) => {
    const pass = log.lane_passes.find(
      (row) => row.proposal_id === proposal_id && row.revision === revision,
    );
    const { template } = pass ?? {};
    return { hit: defect === true, inclusion, account: proposal_id, template: template ?? '' };
  });
  const { rate: value, low, high } = clusteredEnds(items);
  expect(answer.audits).toMatchObject({ decided: audits.length, defects });
  same(answer.audits.rate, { value, low, high });
  expect(defects).toBeGreaterThan(3);
  for (const flagged of [true, false]) {
    const mine = planted().filter((one) => one.flagged === flagged);
    const caught = mine.filter((one) => one.caught).length;
    const said = answer.canaries[flagged ? 'flagged' : 'unflagged'];
    expect(said).toMatchObject({ caught, planted: mine.length });
    same({ ...said, value: null }, { ...exactEnds(caught, mine.length), value: null });
  }
  const both = pairs();
  const told = agreementOf(both.map(({ first, second }) => [first, second] as const));
  expect(answer.agreement.items).toBe(told.n);
  expect(answer.agreement.alpha?.value).toBeCloseTo(told.alpha, 9);
  same(
    answer.agreement.disagreement && {
      ...{ ...answer.agreement.disagreement, value: answer.agreement.disagreement.share },
    },
    { ...share(told.differ, told.n), n: undefined },
  );
  // Chapman, each kind and probability by itself: (n₁ + 1)(n₂ + 1) ÷ (m + 1) − 1, by 1/π
  let [found, atLeast] = [0, 0];
  for (const rows of grouped(both, ({ kind, inclusion }) => `${kind} ${inclusion}`).values()) {
    const [first, second] = [rows.filter((row) => row.first), rows.filter((row) => row.second)];
    const m = first.filter((row) => row.second).length;
    const pi = rows[0]?.inclusion ?? 1;
    const seen = first.length + second.length - m;
    if (seen === 0) continue;
    found += seen / pi;
    atLeast += (((first.length + 1) * (second.length + 1)) / (m + 1) - 1) / pi;
  }
  expect(answer.missed.found).toBeCloseTo(found, 6);
  expect(answer.missed.atLeast).toBeCloseTo(atLeast, 6);
  expect(answer.missed.silent).toBe(false);
});
