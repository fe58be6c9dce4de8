import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asked,
  DAY,
  type Decision,
  grouped,
  type Log,
  readLog,
  revisionsOf,
  WAITING,
} from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';

/*
 * What anti-patterns and structural risks, with what they cost, are made of. What the detectors make of it
 * is in test/core/antipatterns and test/core/scan.
 */

let place: OddPlace;
let log: Log;
beforeAll(async () => {
  place = await oddPlace();
  log = await readLog({ ...place.database, workspaceId: place.at.workspaceId });
}, 120_000);
afterAll(() => place?.close());

const evidence = () =>
  place.store.antipatterns.evidence({ workspaceId: place.at.workspaceId, now: Date.now() });
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
const within = (days: number, now: number) => (at: Date | null) =>
  at !== null && at.getTime() > now - days * DAY;
const accepted = () => log.decisions.filter(({ status }) => status === 'accepted');
const sorted = <T>(rows: readonly T[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
/** Last first, as the log has them. */
const lastFirst = (a: Decision, b: Decision) =>
  b.received_at.getTime() - a.received_at.getTime() || (a.id < b.id ? 1 : -1);

describe('what an anti-pattern and its cost are counted from is what the log says', () => {
  it('A1: each reviewer’s hours of the week, with what was not read', async () => {
    const { answer, expected } = await asked(evidence, (now) => {
      const counted = accepted().filter(
        ({ deliberate, action, received_at }) =>
          deliberate !== null && action !== 'escalate' && within(7, now)(received_at),
      );
      // of UTC, whatever hour it is by the server's clock
      const hour = ({ received_at }: Decision) =>
        Math.floor(received_at.getTime() / 3_600_000) * 3_600_000;
      return [...grouped(counted, (row) => `${row.reviewer_id} ${hour(row)}`)].map(([, rows]) => {
        const [first] = rows;
        if (!first) throw new Error('an empty group');
        const unread = rows.filter(({ deliberate }) => !deliberate);
        return {
          ...{ reviewerId: first.reviewer_id, hour: new Date(hour(first)).toISOString() },
          ...{ decisions: rows.length, deliberate: rows.length - unread.length },
          unread: unread.filter(({ action }) => action !== 'reject').length,
          unreadMs: sum(unread.map(({ attention }) => attention.activeMs)),
        };
      });
    });
    const said = answer.hours.map(({ email: _email, workflowId: _workflow, hour, ...row }) => ({
      ...{ ...row, hour: new Date(hour).toISOString() },
    }));
    const order = (row: (typeof said)[number]) => ({
      ...{ reviewerId: row.reviewerId, hour: row.hour, decisions: row.decisions },
      ...{ deliberate: row.deliberate, unread: row.unread, unreadMs: row.unreadMs },
    });
    expect(sorted(said.map(order))).toEqual(sorted(expected));
    expect(expected.length).toBeGreaterThan(10);
    const emails = new Map(log.reviewers.map(({ id, email }) => [id, email]));
    for (const { reviewerId, email } of answer.hours) expect(email).toBe(emails.get(reviewerId));
  });

  it('A1: planted defects that were decided, and which of them were caught', async () => {
    const { answer, expected } = await asked(evidence, (now) =>
      log.workflows.map(({ id }) => {
        const looks = log.looks.filter(
          ({ workflow_id, reason, state, decided_at }) =>
            workflow_id === id &&
            reason === 'canary' &&
            state === 'decided' &&
            within(90, now)(decided_at),
        );
        const flagged = looks.filter((look) =>
          log.canaries.some((row) => row.look_id === look.id && row.flagged),
        );
        const caught = looks.filter(({ defect }) => defect);
        return { id, planted: looks.length, caught: caught.length, flagged: flagged.length };
      }),
    );
    expect(
      answer.planted.map(({ workflow, looks }) => ({
        ...{ id: workflow.id, planted: looks.length },
        caught: looks.filter(({ caught }) => caught).length,
        flagged: looks.filter(({ flagged }) => flagged).length,
      })),
    ).toEqual(expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    expect(sum(expected.map(({ planted }) => planted))).toBeGreaterThan(10);
  });

  it('A2: alerts that somebody closed, and an hour of each that was noise at most', async () => {
    const { answer, expected } = await asked(evidence, (now) => {
      const closed = log.alerts.filter(
        ({ verdict, first_at }) => verdict !== null && within(90, now)(first_at),
      );
      return [...grouped(closed, (row) => `${row.kind} ${row.workflow_id}`)].map(([, rows]) => ({
        ...{ kind: rows[0]?.kind, workflowId: rows[0]?.workflow_id ?? null, signal: null },
        actionable: rows.filter(({ verdict }) => verdict === 'actionable').length,
        noise: rows.filter(({ verdict }) => verdict === 'noise').length,
        noiseMs: sum(
          rows.map(({ verdict, seen_at, closed_at }) =>
            verdict !== 'noise' || !seen_at || !closed_at
              ? 0
              : Math.min(3_600_000, closed_at.getTime() - seen_at.getTime()),
          ),
        ),
      }));
    });
    const of = ({ kind, workflowId, signal, actionable, noise, noiseMs }: Of) => ({
      ...{ kind, workflowId, signal, actionable, noise, noiseMs: Math.round(noiseMs) },
    });
    type Of = {
      kind: string | undefined;
      workflowId: string | null;
      signal: string | null;
    } & Record<'actionable' | 'noise' | 'noiseMs', number>;
    expect(sorted(answer.alerts.map(of))).toEqual(sorted(expected.map(of)));
    expect(sum(expected.map(({ noiseMs }) => noiseMs))).toBeGreaterThan(3_600_000);
  });

  it('A3: what left by the hour, and when somebody looked at it', async () => {
    const { answer, expected } = await asked(evidence, (now) =>
      log.workflows.map(({ id }) => {
        const left = log.dispatches.filter(
          ({ workflow_id, state, finished_at }) =>
            workflow_id === id && state === 'executed' && within(30, now)(finished_at),
        );
        const sentOf = (proposalId: string): number | undefined =>
          left
            .filter(({ proposal_id }) => proposal_id === proposalId)
            .map(({ finished_at }) => finished_at?.getTime() ?? 0)
            .sort((a, b) => b - a)[0];
        const audits = log.looks
          .filter(({ workflow_id, reason }) => workflow_id === id && reason === 'audit')
          .filter(
            ({ state, decided_at }) =>
              state === 'open' || (state === 'decided' && within(30, now)(decided_at)),
          )
          .flatMap(({ proposal_id, decided_at }) => {
            const sentAt = sentOf(proposal_id);
            const seenAt = decided_at?.getTime() ?? null;
            return sentAt === undefined ? [] : [{ sentAt, seenAt, by: 'audit' }];
          });
        const told = log.signals.filter(
          ({ type, proposal_id, received_at }) =>
            type === 'defect_reported' && proposal_id !== null && within(30, now)(received_at),
        );
        const reports = [...grouped(told, (row) => row.proposal_id ?? '')].flatMap(([of, rows]) => {
          const sentAt = sentOf(of);
          const seenAt = Math.min(...rows.map(({ received_at }) => received_at.getTime()));
          return sentAt === undefined || seenAt <= sentAt ? [] : [{ sentAt, seenAt, by: 'report' }];
        });
        return { id, sends: left.length, looked: sorted([...audits, ...reports]) };
      }),
    );
    for (const { id, sends, looked } of expected) {
      const said = answer.clocks.find(({ workflow }) => workflow.id === id);
      expect(sum((said?.sends ?? []).map((hour) => hour.sends))).toBe(sends);
      expect(
        sorted((said?.looked ?? []).map(({ sentAt, seenAt, by }) => ({ sentAt, seenAt, by }))),
      ).toEqual(looked);
    }
    expect(sum(expected.map(({ looked }) => looked.length))).toBeGreaterThan(10);
  });

  it('A4: scores of what came, what of it was looked at, and what rules stopped', async () => {
    const revisionOf = revisionsOf(log);
    const { answer, expected } = await asked(evidence, (now) =>
      log.workflows.map(({ id }) => {
        const lately = log.proposals
          .filter(
            ({ workflow_id, created_at }) => workflow_id === id && within(30, now)(created_at),
          )
          .map((row) => revisionOf({ proposal_id: row.id, revision: 1 }));
        const labels = log.labels.filter(
          ({ workflow_id, settled_at }) => workflow_id === id && within(30, now)(settled_at),
        );
        const ran = labels.filter(({ proposal_id }) =>
          log.lane_passes.some((row) => row.proposal_id === proposal_id && row.revision === 1),
        );
        return {
          ...{ id, proposals: lately.length },
          stopped: lately.filter(({ trigger }) => trigger.code === 'exception').length,
          versions: [...grouped(lately, (row) => row.model_version)]
            .map(([version, rows]) => ({
              ...{
                version,
                count: rows.length,
                total: sum(rows.map(({ confidence }) => confidence)),
              },
              graded: labels.filter(
                ({ proposal_id, outcome }) =>
                  outcome !== 'unseen' &&
                  revisionOf({ proposal_id, revision: 1 }).model_version === version,
              ).length,
            }))
            .sort((a, b) => (a.version < b.version ? -1 : 1)),
          strata: sorted(
            [...grouped(ran, ({ inclusion }) => `${inclusion}`)].map(([, rows]) => ({
              count: rows.length,
              right: rows.filter(({ outcome }) => outcome === 'right').length,
              defects: rows.filter(({ outcome }) => outcome === 'defect').length,
            })),
          ),
        };
      }),
    );
    for (const { id, proposals, stopped, versions, strata } of expected) {
      const scores = answer.scores
        .filter(({ workflow }) => workflow.id === id)
        .toSorted((a, b) => (a.modelVersion < b.modelVersion ? -1 : 1));
      expect(scores.map(({ modelVersion }) => modelVersion)).toEqual(
        versions.map(({ version }) => version),
      );
      for (const [at, { count, total, graded }] of versions.entries()) {
        const one = scores[at];
        expect(sum((one?.scores ?? []).map((row) => row.count))).toBe(count);
        const said = sum((one?.scores ?? []).map((row) => row.count * row.confidence));
        expect(said).toBeCloseTo(total, 6);
        expect(one?.graded.length).toBe(graded);
      }
      const passed = answer.passed.find(({ workflow }) => workflow.id === id);
      expect([passed?.proposals, passed?.stopped]).toEqual([proposals, stopped]);
      const { strata: told = [] } = passed ?? {};
      expect(sorted(told.map(({ count, right, defects }) => ({ count, right, defects })))).toEqual(
        strata,
      );
    }
    expect(
      sum(expected.flatMap(({ versions }) => versions.map((one) => one.graded))),
    ).toBeGreaterThan(5);
  });

  it('A5: through whose hands a proposal went, and the reading that took', async () => {
    const { answer, expected } = await asked(evidence, (now) =>
      log.workflows.map(({ id }) => {
        const lately = accepted()
          .filter(
            ({ workflow_id, action, received_at }) =>
              workflow_id === id && action !== 'escalate' && within(30, now)(received_at),
          )
          .sort(lastFirst);
        const lasts = [...grouped(lately, (row) => `${row.proposal_id} ${row.revision}`)].map(
          ([, rows]) => rows[0],
        );
        const others = (row: Decision | undefined, what: (other: Decision) => boolean) =>
          log.decisions.filter(
            (other) =>
              other.proposal_id === row?.proposal_id &&
              other.revision === row.revision &&
              other.reviewer_id !== row.reviewer_id &&
              what(other),
          );
        const passed = lasts.map((row) =>
          others(row, ({ status, action }) => status === 'accepted' && action === 'escalate'),
        );
        const twice = lasts.map((row) =>
          others(row, ({ conflict }) => conflict === 'already_decided'),
        );
        const ms = (of: Decision[][]) => sum(of.flat().map(({ attention }) => attention.activeMs));
        return {
          ...{ id, decided: lasts.length },
          ...{ passedOn: passed.filter((rows) => rows.length > 0).length, passedOnMs: ms(passed) },
          ...{ twice: twice.filter((rows) => rows.length > 0).length, twiceMs: ms(twice) },
        };
      }),
    );
    expect(
      answer.hands.map(({ workflow, decided, passedOn, passedOnMs, twice, twiceMs }) => ({
        ...{ id: workflow.id, decided, passedOn, passedOnMs, twice, twiceMs },
      })),
    ).toEqual(expected.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    expect(sum(expected.map(({ passedOn }) => passedOn))).toBeGreaterThan(0);
  });
});

it('what the structural scan says is what the log says', async () => {
  const { workspaceId } = place.at;
  const { answer, expected } = await asked(
    () => place.store.antipatterns.structure({ workspaceId }),
    (now) => {
      const past = log.signals.filter(
        ({ type, proposal_id, received_at }) =>
          type === 'sent' && proposal_id === null && within(30, now)(received_at),
      );
      const stood = past.filter(({ person, at }) =>
        log.suppressions.some(
          ({ scope, value, since, until }) =>
            scope === 'address' && value === person && since < at && (until === null || until > at),
        ),
      );
      const found = log.incidents.filter(
        ({ kind, found_at }) => kind === 'sent-uncleared' && within(30, now)(found_at),
      );
      return {
        past: [...grouped(past, ({ source }) => source)].map(([sender, rows]) => ({
          sender,
          sends: rows.length,
        })),
        stood: [...grouped(stood, ({ source }) => source)].map(([sender, rows]) => ({
          ...{ sender, people: new Set(rows.map(({ person }) => person)).size },
        })),
        found: [...grouped(found, ({ mailbox }) => mailbox)].map(([mailbox, rows]) => ({
          mailbox,
          mails: rows.length,
        })),
        workflows: log.workflows.map(({ id, owner, state }) => {
          const came = log.proposals.filter(({ workflow_id }) => workflow_id === id);
          const open = came.filter((row) => WAITING.has(row.state));
          const lately = came
            .filter(({ created_at }) => within(30, now)(created_at))
            .sort((a, b) => b.created_at.getTime() - a.created_at.getTime())
            .slice(0, 500);
          const last = accepted()
            .filter(({ workflow_id, action }) => workflow_id === id && action !== 'escalate')
            .sort(lastFirst)
            .slice(0, 500);
          const oldest = open
            .map(({ created_at }) => created_at.getTime())
            .sort((a, b) => a - b)[0];
          return {
            ...{ id, running: state === 'running', waiting: open.length, oldest: oldest ?? null },
            ownerKnown: log.reviewers.some(
              ({ email }) => email.toLowerCase() === owner.toLowerCase(),
            ),
            toPeople: lately.filter(({ lane }) => lane === 'human').length,
            ...{ decisions: last.length, answered: last[0]?.received_at.getTime() ?? null },
            reviewMs: sum(last.map(({ attention }) => attention.activeMs)),
          };
        }),
      };
    },
  );
  expect(answer.pastTheGate.map(({ sender, sends }) => ({ sender, sends }))).toEqual(expected.past);
  expect(answer.afterOptOut.map(({ sender, people }) => ({ sender, people }))).toEqual(
    expected.stood,
  );
  expect(answer.uncleared.map(({ mailbox, mails }) => ({ mailbox, mails }))).toEqual(
    expected.found,
  );
  expect(expected.stood[0]?.people).toBeGreaterThan(0);
  const said = answer.workflows.map(({ name: _name, owner: _owner, ...row }) => row);
  expect(said).toEqual(expected.workflows.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
});
