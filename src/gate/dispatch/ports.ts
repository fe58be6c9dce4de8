import type { AccuracyStore } from './ports/accuracy.ts';
import type { AgentStore } from './ports/agents.ts';
import type { AlertStore } from './ports/alerts.ts';
import type { AntiPatternStore } from './ports/antipatterns.ts';
import type { AuditStore } from './ports/audit.ts';
import type { BrakeStore } from './ports/brakes.ts';
import type { ClearanceStore } from './ports/clearances.ts';
import type { ConductStore } from './ports/conduct.ts';
import type { CorrectionStore } from './ports/corrections.ts';
import type { DecisionStore } from './ports/decisions.ts';
import type { DispatchStore } from './ports/dispatches.ts';
import type { FeedStore } from './ports/feed.ts';
import type { DeliveryStore } from './ports/jobs.ts';
import type { LaneStore } from './ports/lanes.ts';
import type { LessonStore } from './ports/lessons.ts';
import type { LeverStore } from './ports/levers.ts';
import type { LookStore } from './ports/looks.ts';
import type { MetricStore } from './ports/metrics.ts';
import type { OperatingStore } from './ports/operating.ts';
import type { OwnershipStore } from './ports/ownership.ts';
import type { PeopleStore } from './ports/people.ts';
import type { PolicyStore } from './ports/policies.ts';
import type { ProposalStore } from './ports/proposals.ts';
import type { ReportStore } from './ports/reports.ts';
import type { RetentionStore } from './ports/retention.ts';
import type { ReconcileStore } from './ports/sent-mail.ts';
import type { SignalStore } from './ports/signals.ts';
import type { SlackStore } from './ports/slack.ts';
import type { SpotCheckStore } from './ports/spot-checks.ts';
import type { WeeklyStore } from './ports/weekly.ts';
import type { WorkflowStore } from './ports/workflows.ts';

export * from './ports/accuracy.ts';
export * from './ports/agents.ts';
/*
 * What the gate's logic needs from the outside: one file per port, all of it through this door.
 * Every method of a store port is one transaction, led by the workspace, and writes its own audit
 * and feed rows in that transaction. All times are the database's. Ids of new rows are made by the
 * caller (UUIDv7) so that a retry is the same row.
 */
export * from './ports/alerts.ts';
export * from './ports/antipatterns.ts';
export * from './ports/audit.ts';
export * from './ports/brakes.ts';
export * from './ports/clearances.ts';
export * from './ports/conduct.ts';
export * from './ports/corrections.ts';
export * from './ports/decisions.ts';
export * from './ports/dispatches.ts';
export * from './ports/execute.ts';
export * from './ports/feed.ts';
export * from './ports/jobs.ts';
export * from './ports/keys.ts';
export * from './ports/lanes.ts';
export * from './ports/lessons.ts';
export * from './ports/levers.ts';
export * from './ports/looks.ts';
export * from './ports/metrics.ts';
export * from './ports/operating.ts';
export * from './ports/ownership.ts';
export * from './ports/people.ts';
export * from './ports/policies.ts';
export * from './ports/proposals.ts';
export * from './ports/refusal.ts';
export * from './ports/reports.ts';
export * from './ports/retention.ts';
export * from './ports/sanitizer.ts';
export * from './ports/sent-mail.ts';
export * from './ports/signals.ts';
export * from './ports/slack.ts';
export * from './ports/spot-checks.ts';
export * from './ports/weekly.ts';
export * from './ports/workflows.ts';

export type Store = {
  audit: AuditStore;
  people: PeopleStore;
  agents: AgentStore;
  workflows: WorkflowStore;
  proposals: ProposalStore;
  ownership: OwnershipStore & LessonStore;
  decisions: DecisionStore;
  feed: FeedStore;
  clearances: ClearanceStore;
  dispatches: DispatchStore;
  deliveries: DeliveryStore;
  signals: SignalStore;
  alerts: AlertStore;
  antipatterns: AntiPatternStore;
  brakes: BrakeStore;
  levers: LeverStore;
  conduct: ConductStore;
  corrections: CorrectionStore;
  accuracy: AccuracyStore;
  lanes: LaneStore;
  policies: PolicyStore;
  looks: LookStore;
  metrics: MetricStore;
  spotChecks: SpotCheckStore;
  reconcile: ReconcileStore;
  operating: OperatingStore;
  retention: RetentionStore;
  reports: ReportStore;
  weekly: WeeklyStore;
  slack: SlackStore;
  /** the database answers */
  ready(): Promise<void>;
  close(): Promise<void>;
};
