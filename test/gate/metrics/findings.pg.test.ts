import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { accuracy } from '../../../src/gate/dispatch/accuracy.ts';
import { recurringFixes } from '../../../src/gate/dispatch/findings.ts';
import { simulate } from '../../../src/gate/dispatch/policies.ts';
import { wilsonEnds } from '../../core/stats/naive.ts';
import { afterwards } from './afterwards.ts';
import {
  complained,
  decidedOf as decidedIn,
  earliest,
  gradedOf,
  type Told,
  toldOf,
} from './graded.ts';
import { asked, DAY, type Log, readLog, revisionsOf, wrong } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';
import { same } from './told.ts';

let place: OddPlace;
let log: Log;
let workspaceId: string;
beforeAll(async () => {
  place = await oddPlace();
  workspaceId = place.at.workspaceId;
  log = await readLog({ ...place.database, workspaceId });
}, 120_000);
afterAll(() => place?.close());

const decidedOf = (workflowId: string) => decidedIn(log, workflowId);

describe('what the findings’ page counts', () => {
  it.each([14, 90])(
    'of %i days: what was decided and stands, and what was corrected',
    async (days) => {
      const { answer, expected } = await asked(
        () => recurringFixes(place, { workspaceId, days }),
        (now) =>
          log.workflows.flatMap(({ id }) => {
            const rows = decidedOf(id).filter(
              ({ standing, received_at }) => standing && received_at.getTime() >= now - days * DAY,
            );
            const corrected = new Set(
              rows.filter(({ action }) => action !== 'approve').map((row) => row.proposal_id),
            );
            return corrected.size === 0
              ? []
              : [{ workflowId: id, decided: rows.length, corrected: corrected.size, cut: false }];
          }),
      );
      const said = answer.read.map(({ name: _name, ...counted }) => counted);
      expect(said.sort((a, b) => (a.workflowId < b.workflowId ? -1 : 1))).toEqual(
        expected.sort((a, b) => (a.workflowId < b.workflowId ? -1 : 1)),
      );
      expect(Math.max(...expected.map(({ corrected }) => corrected))).toBeGreaterThan(5);
    },
  );

  it('of accuracy: each proposal once, as somebody first looked at it, by Kalton and Flores-Cervantes', async () => {
    const expected = await accuracyTold();
    const most = (of: (one: (typeof expected)[number]) => number) => Math.max(...expected.map(of));
    expect(most(({ audited }) => audited)).toBeGreaterThan(2);
    expect(most(({ waiting }) => waiting)).toBeGreaterThan(0);
  });

  it('of accuracy, where there is more than is read: the newest, and says so', async () => {
    const limit = 60;
    const { answer, expected } = await asked(
      () => place.store.accuracy.graded({ workspaceId, workflowId: 'w1', weeks: 13, limit }),
      () => {
        const newest = log.proposals
          .filter(({ workflow_id }) => workflow_id === 'w1')
          .sort((a, b) => b.created_at.getTime() - a.created_at.getTime())
          .slice(0, limit);
        return gradedOf(log, newest).map(({ account, way }) => `${account} ${way}`);
      },
    );
    expect(answer.cut).toBe(true);
    expect(answer.rows.map(({ account, way }) => `${account} ${way}`).sort()).toEqual(
      expected.sort(),
    );
    expect(expected.length).toBeLessThan(limit);
    const all = { workspaceId, workflowId: 'w1', weeks: 13 };
    const n = log.proposals.filter(({ workflow_id }) => workflow_id === 'w1').length;
    expect((await place.store.accuracy.graded({ ...all, limit: n })).cut).toBe(false);
    expect((await place.store.accuracy.graded({ ...all, limit: n - 1 })).cut).toBe(true);
  });
});

