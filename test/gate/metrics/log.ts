import { withClient } from '../../support/pg-as.ts';

/*
 * What is recorded of one workspace, each table read whole and joined to nothing, so that what is worked
 * out of it shares no SQL with the gate.
 */

type OfWorkflow = { workflow_id: string };
type OfProposal = { proposal_id: string };
type OfRevision = OfProposal & { revision: number };

export type Proposal = OfWorkflow & {
  id: string;
  agent_id: string;
  kind: string;
  state: string;
  lane: 'human' | 'auto' | 'constrained';
  revision: number;
  created_at: Date;
};
export type Revision = OfRevision & {
  lane: string;
  tier: string;
  model: string;
  model_version: string;
  prompt_version: string;
  confidence: number;
  review: { template?: string };
  trigger: { code: string };
  created_at: Date;
};
export type Action = 'approve' | 'approve_edited' | 'reject' | 'escalate';
export type Decision = OfWorkflow &
  OfRevision & {
    id: string;
    reviewer_id: string;
    action: Action;
    status: 'accepted' | 'conflict';
    conflict: string | null;
    standing: boolean;
    deliberate: boolean | null;
    reason: { code: string } | null;
    attention: { activeMs: number; unseenWords: number };
    first_look: { action: string } | null;
    received_at: Date;
  };
export type Look = OfWorkflow &
  OfRevision & {
    id: string;
    reason: 'audit' | 'second-opinion' | 'canary' | 'spot-check';
    state: 'open' | 'decided' | 'void';
    reviewer_id: string | null;
    action: Action | null;
    reason_code: string | null;
    defect: boolean | null;
    inclusion: number;
    decided_at: Date | null;
  };
export type Signal = {
  id: string;
  type: string;
  proposal_id: string | null;
  person: string | null;
  source: string;
  at: Date;
  received_at: Date;
  facts: { replyType?: string } | null;
};
export type Dispatch = OfWorkflow &
  OfProposal & {
    id: string;
    clearance_id: string;
    executor: string;
    state: string;
    created_at: Date;
    finished_at: Date | null;
  };

export type Log = {
  proposals: Proposal[];
  revisions: Revision[];
  decisions: Decision[];
  looks: Look[];
  signals: Signal[];
  dispatches: Dispatch[];
  clearances: (OfRevision & { id: string; decision_id: string | null })[];
  recipients: (OfProposal & { person: string; domain: string | null })[];
  lane_passes: (OfRevision & { inclusion: number; drawn: boolean; template: string | null })[];
  canaries: (OfProposal & { look_id: string; flagged: boolean })[];
  alerts: {
    kind: string;
    workflow_id: string | null;
    verdict: 'actionable' | 'noise' | null;
    first_at: Date;
    seen_at: Date | null;
    closed_at: Date | null;
  }[];
  incidents: { proposal_id: string | null; mailbox: string; kind: string; found_at: Date }[];
  labels: (OfWorkflow & OfProposal & { outcome: string; inclusion: number; settled_at: Date })[];
  suppressions: { scope: string; value: string; since: Date; until: Date | null }[];
  reviewers: { id: string; name: string; email: string; role: string }[];
  workflows: { id: string; name: string; owner: string; state: string }[];
  agents: { id: string; name: string }[];
};

const TABLES = [
  ...['proposals', 'revisions', 'decisions', 'looks', 'signals', 'dispatches', 'clearances'],
  ...['recipients', 'lane_passes', 'canaries', 'alerts', 'incidents', 'labels', 'suppressions'],
  ...['reviewers', 'workflows', 'agents'],
] as const;

/** @param at an administrator's address */
export async function readLog(at: { adminUrl: string; workspaceId: string }): Promise<Log> {
  return withClient({ url: at.adminUrl }, async (client) => {
    const read: Record<string, unknown[]> = {};
    for (const table of TABLES) {
      const { rows } = await client.query(`select * from ${table} where workspace_id = $1`, [
        at.workspaceId,
      ]);
      read[table] = rows;
    }
    return read as Log;
  });
}

/** The revision of a proposal, or of what points at one. */
export const revisionsOf = (log: Log) => {
  const found = new Map(log.revisions.map((row) => [`${row.proposal_id} ${row.revision}`, row]));
  return ({ proposal_id, revision }: { proposal_id: string; revision: number }): Revision => {
    const row = found.get(`${proposal_id} ${revision}`);
    if (!row) throw new Error(`no revision ${revision} of ${proposal_id}`);
    return row;
  };
};

export const byId = <T extends { id: string }>(rows: readonly T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.id, row]));

/** Rows by what they have in common. */
export function grouped<T>(rows: readonly T[], by: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group) group.push(row);
    else groups.set(by(row), [row]);
  }
  return groups;
}

export const DAY = 86_400_000;
export const WAITING: ReadonlySet<string> = new Set(['pending', 'escalated', 'recalled']);
/** As core/lanes/defect.ts says it. */
export const wrong = (action: string | null, code: string | null | undefined): boolean =>
  action === 'reject' ||
  (action === 'approve_edited' &&
    (code == null || ['wrong_fact', 'wrong_person', 'offer', 'compliance'].includes(code)));

/**
 * What was answered, and what the log says of the same: worked out for just before and just after the
 * answer. Where a row leaves its window in between, it is asked again.
 */
export async function asked<A, E>(
  ask: () => Promise<A>,
  worked: (now: number) => E,
): Promise<{ answer: A; expected: E }> {
  for (let tries = 0; tries < 20; tries += 1) {
    const before = worked(Date.now());
    const answer = await ask();
    const expected = worked(Date.now());
    if (JSON.stringify(before) === JSON.stringify(expected)) return { answer, expected };
  }
  throw new Error('rows left their window at every try');
}
