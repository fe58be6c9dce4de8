import type { AuditWatch } from '../../core/lanes/audit-watch.ts';
import { add, type Evidence, type Period } from '../../core/lanes/evidence.ts';
import type { Breach, LaneState, LaneSubject } from '../../core/lanes/lane.ts';
import type { RiskRule } from '../../core/lanes/policy.ts';
import type { LaneVerdict } from '../../core/lanes/verdict.ts';
import type { Norms } from '../../core/routing/exceptions.ts';
import type { LaneAnswer } from '../../protocol/lanes.ts';
import { iso } from './rows.ts';

export type Tier = 'auto' | 'constrained';

/** Which lane: parameters $1 to $6 of {@link LANE_IS}. */
export type LaneRef = { workspaceId: string; workflowId: string; subject: LaneSubject; tier: Tier };
export const LANE_IS = `l.workspace_id = $1 and l.workflow_id = $2 and l.model = $3
  and l.model_version = $4 and l.prompt_version = $5 and l.tier = $6`;
export const laneValues = ({ workspaceId, workflowId, subject, tier }: LaneRef): unknown[] => [
  ...[workspaceId, workflowId, subject.model, subject.modelVersion, subject.prompt, tier],
];

export const LANE_COLUMNS = `l.workflow_id, l.model, l.model_version, l.prompt_version, l.tier, l.alpha,
  l.delta, l.grid, l.first_labels, l.choose_at, l.round, l.known_from::text as known_from, l.first,
  l.held, l.line, l.level, l.open, l.threshold, l.bound, l.verdict, l.breach, l.watch, l.norms,
  l.decided_at, case when l.used_on = (now() at time zone 'utc')::date then l.used else 0 end as used`;

export type LaneRow = {
  workflow_id: string;
  model: string;
  model_version: string;
  prompt_version: string;
  tier: Tier;
  alpha: number;
  delta: number;
  grid: number[];
  first_labels: number;
  choose_at: number;
  round: number;
  known_from: string;
  first: number | null;
  held: number | null;
  line: number | null;
  level: number | null;
  open: boolean;
  threshold: number | null;
  bound: number | null;
  verdict: LaneVerdict | null;
  breach: Breach | null;
  watch: AuditWatch | null;
  norms: Norms;
  decided_at: Date | null;
  used: number;
};

export const ruleIn = (row: LaneRow): RiskRule => ({
  alpha: row.alpha,
  delta: row.delta,
  grid: row.grid,
  firstLabels: row.first_labels,
  chooseAt: row.choose_at,
});

export const subjectIn = (row: LaneRow): LaneSubject => ({
  model: row.model,
  modelVersion: row.model_version,
  prompt: row.prompt_version,
});

/** The state as `core/lanes` knows it: rebuilt from the recorded days, which any order adds up to. */
export function stateIn(row: LaneRow, periods: readonly Period[]): LaneState {
  const evidence = periods.reduce<Evidence>((known, period) => add(known, period), []);
  const { first, held, breach } = row;
  return { v: 1, subject: subjectIn(row), rule: ruleIn(row), evidence, first, held, breach };
}

export const laneOf = (row: LaneRow): LaneAnswer => ({
  workflowId: row.workflow_id,
  model: row.model,
  modelVersion: row.model_version,
  promptVersion: row.prompt_version,
  tier: row.tier,
  open: row.open,
  threshold: row.threshold,
  bound: row.bound,
  round: row.round,
  verdict: row.verdict,
  breach: row.breach,
  watch: row.watch && {
    seen: row.watch.seen,
    defects: row.watch.defects,
    line: row.watch.line,
  },
  decidedAt: row.decided_at && iso(row.decided_at),
});
