import type { LaneVerdict } from '../../core/lanes/verdict.ts';
import type { Information } from '../../core/stats/information.ts';
import type { Step } from '../../core/stats/recalibrate.ts';
import type { Calibration, LaneChange, LaneReport } from '../../protocol/lanes.ts';
import type { Query } from './db.ts';
import { LANE_COLUMNS, type LaneRow, laneOf, type Tier } from './lane-rows.ts';
import { humanShares } from './lane-share.ts';
import { iso } from './rows.ts';

type Ref = { workspaceId: string; workflowId: string };
type ChangeRow = {
  at: Date;
  model: string;
  model_version: string;
  prompt_version: string;
  tier: Tier;
  verdict: LaneVerdict;
};

/** Lanes of one workflow: two tiers of ten versions. */
const LANES = 20;
/** Verdicts that changes are looked for among (a lane has one a day), and changes that are told. */
const [VERDICTS, CHANGES] = [2000, 40];

/** One workflow's lanes as they stand, what its confidences were worth, and what changed when. */
export async function laneReport(
  q: Query,
  { workspaceId, workflowId }: Ref,
): Promise<Pick<LaneReport, 'share' | 'lanes' | 'calibrations' | 'changes'>> {
  const at = [workspaceId, workflowId];
  const lanes = await q<LaneRow>(
    `select ${LANE_COLUMNS} from lanes l where l.workspace_id = $1 and l.workflow_id = $2
     order by l.created_at desc, l.model, l.model_version, l.prompt_version, l.tier limit ${LANES}`,
    at,
  );
  const calibrations = await q<{
    model_version: string;
    steps: Step[];
    information: Information;
    at: Date;
  }>(
    `select c.model_version, c.steps, c.information, c.at from calibrations c
     where c.workspace_id = $1 and c.workflow_id = $2 order by c.at desc, c.model_version limit ${LANES}`,
    at,
  );
  const changes = await q<ChangeRow>(
    `select n.at, n.model, n.model_version, n.prompt_version, n.tier, n.verdict from (
       select v.*, lag(v.verdict) over (partition by v.model, v.model_version, v.prompt_version, v.tier
         order by v.at, v.id) as before
       from (select w.id, w.at, w.model, w.model_version, w.prompt_version, w.tier, w.verdict
         from lane_verdicts w where w.workspace_id = $1 and w.workflow_id = $2
         order by w.at desc limit ${VERDICTS}) v) n
     where n.before is null or n.before -> 'open' <> n.verdict -> 'open'
       or n.before -> 'threshold' <> n.verdict -> 'threshold'
       or n.before -> 'reason' <> n.verdict -> 'reason'
     order by n.at desc, n.id desc limit ${CHANGES}`,
    at,
  );
  const [share] = await humanShares(q, workspaceId, workflowId);
  return {
    share: share ?? null,
    lanes: lanes.map((row) => ({ ...laneOf(row), used: row.used })),
    calibrations: calibrations.map(calibrationOf),
    changes: changes.map(changeOf),
  };
}

const calibrationOf = (row: {
  model_version: string;
  steps: Step[];
  information: Information;
  at: Date;
}): Calibration => {
  const { informative, why, auroc } = row.information;
  const interval = auroc?.interval ?? null;
  return {
    ...{ modelVersion: row.model_version, at: iso(row.at), informative, why },
    auroc:
      auroc && interval ? { value: auroc.value, low: interval.low, high: interval.high } : null,
    steps: row.steps.map(({ from, to, right, n, interval: { low, high } }) => ({
      ...{ from, to, right, n, low, high },
    })),
  };
};

const changeOf = ({ verdict, ...row }: ChangeRow): LaneChange => ({
  at: iso(row.at),
  ...{ model: row.model, modelVersion: row.model_version, promptVersion: row.prompt_version },
  ...{ tier: row.tier, open: verdict.open, threshold: verdict.threshold, bound: verdict.bound },
  ...{ labels: verdict.labels, reason: verdict.reason, why: verdict.why },
});
