import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AuditWatch, saw, watching } from '../../../src/core/lanes/audit-watch.ts';
import { bandOf, type Label, periodOf } from '../../../src/core/lanes/cohort.ts';
import { day } from '../../../src/core/lanes/daily.ts';
import type { Evidence, Period } from '../../../src/core/lanes/evidence.ts';
import { newLane } from '../../../src/core/lanes/lane.ts';
import type { LaneVerdict } from '../../../src/core/lanes/verdict.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { withClient } from '../../support/pg-as.ts';
import { type TestGate, testGate } from '../http/harness.ts';
import {
  AUTONOMY,
  decideOn,
  execute,
  feedOf,
  nextDay,
  openLooks,
  propose,
  type Stage,
  stage,
} from './stage.ts';

/* What is known of a lane is a function of what is recorded, whatever came first. */

let gate: TestGate;
beforeAll(async () => {
  gate = await testGate();
});
afterAll(() => gate.close());

type Stored = {
  first: number | null;
  held: number | null;
  open: boolean;
  threshold: number | null;
  bound: number | null;
  verdict: LaneVerdict;
  watch: AuditWatch | null;
  strata: Evidence;
  line: number | null;
};
type LabelRow = {
  id: string;
  confidence: number;
  inclusion: number;
  outcome: Label['outcome'];
  source: Label['source'];
  day: string;
};

/** What is kept live, and what is recorded. */
async function kept({ team: { workspaceId } }: Stage) {
  return withClient({ url: gate.databaseUrl, workspaceId }, async (sql) => {
    const lanes = await sql.query<Stored>(
      `select l.first, l.held, l.open, l.threshold, l.bound, l.verdict, l.watch, l.line,
         (select v.inputs -> 'strata' from lane_verdicts v where v.workflow_id = l.workflow_id
           order by v.id desc limit 1) as strata from lanes l`,
    );
    const labels = await sql.query<LabelRow>(
      `select proposal_id as id, confidence, inclusion, outcome, source, day::text as day from labels`,
    );
    const periods = await sql.query<{ strata: Period }>(
      'select strata from lane_periods order by id',
    );
    const audits = await sql.query<{ defect: boolean }>(
      `select defect from looks where reason = 'audit' and state = 'decided' order by decided_at, moved_id`,
    );
    const [lane] = lanes.rows;
    if (!lane || lanes.rows.length > 1) throw new Error('one lane was expected');
    return { lane, labels: labels.rows, periods: periods.rows, audits: audits.rows };
  });
}

function shuffled<T>(all: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

/** The same 36 proposals, one of them bad, decided in an order of their own; then a day passes. */
async function lived(seed: number): Promise<Stage> {
  const at = await stage(gate);
  const made: { item: Awaited<ReturnType<typeof propose>>; bad: boolean }[] = [];
  for (let n = 0; n < 36; n += 1)
    made.push({
      item: await propose(at, { confidence: 0.4 + (n % 6) / 10 }),
      bad: n === 6,
    });
  for (const { item, bad } of shuffled(made, seed)) {
    const rejected = { action: 'reject', reason: { code: 'wrong_fact' } } as const;
    const answer = await decideOn(at, at.rep, item, bad ? rejected : {});
    expect(answer?.status).toBe('accepted');
  }
  await nextDay(at);
  return at;
}

it('decisions in any order leave the same lane', async () => {
  const orders = [];
  for (const seed of [1, 2]) {
    const { lane } = await kept(await lived(seed));
    orders.push({ ...lane, verdict: { ...lane.verdict, why: '' } });
  }
  const [first, ...rest] = orders;
  expect(first?.held).not.toBeNull();
  for (const other of rest) expect(other).toEqual(first);
}, 120_000);

it('labels, read in any order, make the periods, the evidence and the verdict that are kept', async () => {
  const at = await lived(4);
  const { lane, labels, periods } = await kept(at);
  const [rule] = AUTONOMY.lanes;
  if (!rule) throw new Error('no rule');
  const subject = { model: 'writer', modelVersion: '1', prompt: '' };
  for (const seed of [5, 6, 7]) {
    const read = shuffled(labels, seed).map(({ id: proposalId, ...rest }) => ({
      proposalId,
      ...rest,
    }));
    const period = periodOf(read, rule.grid);
    expect([period]).toEqual(periods.map(({ strata }) => strata));
    const rebuilt = day({
      ...{ state: newLane(subject, rule), subject, policy: rule, breach: null, noticing: null },
      periods: [period],
      graded: read.flatMap(({ confidence, inclusion, outcome }) =>
        outcome === 'unseen' ? [] : [{ confidence, inclusion, right: outcome === 'right' }],
      ),
      scores: read.map(({ confidence }) => confidence),
    });
    expect(rebuilt.state.evidence).toEqual(lane.strata);
    expect([rebuilt.state.first, rebuilt.state.held]).toEqual([lane.first, lane.held]);
    expect(rebuilt.verdict).toMatchObject({
      ...{ open: lane.verdict.open, threshold: lane.verdict.threshold },
      ...{ labels: lane.verdict.labels, reason: lane.verdict.reason },
    });
    expect(rebuilt.verdict.bound).toBeCloseTo(lane.verdict.bound ?? Number.NaN, 12);
  }
  // and a label more, or one that is other, makes another lane
  const [one, ...others] = labels.map(({ id: proposalId, ...rest }) => ({ proposalId, ...rest }));
  if (!one) throw new Error('no labels');
  const turned: Label = { ...one, outcome: one.outcome === 'defect' ? 'right' : 'defect' };
  expect(periodOf([turned, ...others], rule.grid)).not.toEqual(periods[0]?.strata);
  expect(bandOf(rule.grid, one.confidence)).toBeGreaterThanOrEqual(0);
}, 60_000);

it('audits, told again in the order in which they were found, leave the detector where it stands', async () => {
  const at = await lived(8);
  const { lane: opened } = await kept(at);
  expect(opened.open).toBe(true);
  for (let n = 0; n < 6; n += 1) {
    const made = await propose(at, { confidence: 1 });
    expect(made.lane).toBe('auto');
    await execute(at, made.id);
  }
  await openLooks(at);
  const { items } = await feedOf(at.rep);
  let found = 0;
  const open = [...items.values()].filter(({ state }) => state === 'pending');
  for (const item of shuffled(open, 9)) {
    const asked = { ...item, id: item.proposalId };
    const bad = found === 1;
    found += 1;
    const change = bad ? ({ action: 'reject', reason: { code: 'offer' } } as const) : {};
    expect(await decideOn(at, at.rep, asked, change)).toMatchObject({ status: 'accepted' });
  }
  const { lane, audits } = await kept(at);
  expect(audits).toHaveLength(6);
  let watch = watching(lane.line ?? Number.NaN, AUTONOMY.runLength);
  for (const { defect } of audits) watch = saw(watch, defect).watch;
  expect(lane.watch).toEqual(watch);
  expect(watch).toMatchObject({ seen: 6, defects: 1 });
}, 60_000);