/** Compares the answer about accuracy with the log; gives what the log says. */
async function accuracyTold(): Promise<Told[]> {
  const { answer, expected } = await asked(
    () => accuracy(place, { workspaceId, weeks: 6 }),
    (now) => toldOf(log, 6, now),
  );
  const name = ({ workflowId, model, modelVersion, kind }: Record<string, unknown>) =>
    [workflowId, model, modelVersion, kind].join(' ');
  for (const [said, told] of [
    [answer.overall.map((row) => ({ ...row, subject: name({ ...row }) })), expected.overall],
    [
      answer.weeks.map((row) => ({ ...row, subject: `${name({ ...row })} ${row.week}` })),
      expected.weeks,
    ],
  ] as const) {
    expect(said.map(({ subject }) => subject).sort()).toEqual(
      told.map(({ subject }) => subject).sort(),
    );
    for (const { subject, all, people, ...counts } of told) {
      const row = said.find((one) => one.subject === subject);
      expect(row, subject).toMatchObject(counts);
      same(
        row?.all ? { ...row.all, value: row.all.rate, n: row.all.looked } : null,
        all.n === 0 ? null : { ...all, value: all.rate },
        subject,
      );
      const { n, right } = people;
      same(
        row?.people ? { ...row.people, value: row.people.rate, n: row.people.decided } : null,
        n === 0 ? null : { n, value: right / n, ...wilsonEnds(right, n) },
        subject,
      );
    }
  }
  return expected.overall;
}

describe('a policy tried on last month', () => {
  it.each(['w1', 'w2', 'w3'])(
    'begins with what %s had: where each first came, and what it was',
    async (id) => {
      const workflow = await place.store.workflows.getWorkflow({ workspaceId, id });
      if (!workflow) throw new Error('no workflow');
      const {
        pauseReason: _why,
        state: _state,
        executorUrl: _url,
        ...rest
      } = { ...workflow } as Record<string, unknown>;
      const tried = {
        ...rest,
        policy: { ...DEFAULT_POLICY, version: workflow.policy.version + 1 },
      };
      const deps = { ...place, now: () => Date.now() };
      const { answer, expected } = await asked(
        () =>
          simulate(deps as never, { workspaceId, workflow: tried as never, days: 30, tries: 1 }),
        (now) => {
          const lately = log.proposals.filter(
            (row) => row.workflow_id === id && row.created_at.getTime() >= now - 30 * DAY,
          );
          const revisionOf = revisionsOf(log);
          const people = lately.filter(
            (row) => revisionOf({ proposal_id: row.id, revision: 1 }).lane === 'human',
          );
          return { proposals: lately.length, toPeople: people.length };
        },
      );
      expect(answer.was).toEqual(expected);
      expect(answer.draft.proposals).toBe(expected.proposals);
      expect(expected.toPeople).toBeLessThan(expected.proposals);
    },
  );

  it('knows of each of these what was found of it', async () => {
    const { answer, expected } = await asked(
      () =>
        place.store.policies.pastProposals({
          workspaceId,
          workflowId: 'w1',
          days: 30,
          limit: 9999,
        }),
      (now) =>
        log.proposals
          .filter((row) => row.workflow_id === 'w1' && row.created_at.getTime() >= now - 30 * DAY)
          .map((row) => {
            const decided = decidedOf('w1')
              .filter(({ proposal_id, revision }) => proposal_id === row.id && revision === 1)
              .sort(earliest)
              .at(-1);
            const audit = log.looks.find(
              ({ proposal_id, reason, state }) =>
                proposal_id === row.id && reason === 'audit' && state === 'decided',
            );
            const pass = log.lane_passes.find(
              (one) => one.proposal_id === row.id && one.revision === 1,
            );
            const found = decided
              ? wrong(decided.action, decided.reason?.code)
              : (audit?.defect ?? null);
            return {
              id: row.id,
              found,
              inclusion: pass?.inclusion ?? 1,
              reported: complained(log, row.id),
            };
          })
          .sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(answer.more).toBe(false);
    expect(
      answer.past
        .map(({ id, found, inclusion, reported }) => ({
          ...{ id, found: found?.defect ?? null, inclusion, reported },
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    ).toEqual(expected);
    expect(expected.filter(({ found }) => found).length).toBeGreaterThan(3);
  });
});

it('accuracy is that of the log also after late reports, other audits, withdrawals and erasures', async () => {
  const before = await accuracyTold();
  await afterwards({ ...place.database, workspaceId });
  log = await readLog({ ...place.database, workspaceId });
  expect(await accuracyTold()).not.toEqual(before);
});
