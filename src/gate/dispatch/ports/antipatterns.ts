import type { Evidence } from '../../../core/antipatterns/detect.ts';
import type { AntiPattern, Figure, Finding, FixKind } from '../../../core/antipatterns/finding.ts';
import type { GateFacts } from '../../../core/scan/from-gate.ts';

/** What somebody does about a finding, and why: kept in the transaction that does it. */
export type NewFix = {
  id: string;
  finding: string;
  pattern: AntiPattern;
  workflowId: string;
  fix: FixKind;
  reason: string;
  figures: readonly Figure[];
};

/** What was done about a finding. */
export type FixDone = Omit<NewFix, 'figures'> & {
  /** of the policy that it made; absent where it was a lever */
  version?: number;
  by: string;
  at: string;
};

/**
 * What anti-patterns are found in, and what was done about them. Evidence begins anew for a pattern in a
 * workflow with each fix of it: what was before doesn't count against what was changed.
 */
export type AntiPatternStore = {
  workspaces(): Promise<string[]>;
  /** of the last week (decisions), 90 days (alerts, planted defects) or 30 days (all else) */
  evidence(input: { workspaceId: string; now: number }): Promise<Evidence>;
  /** what the structural scan asks of the gate's own data, of 30 days */
  structure(input: { workspaceId: string }): Promise<GateFacts>;
  /** newest first */
  fixes(input: { workspaceId: string; limit: number }): Promise<FixDone[]>;
  /** that a lever was pulled about a finding; its alert is closed as actionable */
  noted(input: { workspaceId: string; fix: NewFix; by: string }): Promise<void>;
  /**
   * Tells the owners of what is found, once while it is open and not again within a week of somebody
   * closing it; ends the alerts of what is found no more. Any number of processes may.
   */
  tell(input: {
    workspaceId: string;
    findings: readonly Finding[];
  }): Promise<{ raised: number; ended: number }>;
};
