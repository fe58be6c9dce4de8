import type { LaneSubject } from '../../../core/lanes/lane.ts';
import type { LaneNow } from '../../../core/routing/earned.ts';
import type { Norms } from '../../../core/routing/exceptions.ts';
import type { HumanShare, LaneAnswer, LaneExposure, LaneReport } from '../../../protocol/lanes.ts';

/** What runs without a person: its stratum, how likely an audit of it is, and whether it is drawn. */
export type LanePass = {
  tier: 'auto' | 'constrained';
  subject: LaneSubject;
  template?: string | undefined;
  /** `0.95 novel`: the confidence band's lower end, and whether the template is new */
  stratum: string;
  inclusion: number;
  drawn: boolean;
};

export type LaneStore = {
  /**
   * The lanes of a workflow for what proposes now, as the database has them at this moment, in the
   * order of its policy; a lane under another rule than the policy's is closed.
   */
  now(input: {
    workspaceId: string;
    workflowId: string;
    subject: LaneSubject;
    template?: string | undefined;
  }): Promise<{
    lanes: LaneNow[];
    norms: Norms;
    /** proposals of this template that ran here without a person */
    ran: number;
  }>;
  /** every lane with its last verdict */
  list(workspaceId: string): Promise<LaneAnswer[]>;
  /** the share that reaches people, by workflow, over 30 days (M10) */
  shares(workspaceId: string): Promise<HumanShare[]>;
  /** one workflow's lanes, calibrations, and what changed */
  report(input: {
    workspaceId: string;
    workflowId: string;
  }): Promise<Pick<LaneReport, 'share' | 'lanes' | 'calibrations' | 'changes'>>;
  /** what went out through a workflow's lanes the last time each was open; null: no such workflow */
  exposure(input: { workspaceId: string; workflowId: string }): Promise<LaneExposure[] | null>;
  /**
   * Closes lanes of a workflow at once, with a reason: what they had cleared and nobody has taken yet goes
   * to people. What was known starts anew. Returns how many closed.
   */
  close(input: {
    workspaceId: string;
    workflowId: string;
    tier?: 'auto' | 'constrained';
    by: string;
    cause: 'person' | 'detector' | 'policy';
    reason: string;
  }): Promise<{ closed: number; recalled: number }>;
  /**
   * What lanes do by themselves: settles the days that are complete, gives each lane its verdict once a
   * day, calibrates. Any number of processes may; what one did the others find done.
   */
  daily(input: { now: number }): Promise<{ settled: number; verdicts: number; opened: number }>;
};
