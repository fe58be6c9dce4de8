import type { Alert, AlertClose } from '../../../core/schema/alert.ts';

/** What is to be known by a person. Alerts of one cause are one while it is open. */
export type NewAlert = {
  /** what makes two of them the same: `brake:<id>`, `lane-closed:<workflow>:<model>` */
  cause: string;
  /** `brake-tripped`, `lane-closed`, … */
  kind: string;
  urgency: 'page' | 'tell';
  /** its owner gets it; without one, the workspace's managers */
  workflowId?: string;
  /** one sentence, without what buyers wrote */
  title: string;
  /** it happened again after it was dealt with: its owner is told again, though it is open */
  afresh?: boolean;
  /** facts: numbers, ids, sentences of ours */
  detail: Record<string, unknown>;
};

/** An alert that has to be told outside: by mail, by webhook. */
export type PageJob = { workspaceId: string; alertId: string; why: 'raised' | 'escalated' };

/** What a page is made of. */
export type PageWork = { alert: Alert; to: readonly string[]; workspace: string };

/** `actor`: how the audit log names who it was, where that says more than the reviewer's id. */
type AlertBy = { workspaceId: string; id: string; by: string; actor?: string };

export type AlertStore = {
  raise(input: { workspaceId: string; alert: NewAlert; by: string }): Promise<Alert>;
  /** the newest first */
  list(input: {
    workspaceId: string;
    state?: 'open' | 'closed';
    /** only this person's */
    owner?: string;
    limit: number;
  }): Promise<Alert[]>;
  get(input: { workspaceId: string; id: string }): Promise<Alert | null>;
  /** how many were closed as which, over the last 90 days */
  verdicts(workspaceId: string): Promise<{ actionable: number; noise: number }>;
  /** that somebody looks at it, which stops its escalation. Null: there is none that is open */
  see(input: AlertBy): Promise<Alert | null>;
  /** null: there is none that is open */
  close(input: AlertBy & AlertClose): Promise<Alert | null>;
  /** null: closed meanwhile, so nobody needs to be told */
  page(job: PageJob): Promise<PageWork | null>;
};
