import { createHash } from 'node:crypto';
import { passes, renewal, ruleOf } from '../../core/ownership/qualification.ts';
import type { Policy, RiskTier } from '../../core/schema/workflow.ts';
import type {
  CalibrationAnswer,
  CalibrationItem,
  CalibrationProgress,
  Qualification,
} from '../../protocol/ownership.ts';
import { type OwnershipStore, Refusal } from '../dispatch/ports.ts';
import { constraintOf, type Db, type Query } from './db.ts';
import { iso } from './rows.ts';

type Kept = Pick<
  OwnershipStore,
  | 'qualifications'
  | 'putCalibration'
  | 'nextCalibration'
  | 'answerCalibration'
  | 'renewQualification'
>;

/** Qualifications, and the calibration sets by which they are earned. */
export function qualificationStore(db: Db): Kept {
  return {
    async qualifications({ workspaceId, reviewerId }) {
      const rows = await db.in(workspaceId)<{
        workflow_id: string;
        tier: RiskTier;
        since: Date;
        until: Date;
        basis: Qualification['basis'];
      }>(
        `select workflow_id, tier, since, until, basis from qualifications
         where workspace_id = $1 and reviewer_id = $2 and ended_at is null and until > now()
         order by workflow_id, tier`,
        [workspaceId, reviewerId],
      );
      return rows.map(({ workflow_id, tier, since, until, basis }) => ({
        workflowId: workflow_id,
        tier,
        since: iso(since),
        until: iso(until),
        basis,
      }));
    },
    putCalibration: ({ workspaceId, workflowId, tier, items, by }) =>
      db.tx({ workspaceId, actor: by }, async (q) => {
        // The workflow's lock: two sets at once would take one number.
        const known = await q(
          'select id from workflows where workspace_id = $1 and id = $2 for update',
          [workspaceId, workflowId],
        );
        if (known.length === 0) return null;
        const [row] = await q<{ version: number }>(
          `insert into calibration_sets (workspace_id, workflow_id, tier, version, items, put_by)
           select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5 from calibration_sets
           where workspace_id = $1 and workflow_id = $2 and tier = $3 returning version`,
          [workspaceId, workflowId, tier, JSON.stringify(items), by],
        );
        return row ?? null;
      }),
    async nextCalibration({ identity, workflowId, tier }) {
      const { workspaceId, reviewer } = identity;
      const found = await current(db.in(workspaceId), { workspaceId, workflowId, tier, reviewer });
      if (!found) return null;
      const { items, version, answers } = found;
      const next = ordered(items, `${reviewer.id} ${version}`).find(({ id }) => !(id in answers));
      const counts = { tier, version, answered: Object.keys(answers).length, of: items.length };
      if (!next) return { ...counts, item: null };
      const { answer: _answer, ...shown } = next;
      return { ...counts, item: shown };
    },
    async answerCalibration(input) {
      const { identity } = input;
      const { workspaceId, reviewer } = identity;
      const actor = `reviewer:${reviewer.id}`;
      const run = () => db.tx({ workspaceId, actor }, (q) => answerAll(q, input));
      // Two first answers at once: the second finds the run that the first began.
      const done = await run().catch((error) => {
        if (constraintOf(error) === 'one_open_run') return run();
        throw error;
      });
      if (done?.result?.passed) db.moved(workspaceId);
      return done;
    },
    async renewQualification({ workspaceId, reviewerId, workflowId, tier, ...measure }) {
      const { caught, planted, id, by } = measure;
      const done = await db.tx({ workspaceId, actor: by }, async (q) => {
        const [row] = await q<{ id: string; policy: Policy }>(
          `select k.id, w.policy from qualifications k
           join workflows w on w.workspace_id = k.workspace_id and w.id = k.workflow_id
           where k.workspace_id = $1 and k.reviewer_id = $2 and k.workflow_id = $3 and k.tier = $4
             and k.ended_at is null and k.until > now() for update of k`,
          [workspaceId, reviewerId, workflowId, tier],
        );
        if (!row) return null;
        const rule = ruleOf(row.policy);
        const { outcome, why } = renewal({ caught, planted }, rule);
        if (outcome === 'unchanged') return { outcome, why };
        const person = { workspaceId, reviewerId, workflowId, tier };
        await end(q, { ...person, why: `${outcome}: ${why}` });
        if (outcome === 'renewed') {
          await qualify(q, {
            ...{ ...person, id, days: rule.validDays },
            basis: { by: 'catch-rate', caught, planted },
          });
        }
        await resyncOne(q, person);
        return { outcome, why };
      });
      if (done && done.outcome !== 'unchanged') db.moved(workspaceId);
      return done;
    },
  };
}

