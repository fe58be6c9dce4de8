import type { RiskTier, WorkflowInput } from '../../../core/schema/workflow.ts';
import type {
  CalibrationAnswer,
  CalibrationItem,
  CalibrationProgress,
  CalibrationTask,
  Qualification,
} from '../../../protocol/ownership.ts';
import type { ReviewerIdentity } from './people.ts';

/** One version of a workflow, as it was put. */
export type WorkflowVersion = {
  version: number;
  workflow: WorkflowInput;
  by: string;
  at: string;
  /** of the person who put it */
  name?: string;
  reason?: string;
  rolledBackTo?: number;
};

/** Who is away, who is qualified, and what is over its time. */
export type OwnershipStore = {
  /** old versions, newest first; null for no such workflow */
  versions(input: {
    workspaceId: string;
    workflowId: string;
    limit: number;
  }): Promise<WorkflowVersion[] | null>;
  /** one old version; null for none */
  version(input: {
    workspaceId: string;
    workflowId: string;
    version: number;
  }): Promise<WorkflowVersion | null>;
  /**
   * Away until then, or back (null). Work of a tier they answer for is with the stand-in meanwhile.
   * False for an address that is nobody's.
   */
  setAway(input: {
    workspaceId: string;
    email: string;
    until: string | null;
    by: string;
  }): Promise<boolean>;
  /** what this reviewer is qualified for now */
  qualifications(input: { workspaceId: string; reviewerId: string }): Promise<Qualification[]>;
  /** a new version of the set; null for no such workflow. @throws Refusal invalid-request */
  putCalibration(input: {
    workspaceId: string;
    workflowId: string;
    tier: RiskTier;
    items: CalibrationItem[];
    by: string;
  }): Promise<{ version: number } | null>;
  /** the next unanswered item, without its answer; null without a set. @throws Refusal not-open */
  nextCalibration(input: {
    identity: ReviewerIdentity;
    workflowId: string;
    tier: RiskTier;
  }): Promise<CalibrationTask | null>;
  /**
   * Takes answers, the first of each item; the last one scores the run and qualifies whoever passed.
   * Null without such a set. @throws Refusal not-open, invalid-request
   */
  answerCalibration(input: {
    identity: ReviewerIdentity;
    workflowId: string;
    tier: RiskTier;
    version: number;
    answers: CalibrationAnswer[];
    /** id of the run, if this begins one, and of the qualification, if it is passed */
    runId: string;
    qualificationId: string;
  }): Promise<CalibrationProgress | null>;
  /**
   * What a measured catch rate does to a running qualification (`core/ownership/qualification.ts`):
   * renewed from today, revoked, or left to run out. Null when there is none.
   */
  renewQualification(input: {
    workspaceId: string;
    reviewerId: string;
    workflowId: string;
    tier: RiskTier;
    caught: number;
    planted: number;
    /** id of the qualification that a renewal begins */
    id: string;
    by: string;
  }): Promise<{ outcome: 'renewed' | 'unchanged' | 'revoked'; why: string } | null>;
  /** hands over, brings escalations back, ends qualifications and absences that are over; returns how many */
  sweepOwnership(): Promise<number>;
};
