import { watching } from '../../core/lanes/audit-watch.ts';
import { type Decided, day } from '../../core/lanes/daily.ts';
import type { Period } from '../../core/lanes/evidence.ts';
import { type RiskPolicy, sameRule } from '../../core/lanes/policy.ts';
import type { Noticing } from '../../core/lanes/sensitivity.ts';
import { type Measure, measures, type Norms, normOf } from '../../core/routing/exceptions.ts';
import { belowAdopter } from '../../core/routing/stage.ts';
import type { Workflow } from '../../core/schema/workflow.ts';
import type { Graded } from '../../core/stats/graded.ts';
import { recalibration } from '../../core/stats/recalibrate.ts';
import type { LaneStore } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { closeLane, recallOf } from './lane-close.ts';
import {
  LANE_COLUMNS,
  LANE_IS,
  type LaneRef,
  type LaneRow,
  laneValues,
  ruleIn,
  stateIn,
  subjectIn,
} from './lane-rows.ts';
import { settleDays } from './lane-settle.ts';
import { noticingOf } from './look-counts.ts';
import { WORKFLOW_COLUMNS, type WorkflowRow, workflowOf } from './rows.ts';

/*
 * No queue: each step is idempotent and takes one row's lock, so that any number of processes may run it
 * and a crash leaves nothing half done. Settling is one transaction a cohort; a verdict is one a lane,
 * whose arithmetic runs before it (a long writing transaction would hold the feed back).
 */
type Done = Awaited<ReturnType<LaneStore['daily']>>;

/** Labels that calibration and information are judged by: the newest ones. */
const LABELS = 5000;

export async function daily(db: Db, { now }: { now: number }): Promise<Done> {
  const today = new Date(now).toISOString().slice(0, 10);
  const done: Done = { settled: 0, verdicts: 0, opened: 0 };
  const failed: unknown[] = [];
  for (const workspaceId of await db.due('select workspace_id from workspaces')) {
    const rows = await db.in(workspaceId)<WorkflowRow>(
      `select ${WORKFLOW_COLUMNS} from workflows w
       where w.workspace_id = $1 and w.policy ? 'autonomy'`,
      [workspaceId],
    );
    for (const workflow of rows.map(workflowOf)) {
      try {
        done.settled += await settleDays(db, { workspaceId, workflow, today });
        const verdicts = await decideAll(db, { workspaceId, workflow, today });
        done.verdicts += verdicts.length;
        done.opened += verdicts.filter((opened) => opened).length;
      } catch (error) {
        failed.push(error);
      }
    }
  }
  // One workflow's trouble is not the others'; it is said once all had their turn.
  if (failed.length > 0) throw failed[0];
  return done;
}

type Work = { workspaceId: string; workflow: Workflow; today: string };

/** One verdict a day for each lane; true for those that opened by it. */
async function decideAll(db: Db, work: Work): Promise<boolean[]> {
  const { workspaceId, workflow, today } = work;
  const rows = await db.in(workspaceId)<LaneRow>(
    `select ${LANE_COLUMNS} from lanes l where l.workspace_id = $1 and l.workflow_id = $2
       and (l.decided_at is null or l.decided_at < $3::date at time zone 'utc')
     order by l.created_at`,
    [workspaceId, workflow.id, today],
  );
  if (rows.length === 0) return [];
  const norms = await normsOf(db.in(workspaceId), work);
  const noticing = await noticingOf(db.in(workspaceId), { workspaceId, workflowId: workflow.id });
  const opened: boolean[] = [];
  for (const row of rows) {
    const rule = workflow.policy.autonomy?.lanes.find(({ tier }) => tier === row.tier);
    if (!rule) continue;
    opened.push(await decideOne(db, { ...work, row, rule, norms, noticing }));
  }
  return opened;
}

type LaneWork = Work & { row: LaneRow; rule: RiskPolicy; norms: Norms; noticing: Noticing | null };

async function decideOne(db: Db, work: LaneWork): Promise<boolean> {
  const { workspaceId, workflow, row, rule, noticing } = work;
  const q = db.in(workspaceId);
  const lane: LaneRef = {
    ...{ workspaceId, workflowId: workflow.id, subject: subjectIn(row), tier: row.tier },
  };
  if (!sameRule(ruleIn(row), rule)) {
    await newRule(db, { lane, rule });
    return false;
  }
  const periods = await q<{ id: string; strata: Period }>(
    `select p.id::text as id, p.strata from lane_periods p where p.workspace_id = $1
       and p.workflow_id = $2 and p.model = $3 and p.model_version = $4 and p.prompt_version = $5
       and p.tier = $6 and p.round = $7 order by p.id`,
    [...laneValues(lane), row.round],
  );
  const { graded, scores } = await gradedOf(q, lane);
  const decided = day({
    // first and held are kept; the evidence is learnt again from what is recorded
    ...{ state: stateIn(row, []), subject: lane.subject, policy: rule, noticing },
    ...{ periods: periods.map(({ strata }) => strata), graded, scores, breach: null },
  });
  const saved = { ...work, lane, decided, last: periods.at(-1)?.id ?? '0' };
  const opened = await db.tx({ workspaceId, actor: 'gate:lanes' }, (tx) => save(tx, saved));
  await calibrate(db, { lane, graded, decided });
  // What ran under a threshold that is now higher stays; a verdict only ever closes as a whole.
  if (row.open && !decided.verdict.open) await recallOf(db, lane);
  return opened && !row.open;
}