type Person = { workspaceId: string; reviewerId: string; workflowId: string; tier: RiskTier };

const end = (q: Query, { why, ...person }: Person & { why: string }) =>
  q(
    `update qualifications set ended_at = now(), ended_why = $5
     where workspace_id = $1 and reviewer_id = $2 and workflow_id = $3 and tier = $4
       and ended_at is null`,
    [person.workspaceId, person.reviewerId, person.workflowId, person.tier, why],
  );

async function qualify(
  q: Query,
  work: Person & { id: string; days: number; basis: Qualification['basis'] },
): Promise<string> {
  const [row] = await q<{ until: Date }>(
    `insert into qualifications (workspace_id, id, reviewer_id, workflow_id, tier, until, basis)
     values ($1, $2, $3, $4, $5, now() + make_interval(days => $6), $7) returning until`,
    [
      ...[work.workspaceId, work.id, work.reviewerId, work.workflowId, work.tier, work.days],
      JSON.stringify(work.basis),
    ],
  );
  if (!row) throw new Error('an insert gave no row');
  return iso(row.until);
}

/** What they may see changed, so their feed starts over. */
const resyncOne = (q: Query, { workspaceId, reviewerId }: Person) =>
  q(
    `update reviewers set resync_xid = pg_current_xact_id()
     where workspace_id = $1 and id = $2`,
    [workspaceId, reviewerId],
  );

type Answers = Record<string, Omit<CalibrationAnswer, 'itemId'>>;
type Current = {
  version: number;
  items: CalibrationItem[];
  policy: Policy;
  run_id: string | null;
  answers: Answers;
};

/** The newest set with this reviewer's open run on it. @throws Refusal not-open while they have to wait */
async function current(
  q: Query,
  at: { workspaceId: string; workflowId: string; tier: RiskTier; reviewer: { id: string } },
): Promise<Current | null> {
  const [row] = await q<Current & { until: Date | null }>(
    `select s.version, s.items, w.policy, o.id as run_id, coalesce(o.answers, '{}') as answers,
       case when o.id is null then (
         select max(f.finished_at) + make_interval(hours =>
           coalesce((w.policy -> 'qualification' ->> 'retakeHours')::int, $5))
         from calibration_runs f where f.workspace_id = $1 and f.reviewer_id = $4
           and f.workflow_id = $2 and f.tier = $3 and f.finished_at is not null) end as until
     from calibration_sets s
     join workflows w on w.workspace_id = s.workspace_id and w.id = s.workflow_id
     left join calibration_runs o on o.workspace_id = s.workspace_id and o.reviewer_id = $4
       and o.workflow_id = s.workflow_id and o.tier = s.tier and o.finished_at is null
     where s.workspace_id = $1 and s.workflow_id = $2 and s.tier = $3
       -- a run that was begun is ended on its own version
       and s.version = coalesce(o.version, (select max(m.version) from calibration_sets m
         where m.workspace_id = $1 and m.workflow_id = $2 and m.tier = $3))`,
    [at.workspaceId, at.workflowId, at.tier, at.reviewer.id, ruleOf({}).retakeHours],
  );
  if (!row) return null;
  if (row.until && row.until.getTime() > Date.now()) {
    throw new Refusal('not-open', `The set may be taken again from ${iso(row.until)}.`);
  }
  return row;
}

