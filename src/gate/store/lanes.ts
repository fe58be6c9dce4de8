import { sameRule } from '../../core/lanes/policy.ts';
import type { LaneNow } from '../../core/routing/earned.ts';
import { belowAdopter } from '../../core/routing/stage.ts';
import type { Policy } from '../../core/schema/workflow.ts';
import type { LaneStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { closeLane, recallOf } from './lane-close.ts';
import { daily } from './lane-daily.ts';
import { exposures } from './lane-exposure.ts';
import { laneReport } from './lane-report.ts';
import {
  LANE_COLUMNS,
  type LaneRef,
  type LaneRow,
  laneOf,
  ruleIn,
  subjectIn,
} from './lane-rows.ts';
import { humanShares } from './lane-share.ts';

/** Lanes: what may run without a person, why, and since when. */
export function laneStore(db: Db): LaneStore {
  return {
    async now({ workspaceId, workflowId, subject, template }) {
      const rows = await db.in(workspaceId)<LaneRow & { policy: Policy; ran: number }>(
        `select w.policy, ${LANE_COLUMNS},
           case when $6::text is null then 0 else (select count(*)::int from (
             select from lane_passes s where s.workspace_id = $1 and s.workflow_id = $2
               and s.template = $6 limit 10001) as few) end as ran
         from workflows w left join lanes l on l.workspace_id = w.workspace_id
           and l.workflow_id = w.id and l.model = $3 and l.model_version = $4
           and l.prompt_version = $5
         where w.workspace_id = $1 and w.id = $2`,
        [
          ...[workspaceId, workflowId, subject.model, subject.modelVersion, subject.prompt],
          template ?? null,
        ],
      );
      const rules = rows[0]?.policy.autonomy?.lanes ?? [];
      const below = belowAdopter(rows[0]?.policy);
      const lanes = rules.map((rule): LaneNow => {
        const row = rows.find(({ tier }) => tier === rule.tier);
        const { tier, limits } = rule;
        const closed = { tier, open: false, threshold: null, limits, used: 0 };
        if (below !== null) return { ...closed, why: below };
        if (row?.verdict == null || !sameRule(ruleIn(row), rule))
          return { ...closed, why: row?.breach?.why ?? 'nothing of this version is known yet' };
        const { open, threshold, used, verdict } = row;
        return { tier, open, threshold: open ? threshold : null, limits, used, why: verdict.why };
      });
      return { lanes, norms: rows[0]?.norms ?? {}, ran: rows[0]?.ran ?? 0 };
    },
    async list(workspaceId) {
      const rows = await db.in(workspaceId)<LaneRow>(
        `select ${LANE_COLUMNS} from lanes l where l.workspace_id = $1
         order by l.workflow_id, l.created_at desc, l.tier limit 500`,
        [workspaceId],
      );
      return rows.map(laneOf);
    },
    shares: (workspaceId) => humanShares(db.in(workspaceId), workspaceId),
    report: (input) => laneReport(db.in(input.workspaceId), input),
    exposure: (input) => exposures(db.in(input.workspaceId), input),
    async close({ workspaceId, workflowId, tier, by, cause, reason }) {
      const closed = await db.tx({ workspaceId, actor: by }, async (q) => {
        const rows = await q<LaneRow>(
          `select ${LANE_COLUMNS} from lanes l where l.workspace_id = $1 and l.workflow_id = $2
             and ($3::text is null or l.tier = $3) and (l.open or l.held is not null)
           order by l.model, l.model_version, l.prompt_version, l.tier for update`,
          [workspaceId, workflowId, tier ?? null],
        );
        const breach = { at: new Date().toISOString(), by: cause, why: reason };
        const refs: LaneRef[] = [];
        for (const row of rows) {
          const ref = { workspaceId, workflowId, subject: subjectIn(row), tier: row.tier };
          if (await closeLane(q, ref, breach)) refs.push(ref);
        }
        return refs;
      });
      let recalled = 0;
      for (const ref of closed) recalled += await recallOf(db, ref);
      return { closed: closed.length, recalled };
    },
    daily: (input) => daily(db, input),
  };
}