async function save(
  q: Query,
  work: LaneWork & { lane: LaneRef; decided: Decided; last: string },
): Promise<boolean> {
  const { lane, row, decided, norms, noticing, workflow } = work;
  const { verdict, state, information } = decided;
  const values = laneValues(lane);
  const [now] = await q<{ round: number; held: number | null; due: boolean; last: string }>(
    `select l.round, l.held, l.decided_at is null or l.decided_at < $7::date at time zone 'utc' as due,
       (select coalesce(max(p.id), 0)::text from lane_periods p where p.workspace_id = $1
         and p.workflow_id = $2 and p.model = $3 and p.model_version = $4 and p.prompt_version = $5
         and p.tier = $6 and p.round = l.round) as last
     from lanes l where ${LANE_IS} for update of l`,
    [...values, work.today],
  );
  // Another process decided it, it was closed, or more is known by now: the next look decides.
  if (!now?.due || now.round !== row.round || now.held !== row.held || now.last !== work.last)
    return false;
  const reached = state.held !== row.held;
  const level = verdict.sensitivity === null ? verdict.delta : verdict.delta / 2;
  // what was earned below the adopter stage is shown, and opens nothing
  const open = verdict.open && belowAdopter(workflow.policy) === null;
  const moved = open && (!row.open || verdict.threshold !== row.threshold);
  const runLength = workflow.policy.autonomy?.runLength ?? 1000;
  const watch = moved ? watching(verdict.line, runLength) : open ? row.watch : null;
  await q(
    `update lanes l set first = $7, held = $8, line = $9, level = $10, open = $11, threshold = $12,
       bound = $13, verdict = $14, watch = $15, norms = $16, decided_at = now()
     where ${LANE_IS}`,
    [
      ...values,
      state.first,
      state.held,
      reached ? verdict.line : row.line,
      reached ? level : row.level,
      open,
      open ? verdict.threshold : null,
      open ? verdict.bound : null,
      JSON.stringify(verdict),
      watch && JSON.stringify(watch),
      JSON.stringify(norms),
    ],
  );
  await q(
    `insert into lane_verdicts (workspace_id, workflow_id, model, model_version, prompt_version, tier,
       round, verdict, inputs) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...values,
      row.round,
      JSON.stringify(verdict),
      JSON.stringify({ noticing, information, strata: state.evidence }),
    ],
  );
  return open;
}

/** An α chosen after a look at the labels would be none: the policy's new rule begins a new round. */
async function newRule(db: Db, { lane, rule }: { lane: LaneRef; rule: RiskPolicy }): Promise<void> {
  const { workspaceId } = lane;
  await db.tx({ workspaceId, actor: 'gate:lanes' }, async (q) => {
    const why = 'the policy has another rule for this lane';
    await closeLane(q, lane, { at: new Date().toISOString(), by: 'policy', why });
    await q(
      `update lanes l set round = l.round + 1, alpha = $7, delta = $8, grid = $9, first_labels = $10,
         choose_at = $11, open = false, first = null, held = null, line = null, level = null,
         threshold = null, bound = null, watch = null, verdict = null, decided_at = null,
         known_from = (now() at time zone 'utc')::date - 1
       where ${LANE_IS}`,
      [
        ...laneValues(lane),
        ...[rule.alpha, rule.delta, rule.grid, rule.firstLabels, rule.chooseAt],
      ],
    );
  });
  await recallOf(db, lane);
}

/** What was looked at of this subject, and all its scores. */
async function gradedOf(q: Query, lane: LaneRef): Promise<{ graded: Graded[]; scores: number[] }> {
  const rows = await q<{ confidence: number; inclusion: number; outcome: string }>(
    `select b.confidence, b.inclusion, b.outcome from labels b where b.workspace_id = $1
       and b.workflow_id = $2 and b.model = $3 and b.model_version = $4 and b.prompt_version = $5
     order by b.day desc limit ${LABELS}`,
    laneValues(lane).slice(0, 5),
  );
  const graded = rows.flatMap(({ confidence, inclusion, outcome }): Graded[] =>
    outcome === 'unseen' ? [] : [{ confidence, inclusion, right: outcome === 'right' }],
  );
  return { graded, scores: rows.map(({ confidence }) => confidence) };
}

async function calibrate(
  db: Db,
  { lane, graded, decided }: { lane: LaneRef; graded: Graded[]; decided: Decided },
): Promise<void> {
  if (graded.length === 0) return;
  const { workspaceId, workflowId, subject } = lane;
  await db.in(workspaceId)(
    `insert into calibrations as c (workspace_id, workflow_id, model_version, steps, information)
     values ($1, $2, $3, $4, $5)
     on conflict (workspace_id, workflow_id, model_version) do update
       set steps = excluded.steps, information = excluded.information, at = now()`,
    [
      ...[workspaceId, workflowId, subject.modelVersion],
      ...[JSON.stringify(recalibration(graded)), JSON.stringify(decided.information)],
    ],
  );
}

/** What is usual in this workflow, for the rules that ask; of its last 500 proposals. */
async function normsOf(q: Query, { workspaceId, workflow }: Work): Promise<Norms> {
  const asked = new Set(
    workflow.policy.autonomy?.exceptions.flatMap((rule): Measure[] =>
      rule.rule === 'unusual' ? [rule.of] : [],
    ),
  );
  if (asked.size === 0) return {};
  const rows = await q<{ content: string }>(
    `select r.content from proposals p join revisions r on r.workspace_id = p.workspace_id
       and r.proposal_id = p.id and r.revision = 1 and r.erased_at is null
     where p.workspace_id = $1 and p.workflow_id = $2 order by p.created_at desc limit 500`,
    [workspaceId, workflow.id],
  );
  const all = rows.map(({ content }) => measures(JSON.parse(content)));
  return Object.fromEntries(
    [...asked].map((of) => [of, normOf(all.map((one) => one[of]))]),
  ) as Norms;
}
