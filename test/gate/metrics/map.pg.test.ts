import { afterAll, beforeAll, expect, it } from 'vitest';
import { asked, DAY, grouped, type Log, readLog, revisionsOf, WAITING } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';

let place: OddPlace;
let log: Log;
beforeAll(async () => {
  place = await oddPlace();
  log = await readLog({ ...place.database, workspaceId: place.at.workspaceId });
}, 120_000);
afterAll(() => place?.close());

const newest = (times: readonly Date[]): number | null =>
  times.length === 0 ? null : Math.max(...times.map((time) => time.getTime()));

/** What the map counts, from the log alone. */
function workedOut(days: number, now: number) {
  const since = (at: Date) => at.getTime() >= now - days * DAY;
  const revisionOf = revisionsOf(log);
  const lately = log.proposals.filter(({ created_at }) => since(created_at));
  const feeds = [...grouped(lately, (row) => `${row.agent_id} ${row.workflow_id}`)].map(
    ([feed, rows]) => {
      const models = rows.map(({ id, revision }) => {
        const { model, model_version } = revisionOf({ proposal_id: id, revision });
        return `${model} ${model_version}`;
      });
      return { feed, proposals: rows.length, models: [...new Set(models)].sort() };
    },
  );
  const mailOf = new Map(log.reviewers.map(({ id, email }) => [id, email]));
  return {
    feeds: feeds.sort((a, b) => (a.feed < b.feed ? -1 : 1)),
    workflows: log.workflows.map(({ id }) => {
      const mine = <T extends { workflow_id: string }>(rows: readonly T[]) =>
        rows.filter(({ workflow_id }) => workflow_id === id);
      const open = mine(log.proposals).filter(({ state }) => WAITING.has(state));
      const decided = mine(log.decisions).filter(({ status }) => status === 'accepted');
      const executors = mine(log.dispatches).filter(({ created_at }) => since(created_at));
      const deciders = decided.filter(({ received_at }) => since(received_at));
      const oldest = newest(open.map(({ created_at }) => new Date(-created_at.getTime())));
      return {
        id,
        executors: [...new Set(executors.map(({ executor }) => executor))].sort(),
        deciders: [...new Set(deciders.map((row) => mailOf.get(row.reviewer_id)))].sort(),
        ...{ waiting: open.length, oldestWaitingAt: oldest === null ? null : -oldest },
        lastDecidedAt: newest(
          decided
            .filter(({ action }) => action !== 'escalate')
            .map(({ received_at }) => received_at),
        ),
      };
    }),
  };
}

it.each([30, 7, 90])(
  'every figure of the oversight map of %i days is that of the log',
  async (days) => {
    const { workspaceId } = place.at;
    const { answer, expected } = await asked(
      () => place.store.reports.map({ workspaceId, days }),
      (now) => workedOut(days, now),
    );
    expect(
      answer.agents
        .flatMap(({ id, feeds }) =>
          feeds.map(({ workflowId, proposals, models }) => ({
            ...{ feed: `${id} ${workflowId}`, proposals },
            models: models.toSorted(),
          })),
        )
        .sort((a, b) => (a.feed < b.feed ? -1 : 1)),
    ).toEqual(expected.feeds);
    expect(expected.feeds.some(({ models }) => models.length > 2)).toBe(true);
    const ms = (at: string | null) => (at === null ? null : Date.parse(at));
    for (const told of expected.workflows) {
      const said = answer.workflows.find(({ id }) => id === told.id);
      if (!said) throw new Error(`no workflow ${told.id}`);
      const { id, executors, deciders, waiting, oldestWaitingAt, lastDecidedAt } = said;
      expect({
        ...{ id, executors, deciders: deciders.toSorted(), waiting },
        ...{ oldestWaitingAt: ms(oldestWaitingAt), lastDecidedAt: ms(lastDecidedAt) },
      }).toEqual(told);
    }
    expect(Math.max(...expected.workflows.map(({ waiting }) => waiting))).toBeGreaterThan(2);
    expect(answer.suppressions).toBe(log.suppressions.length);
    expect(answer.people.map(({ email }) => email).sort()).toEqual(
      log.reviewers.map(({ email }) => email).sort(),
    );
  },
);
