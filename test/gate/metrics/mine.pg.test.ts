import { afterAll, beforeAll, expect, it } from 'vitest';
import { exactEnds, quantileEnds } from '../../core/stats/naive.ts';
import { withClient } from '../../support/pg-as.ts';
import { asked, DAY, type Log, readLog } from './log.ts';
import { type OddPlace, oddPlace } from './odd.ts';
import { same } from './told.ts';

let place: OddPlace;
let log: Log;
beforeAll(async () => {
  place = await oddPlace();
  const { workspaceId } = place.at;
  await withClient({ url: place.database.adminUrl }, async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query(
      `update workflows set policy = policy || '{"catchRateEach": true}' where workspace_id = $1 and id <> 'w2'`,
      [workspaceId],
    );
  });
  log = await readLog({ ...place.database, workspaceId });
}, 120_000);
afterAll(() => place?.close());

/** A reviewer's own page, from the log alone. */
function workedOut(reviewerId: string, days: number, now: number) {
  const from = (part: number) => now - part * days * DAY;
  const counts = log.decisions.filter(({ status }) => status === 'accepted');
  const own = counts.filter(
    ({ reviewer_id, received_at }) => reviewer_id === reviewerId && received_at.getTime() > from(1),
  );
  const judged = own.filter(({ deliberate }) => deliberate !== null);
  const byDay = new Map<string, typeof own>();
  for (const row of judged) {
    const day = row.received_at.toISOString().slice(0, 10);
    byDay.set(day, [...(byDay.get(day) ?? []), row]);
  }
  const whole = counts.filter(
    ({ action, received_at }) => action !== 'escalate' && received_at.getTime() > from(1),
  );
  const codeOf = ({ reason }: (typeof own)[number]) => reason?.code ?? 'none';
  const corrected = own.filter(({ action }) => ['reject', 'approve_edited'].includes(action));
  const lines = new Set(corrected.map((row) => `${row.workflow_id} ${codeOf(row)}`));
  const planted = (flagged: boolean) => {
    const looks = log.looks.filter(
      ({ id, workflow_id, reviewer_id, state, decided_at }) =>
        reviewer_id === reviewerId &&
        state === 'decided' &&
        workflow_id !== 'w2' &&
        (decided_at?.getTime() ?? 0) > from(1) &&
        log.canaries.some((row) => row.look_id === id && row.flagged === flagged),
    );
    return { planted: looks.length, caught: looks.filter(({ defect }) => defect).length };
  };
  return {
    days: [...byDay]
      .map(([day, rows]) => ({
        ...{ day, decisions: rows.length },
        deliberate: rows.filter(({ deliberate }) => deliberate).length,
        blind: rows.filter(({ first_look }) => first_look !== null).length,
        changed: rows.filter(
          ({ first_look, action }) =>
            first_look !== null &&
            first_look.action !== action.replace('approve_edited', 'approve'),
        ).length,
        words: rows.reduce((sum, { attention }) => sum + attention.unseenWords, 0),
        activeMs: rows.reduce((sum, { attention }) => sum + attention.activeMs, 0),
      }))
      .sort((a, b) => (a.day < b.day ? 1 : -1)),
    times: judged.map(({ attention }) => attention.activeMs),
    lines: [...lines].sort().map((line) => {
      const [workflowId = '', reason = ''] = line.split(' ');
      const mine = corrected.filter((row) => `${row.workflow_id} ${codeOf(row)}` === line);
      const half = (later: boolean) => {
        const all = whole.filter(
          (row) =>
            row.workflow_id === workflowId && row.received_at.getTime() > from(0.5) === later,
        );
        const hits = all.filter((row) => row.action !== 'approve' && codeOf(row) === reason);
        return { hits: hits.length, n: all.length };
      };
      return {
        ...{ workflowId, reason },
        rejected: mine.filter(({ action }) => action === 'reject').length,
        edited: mine.filter(({ action }) => action === 'approve_edited').length,
        ...{ earlier: half(false), later: half(true) },
      };
    }),
    caught: { flagged: planted(true), unflagged: planted(false) },
  };
}

it.each([
  ['of who was there first', 14, false],
  ['of the second reviewer', 30, true],
  ['of a quarter', 90, true],
])('every figure of one’s own page, %s, is that of the log', async (_name, days, second) => {
  const { workspaceId } = place.at;
  const first = log.decisions.find(({ reviewer_id }) => reviewer_id !== place.rep)?.reviewer_id;
  const reviewerId = second ? place.rep : (first ?? '');
  const { answer, expected } = await asked(
    () => place.store.levers.reading({ workspaceId, reviewerId, days }),
    (now) => workedOut(reviewerId, days, now),
  );
  expect(answer.days).toEqual(expected.days);
  expect(answer.days.length).toBeGreaterThan(5);
  const { estimate, low, high } = quantileEnds(expected.times, 0.5);
  expect(answer.median?.n).toBe(expected.times.length);
  same(answer.median && { ...answer.median, value: answer.median.estimate, n: undefined }, {
    ...{ value: estimate, low, high },
  });
  const { corrections = [] } = answer;
  expect(
    corrections
      .map(({ workflow: _workflow, ...line }) => line)
      .sort((a, b) => (`${a.workflowId} ${a.reason}` < `${b.workflowId} ${b.reason}` ? -1 : 1)),
  ).toEqual(expected.lines);
  expect(corrections.length).toBeGreaterThan(3);
  for (const kind of ['flagged', 'unflagged'] as const) {
    const { planted, caught } = expected.caught[kind];
    const ends = planted === 0 ? { low: 0, high: 1 } : exactEnds(caught, planted);
    expect(answer.caught?.[kind]).toMatchObject({ planted, caught });
    same(answer.caught && { ...answer.caught[kind], value: null }, { ...ends, value: null });
  }
  if (days === 90) expect(expected.caught.unflagged.planted).toBeGreaterThan(0);
});
