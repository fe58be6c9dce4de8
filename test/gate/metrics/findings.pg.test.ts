import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { accuracy } from '../../../src/gate/dispatch/accuracy.ts';
import { recurringFixes } from '../../../src/gate/dispatch/findings.ts';
import { simulate } from '../../../src/gate/dispatch/policies.ts';
import { clusteredEnds, wilsonEnds } from '../../core/stats/naive.ts';
import { asked, DAY, grouped, type Log, readLog, revisionsOf, wrong } from './log.ts';
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

const decidedOf = (workflowId: string) =>
  log.decisions.filter(
    (row) =>
      row.workflow_id === workflowId && row.status === 'accepted' && row.action !== 'escalate',
  );
const complained = (proposalId: string): boolean =>
  log.signals.some(
    ({ type, proposal_id }) =>
      ['complaint', 'defect_reported'].includes(type) && proposal_id === proposalId,
  );
const earliest = (a: { received_at: Date; id: string }, b: { received_at: Date; id: string }) =>
  a.received_at.getTime() - b.received_at.getTime() || (a.id < b.id ? -1 : 1);

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
    const weeks = 6;
    const revisionOf = revisionsOf(log);
    const { answer, expected } = await asked(
      () => accuracy(place, { workspaceId, weeks }),
      (now) => {
        const today = new Date(now);
        const monday =
          Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()) -
          ((today.getUTCDay() + 6) % 7) * DAY;
        const lately = log.proposals.filter(
          ({ created_at }) => created_at.getTime() >= monday - (weeks - 1) * 7 * DAY,
        );
        const graded = lately.flatMap((row) => {
          const of = { proposal_id: row.id, revision: row.revision };
          const [first] = decidedOf(row.workflow_id)
            .filter(({ proposal_id }) => proposal_id === row.id)
            .sort(earliest);
          const pass = log.lane_passes.find(({ proposal_id }) => proposal_id === row.id);
          const { model, model_version, review } = revisionOf(first ?? pass ?? of);
          const audit = log.looks.find(
            ({ proposal_id, reason, state }) =>
              proposal_id === row.id && reason === 'audit' && state === 'decided',
          );
          const reported = complained(row.id);
          const account = log.recipients
            .filter(({ proposal_id }) => proposal_id === row.id)
            .map(({ domain, person }) => domain ?? person)
            .sort()[0];
          const cell = {
            subject: [row.workflow_id, model, model_version, row.kind].join(' '),
            ...{ account: account ?? row.id, template: review.template ?? '' },
          };
          const person = { way: 'person', inclusion: 1, asked: true };
          if (first)
            return [
              { ...cell, ...person, right: !reported && !wrong(first.action, first.reason?.code) },
            ];
          if (['withdrawn', 'expired', 'rejected', 'recalled'].includes(row.state)) return [];
          if (row.lane === 'human') return [{ ...cell, ...person, right: reported ? false : null }];
          const alone = { way: 'alone', asked: true };
          if (reported) return [{ ...cell, ...alone, inclusion: 1, right: false }];
          if (!pass)
            return [{ ...cell, way: 'uncovered', inclusion: 1, asked: false, right: null }];
          const right = audit ? !audit.defect : null;
          const { inclusion, drawn } = pass;
          return [{ ...cell, way: 'alone', inclusion, asked: drawn, right }];
        });
        return [...grouped(graded, ({ subject }) => subject)].map(([subject, rows]) => {
          const answered = (way: string) => {
            const of = rows.filter((row) => row.way === way && row.asked);
            const known = of.filter(({ right }) => right !== null);
            return known.length === 0 ? 1 : known.length / of.length;
          };
          const known = rows.filter(({ right, way }) => right !== null && way !== 'uncovered');
          const people = known.filter(({ way }) => way === 'person');
          const items = known.map(({ right, inclusion, way, account, template }) => ({
            ...{ hit: right === true, inclusion: inclusion * answered(way), account, template },
          }));
          return {
            ...{ subject, proposals: rows.length, all: clusteredEnds(items) },
            people: { n: people.length, right: people.filter(({ right }) => right).length },
            audited: known.length - people.length,
            waiting: rows.filter((row) => row.asked && row.right === null).length,
            uncovered: rows.filter(({ way }) => way === 'uncovered').length,
          };
        });
      },
    );
    const name = ({ workflowId, model, modelVersion, kind }: Record<string, unknown>) =>
      [workflowId, model, modelVersion, kind].join(' ');
    expect(answer.overall.map((row) => name({ ...row })).sort()).toEqual(
      expected.map(({ subject }) => subject).sort(),
    );
    for (const { subject, all, people, ...counts } of expected) {
      const said = answer.overall.find((row) => name({ ...row }) === subject);
      expect(said, subject).toMatchObject(counts);
      same(
        said?.all ? { ...said.all, value: said.all.rate, n: said.all.looked } : null,
        all.n === 0 ? null : { ...all, value: all.rate },
        subject,
      );
      const { n, right } = people;
      same(
        said?.people ? { ...said.people, value: said.people.rate, n: said.people.decided } : null,
        n === 0 ? null : { n, value: right / n, ...wilsonEnds(right, n) },
        subject,
      );
    }
    const most = (of: (one: (typeof expected)[number]) => number) => Math.max(...expected.map(of));
    expect(most(({ audited }) => audited)).toBeGreaterThan(2);
    expect(most(({ waiting }) => waiting)).toBeGreaterThan(0);
  });
});

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
              reported: complained(row.id),
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
