import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertPrecision } from '../../../src/core/stats/alert-precision.ts';
import { asked, byId, DAY, type Log, readLog, WAITING } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';
import { same, share } from './told.ts';

let place: OddPlace;
let log: Log;
beforeAll(async () => {
  place = await oddPlace();
  const { workspaceId } = place.at;
  log = await readLog({ ...place.database, workspaceId });
}, 120_000);
afterAll(() => place?.close());

/** What the popup says of a workflow, from the log alone. */
function workedOut(of: string, now: number) {
  const since = (days: number) => (at: Date | null) =>
    at !== null && at.getTime() > now - days * DAY;
  const mine = <T extends { workflow_id: string }>(rows: readonly T[]) =>
    rows.filter(({ workflow_id }) => workflow_id === of);
  const week = mine(log.proposals).filter(({ created_at }) => since(7)(created_at));
  const lane = (name: string) => week.filter((row) => row.lane === name).length;
  const open = mine(log.proposals).filter((row) => WAITING.has(row.state) && row.lane === 'human');
  const counted = (some: Log['decisions']) =>
    some.filter(
      ({ status, action, received_at }) =>
        status === 'accepted' && action !== 'escalate' && since(7)(received_at),
    );
  const decided = counted(mine(log.decisions));
  const own = decided.length > 0 ? decided : counted(log.decisions);
  const pace = own.reduce((sum, { attention }) => sum + attention.activeMs, 0) / own.length;
  const judged = decided.filter(({ deliberate }) => deliberate !== null);
  const looks = mine(log.looks).filter(
    ({ reason, state, decided_at }) =>
      ['audit', 'spot-check'].includes(reason) && state === 'decided' && since(30)(decided_at),
  );
  const proposals = byId(log.proposals);
  const reported = log.signals.filter(
    ({ type, source, proposal_id, received_at }) =>
      type === 'defect_reported' &&
      source !== 'spot-check' &&
      since(30)(received_at) &&
      proposals.get(proposal_id ?? '')?.workflow_id === of,
  );
  return {
    lanes: { human: lane('human'), constrained: lane('constrained'), auto: lane('auto') },
    items: open.length,
    hours: own.length === 0 ? null : (open.length * pace) / 3_600_000,
    oldest: open.map(({ created_at }) => created_at.toISOString()).sort()[0],
    deliberate: judged.filter(({ deliberate }) => deliberate).length,
    judged: judged.length,
    looked: looks.length,
    wrong: looks.filter(({ defect }) => defect).length,
    reported: new Set(reported.map(({ proposal_id }) => proposal_id)).size,
  };
}

describe('what the popup says of a workflow', () => {
  it('is what the log says: lanes, backlog, reading, and what came out afterwards', async () => {
    const { workspaceId } = place.at;
    const { answer, expected } = await asked(
      () => place.store.spotChecks.health(workspaceId),
      (now) => log.workflows.map(({ id }) => workedOut(id, now)),
    );
    const ids = answer.workflows.map(({ id }) => id);
    expect(ids.toSorted()).toEqual(log.workflows.map(({ id }) => id).sort());
    for (const [at, { id }] of log.workflows.entries()) {
      const told = answer.workflows.find((row) => row.id === id);
      const mine = expected[at];
      if (!told || !mine) throw new Error(`no workflow ${id}`);
      expect(told.lanes).toEqual(mine.lanes);
      expect(told.waiting.items).toBe(mine.items);
      if (mine.hours === null) expect(told.waiting.hours).toBeNull();
      else expect(told.waiting.hours).toBeCloseTo(mine.hours, 9);
      expect(told.waiting.oldestAt?.slice(0, 23)).toBe(mine.oldest?.slice(0, 23));
      const { deliberate, judged, low, high } = told.reading;
      expect({ deliberate, judged }).toEqual({ deliberate: mine.deliberate, judged: mine.judged });
      same({ value: null, low, high }, { ...share(deliberate, judged), n: undefined, value: null });
      expect(told.afterwards).toEqual({
        ...{ looked: mine.looked, wrong: mine.wrong, reported: mine.reported },
      });
    }
    // the scene has all of it somewhere
    const most = (of: (one: (typeof expected)[number]) => number) => Math.max(...expected.map(of));
    for (const figure of ['items', 'judged', 'looked', 'wrong', 'reported'] as const)
      expect(
        most((one) => one[figure]),
        figure,
      ).toBeGreaterThan(1);
  });

  it('of alerts counts what somebody closed in 90 days, and not what was over by itself', async () => {
    const { workspaceId } = place.at;
    const { answer, expected } = await asked(
      () => place.store.alerts.verdicts(workspaceId),
      (now) => {
        const lately = log.alerts.filter(({ first_at }) => first_at.getTime() > now - 90 * DAY);
        const as = (word: string) => lately.filter(({ verdict }) => verdict === word).length;
        return { actionable: as('actionable'), noise: as('noise') };
      },
    );
    expect(answer).toEqual(expected);
    expect(log.alerts.some(({ verdict, closed_at }) => verdict === null && closed_at)).toBe(true);
    const { actionable, noise } = answer;
    const { precision, low, high } = alertPrecision(actionable, actionable + noise);
    same(
      { value: precision, low, high },
      { ...share(actionable, actionable + noise), n: undefined },
    );
  });
});

describe('what the lanes’ page says', () => {
  it('of who saw what is what the log says, with what sent it there', async () => {
    const { workspaceId } = place.at;
    const { answer, expected } = await asked(
      () => place.store.lanes.shares(workspaceId),
      (now) =>
        log.proposals
          .filter(({ created_at }) => created_at.getTime() > now - 30 * DAY)
          .map(({ id, workflow_id, lane, revision }) => ({ id, workflow_id, lane, revision })),
    );
    expect(answer.length).toBeGreaterThan(1);
    for (const { workflowId, proposals, toPeople, audits, share: part } of answer) {
      const mine = expected.filter(({ workflow_id }) => workflow_id === workflowId);
      const people = mine.filter(({ lane }) => lane === 'human');
      const drawn = mine.filter(
        ({ id, lane, revision }) =>
          lane !== 'human' &&
          log.lane_passes.some(
            (pass) => pass.proposal_id === id && pass.revision === revision && pass.drawn,
          ),
      );
      expect({ proposals, toPeople, audits }).toEqual({
        ...{ proposals: mine.length, toPeople: people.length, audits: drawn.length },
      });
      expect(part).toBeCloseTo((people.length + drawn.length) / mine.length, 9);
    }
  });
});
