import type { AntiPatternStore, FixDone, NewFix } from '../dispatch/ports.ts';
import { raiseAlert, wakePages } from './alerts.ts';
import { handsIn, plantedIn, reviewHours } from './antipattern-reviews.ts';
import { clocksIn, closedAlerts, scoresIn } from './antipattern-sends.ts';
import type { Db, Query } from './db.ts';
import { iso, WORKFLOW_COLUMNS, type WorkflowRow, workflowOf } from './rows.ts';
import { structureOf } from './structure.ts';

const KIND = 'anti-pattern';
const causeOf = (finding: string): string => `${KIND}:${finding}`;
/** Of alerts that aren't worth it the brakes' own look tells, under another cause. */
const causesOf = (finding: string): string[] =>
  finding === 'A2' ? [causeOf(finding), 'alert-fatigue'] : [causeOf(finding)];

/** Evidence of anti-patterns, who was told, and what was done. */
export function antiPatternStore(db: Db): AntiPatternStore {
  return {
    workspaces: () => db.due('select workspace_id from workspaces'),
    async evidence({ workspaceId, now }) {
      const q = db.in(workspaceId);
      const rows = await q<WorkflowRow>(
        `select ${WORKFLOW_COLUMNS} from workflows w where w.workspace_id = $1 order by w.id`,
        [workspaceId],
      );
      const workflows = rows.map(workflowOf);
      const of = { workspaceId, workflows, now };
      return {
        workflows,
        hours: await reviewHours(q, of),
        planted: await plantedIn(q, of),
        alerts: await closedAlerts(q, of),
        clocks: await clocksIn(q, of),
        ...(await scoresIn(q, of)),
        hands: await handsIn(q, of),
      };
    },
    structure: ({ workspaceId }) => structureOf(db.in(workspaceId), workspaceId),
    async fixes({ workspaceId, limit }) {
      const rows = await db.in(workspaceId)<FixRow>(
        `select f.id, f.finding, f.pattern, f.workflow_id, f.fix, f.reason, f.version, f.by_whom, f.at
         from antipattern_fixes f where f.workspace_id = $1 order by f.at desc, f.id limit $2`,
        [workspaceId, limit],
      );
      return rows.map(fixOf);
    },
    async noted({ workspaceId, fix, by }) {
      await db.tx({ workspaceId, actor: by }, (q) =>
        noteFix(q, { workspaceId, fix, by, version: null }),
      );
    },
    async tell({ workspaceId, findings }) {
      const done = await db.tx({ workspaceId, actor: 'gate:antipatterns' }, async (q) => {
        // One process at a time: two that look at once would tell of the same thing twice.
        await q(`select pg_advisory_xact_lock(hashtextextended('antipatterns' || $1, 0))`, [
          workspaceId,
        ]);
        const told = await q<{ cause: string; open: boolean }>(
          `select a.cause, a.closed_at is null as open from alerts a
           where a.workspace_id = $1 and a.kind = '${KIND}'
             and (a.closed_at is null
               or a.verdict is not null and a.closed_at > now() - interval '7 days')`,
          [workspaceId],
        );
        const known = new Set(told.map(({ cause }) => cause));
        const fresh = findings.filter(
          ({ key, pattern }) => pattern !== 'A2' && !known.has(causeOf(key)),
        );
        for (const { key, pattern, workflowId, sentence, figures, cost } of fresh)
          await raiseAlert(q, {
            workspaceId,
            alert: {
              cause: causeOf(key),
              kind: KIND,
              urgency: 'tell',
              title: sentence,
              detail: { pattern, figures, cost },
              ...(workflowId === undefined ? {} : { workflowId }),
            },
          });
        const ended = await q(
          `update alerts set closed_at = now() where workspace_id = $1 and kind = '${KIND}'
             and closed_at is null and cause <> all ($2::text[]) returning 1`,
          [workspaceId, findings.map(({ key }) => causeOf(key))],
        );
        return { raised: fresh.length, ended: ended.length };
      });
      if (done.raised > 0) wakePages(db);
      return done;
    },
  };
}

type FixRow = {
  id: string;
  finding: string;
  pattern: FixDone['pattern'];
  workflow_id: string;
  fix: FixDone['fix'];
  reason: string;
  version: number | null;
  by_whom: string;
  at: Date;
};

const fixOf = (row: FixRow): FixDone => ({
  id: row.id,
  finding: row.finding,
  pattern: row.pattern,
  workflowId: row.workflow_id,
  fix: row.fix,
  reason: row.reason,
  by: row.by_whom,
  at: iso(row.at),
  ...(row.version === null ? {} : { version: row.version }),
});

/** Keeps what was done about a finding, and closes its alert, in the transaction that does it. */
export async function noteFix(
  q: Query,
  work: { workspaceId: string; fix: NewFix; by: string; version: number | null },
): Promise<void> {
  const { workspaceId, fix, by, version } = work;
  await q(
    `insert into antipattern_fixes
       (workspace_id, id, finding, pattern, workflow_id, fix, reason, figures, version, by_whom)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[workspaceId, fix.id, fix.finding, fix.pattern, fix.workflowId, fix.fix, fix.reason],
      ...[JSON.stringify(fix.figures), version, by],
    ],
  );
  const reviewer = by.startsWith('reviewer:') ? by.slice('reviewer:'.length) : null;
  await q(
    `update alerts set closed_at = now(), closed_by = $3, verdict = 'actionable', note = $4,
       seen_at = coalesce(seen_at, now()), seen_by = coalesce(seen_by, $3)
     where workspace_id = $1 and cause = any ($2::text[]) and closed_at is null`,
    [workspaceId, causesOf(fix.finding), reviewer, fix.reason],
  );
}
