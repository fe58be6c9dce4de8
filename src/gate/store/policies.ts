import { isDefect } from '../../core/lanes/defect.ts';
import type { PastProposal } from '../../core/policies/past.ts';
import type { StandingLane } from '../../core/policies/reroute.ts';
import type { Claim, Flag } from '../../core/schema/claim.ts';
import type { Kind } from '../../core/schema/kind.ts';
import type { Context } from '../../core/schema/proposal.ts';
import type { Lane } from '../../core/schema/workflow.ts';
import type { PolicyStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { FIRST_SEEN } from './first-seen.ts';
import { LANE_COLUMNS, type LaneRow, ruleIn } from './lane-rows.ts';
import { noticingOf } from './look-counts.ts';
import { seenOf } from './policy-seen.ts';

type Row = {
  id: string;
  created_at: Date;
  kind: Kind;
  content: string | null;
  lane: Lane;
  flags: Flag[];
  model: string;
  model_version: string;
  prompt_version: string;
  confidence: number;
  review: { claims?: Claim[]; context?: Context; template?: string };
  inclusion: number | null;
  drawn: boolean | null;
  action: string | null;
  reason: string | null;
  looked: boolean | null;
  reported: boolean;
  superseded: boolean;
};

/** The newest decisions that a stage is measured by. */
const MEASURED = 5000;

/** What policies are tried on. Reads only, by `proposals_by_day`, newest first and never more than asked. */
export function policyStore(db: Db): PolicyStore {
  return {
    async pastProposals({ workspaceId, workflowId, days, limit }) {
      const rows = await db.in(workspaceId)<Row>(
        `select p.id, p.created_at, p.kind, r.lane, r.flags, r.model, r.model_version,
           r.prompt_version, r.confidence, r.review, s.inclusion, s.drawn, d.action, d.reason,
           case when r.erased_at is null then r.content end as content, k.defect as looked,
           g.type is not null as reported, p.revision > 1 as superseded
         from (select * from proposals p where p.workspace_id = $1 and p.workflow_id = $2
             and p.created_at >= now() - make_interval(days => $3::int)
           order by p.created_at desc limit $4 + 1) p
         ${FIRST_SEEN}
         order by p.created_at desc`,
        [workspaceId, workflowId, days, limit],
      );
      return { past: rows.slice(0, limit).map(pastOf), more: rows.length > limit };
    },
    async standingLanes({ workspaceId, workflowId }) {
      const rows = await db.in(workspaceId)<LaneRow>(
        `select ${LANE_COLUMNS} from lanes l where l.workspace_id = $1 and l.workflow_id = $2
         order by l.created_at desc limit 200`,
        [workspaceId, workflowId],
      );
      return rows.flatMap((row): StandingLane[] => {
        const { verdict, open, threshold, bound } = row;
        if (verdict === null) return [];
        return [
          {
            ...{ model: row.model, modelVersion: row.model_version, prompt: row.prompt_version },
            rule: ruleIn(row),
            verdict: { ...verdict, open, threshold, bound },
          },
        ];
      });
    },
    async performance({ workspaceId, workflowId }) {
      const q = db.in(workspaceId);
      const decided = await q<{ action: string; reason: string | null }>(
        `select d.action, d.reason ->> 'code' as reason from decisions d
         where d.workspace_id = $1 and d.workflow_id = $2 and d.status = 'accepted'
           and d.action <> 'escalate' and d.revision = 1
           and d.received_at > now() - interval '90 days'
         order by d.received_at desc, d.id desc limit ${MEASURED}`,
        [workspaceId, workflowId],
      );
      const lanes = await q<LaneRow>(
        `select ${LANE_COLUMNS} from lanes l where l.workspace_id = $1 and l.workflow_id = $2
         order by l.created_at desc limit 200`,
        [workspaceId, workflowId],
      );
      return {
        decided: decided.length,
        defects: decided.filter(({ action, reason }) => isDefect(action, reason)).length,
        lanes: lanes.map((row) => ({
          ...{ rule: ruleIn(row), tier: row.tier, held: row.held !== null },
        })),
      };
    },
    seen: (input) => seenOf(db.in(input.workspaceId), input),
    noticing: (input) => noticingOf(db.in(input.workspaceId), input),
  };
}

function pastOf(row: Row): PastProposal {
  const { claims = [], context, template } = row.review;
  const found =
    row.action !== null
      ? { defect: isDefect(row.action, row.reason) }
      : row.looked !== null
        ? { defect: row.looked }
        : null;
  // what ran without a lane's pass could not have been drawn
  const inclusion = row.inclusion ?? (row.lane === 'human' ? 1 : 0);
  return {
    ...{ id: row.id, at: row.created_at.getTime(), kind: row.kind, lane: row.lane },
    subject: { model: row.model, modelVersion: row.model_version, prompt: row.prompt_version },
    ...{ confidence: row.confidence, flags: row.flags, claims, inclusion, found },
    ...(context === undefined ? {} : { context }),
    ...(template === undefined ? {} : { template }),
    content: row.content === null ? null : JSON.parse(row.content),
    byHand: false,
    drawn: row.drawn ?? inclusion === 1,
    reported: row.reported,
    superseded: row.superseded && row.action === null && inclusion === 1,
  };
}