/** An order of each reviewer's own: nobody can pass on "the third is wrong". */
function ordered(items: CalibrationItem[], salt: string): CalibrationItem[] {
  const place = (id: string) => createHash('sha256').update(`${salt} ${id}`).digest('hex');
  return items
    .map((item) => ({ item, at: place(item.id) }))
    .sort((a, b) => a.at.localeCompare(b.at))
    .map(({ item }) => item);
}

type Answering = Parameters<OwnershipStore['answerCalibration']>[0];

async function answerAll(q: Query, input: Answering): Promise<CalibrationProgress | null> {
  const { identity, workflowId, tier, version } = input;
  const { workspaceId, reviewer } = identity;
  const found = await current(q, { workspaceId, workflowId, tier, reviewer });
  if (!found) return null;
  if (found.version !== version) {
    throw new Refusal('not-open', `The set is at version ${found.version}; ask for the next item.`);
  }
  const known = new Set(found.items.map(({ id }) => id));
  const unknown = input.answers.findIndex(({ itemId }) => !known.has(itemId));
  if (unknown >= 0) {
    throw new Refusal('invalid-request', 'The request is not valid.', [
      { path: `/answers/${unknown}/itemId`, message: 'is not an item of this set' },
    ]);
  }
  const given: Answers = Object.fromEntries(
    input.answers.map(({ itemId, ...answer }) => [itemId, answer]),
  );
  const runId = found.run_id ?? input.runId;
  if (found.run_id === null) {
    await q(
      `insert into calibration_runs (workspace_id, id, reviewer_id, workflow_id, tier, version)
       values ($1, $2, $3, $4, $5, $6)`,
      [workspaceId, runId, reviewer.id, workflowId, tier, version],
    );
  }
  // Under the run's lock; the first answer of an item counts.
  const [row] = await q<{ answers: Answers }>(
    `update calibration_runs set answers = $3::jsonb || answers
     where workspace_id = $1 and id = $2 and finished_at is null returning answers`,
    [workspaceId, runId, JSON.stringify(given)],
  );
  if (!row) throw new Refusal('not-open', 'This calibration was finished already.');
  const answered = Object.keys(row.answers).length;
  const progress = { answered, of: found.items.length };
  if (answered < found.items.length) return progress;
  return { ...progress, result: await score(q, { input, runId, found, answers: row.answers }) };
}

async function score(
  q: Query,
  work: { input: Answering; runId: string; found: Current; answers: Answers },
): Promise<NonNullable<CalibrationProgress['result']>> {
  const { input, runId, found, answers } = work;
  const { workspaceId, reviewer } = input.identity;
  const right = found.items.filter(({ id, answer }) => isRight(answers[id], answer)).length;
  const n = found.items.length;
  const rule = ruleOf(found.policy);
  const passed = passes({ right, n }, rule);
  const [row] = await q<{ again: Date }>(
    `update calibration_runs set finished_at = now(), right_count = $3, n = $4
     where workspace_id = $1 and id = $2 returning now() + make_interval(hours => $5) as again`,
    [workspaceId, runId, right, n, rule.retakeHours],
  );
  const person = {
    ...{ workspaceId, reviewerId: reviewer.id },
    ...{ workflowId: input.workflowId, tier: input.tier },
  };
  if (!passed) {
    return { right, n, passed, ...(row ? { againAt: iso(row.again) } : {}) };
  }
  await end(q, { ...person, why: 'taken anew' });
  const qualifiedUntil = await qualify(q, {
    ...{ ...person, id: input.qualificationId, days: rule.validDays },
    basis: { by: 'calibration', version: found.version, right, n },
  });
  await resyncOne(q, person);
  return { right, n, passed, qualifiedUntil };
}

/** A set that names a reason wants that reason: rejecting for another one is luck. */
const isRight = (given: Answers[string] | undefined, wanted: CalibrationItem['answer']): boolean =>
  given?.action === wanted.action &&
  (wanted.reason === undefined || given.reason === wanted.reason);
