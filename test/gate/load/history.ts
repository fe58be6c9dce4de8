import type { AuditRow } from '../../../src/protocol/audit.ts';
import type { Evidence } from '../chaos/check.ts';
import type { Call } from './hook.ts';

/** All times in milliseconds since the epoch, by this machine's clock. */
type Span = { from: number; to: number };

/** One page of a feed, as a reader got it. */
export type Page = {
  /** transaction and place that the page ended at */
  cursor: string;
  resync: boolean;
  entries: { proposalId: string; revision: number; state: string; removed: boolean }[];
};

/** What somebody was told of a decision that they signed. */
export type Told = {
  decisionId: string;
  proposalId: string;
  revision: number;
  action: 'approve' | 'approve_edited' | 'reject';
  /** of the mail that may leave by it; '' where none may */
  text: string;
  /** null: never answered */
  answer: 'accepted' | 'duplicate' | 'conflict' | null;
};

/** What a run left behind: what everyone was told, what the database and the log hold, what arrived. */
export type History = {
  agents: {
    /** proposals and the newest revision that the agent was told it has */
    proposed: { id: string; revision: number }[];
    withdrawn: string[];
  };
  decisions: Told[];
  devices: {
    /** redemptions that a device was told succeeded, one row each time it was told so */
    redeemed: { clearanceId: string; dispatchId: string }[];
    /** redemptions with another digest than the approved one that were not refused */
    wrongly: string[];
    reported: { dispatchId: string; outcome: string; state: string }[];
  };
  /** from the answer to a pause until the resume was asked for */
  pauses: (Span & { workflowId: string })[];
  /** by dispatch, each time that it began or moved on, by the database's own clock under its locks */
  claims?: ReadonlyMap<string, readonly number[]>;
  /** from the answer on, nothing goes to this address */
  suppressed: { address: string; from: number }[];
  readers: {
    name: string;
    pages: Page[];
    followed: Map<string, string>;
    fresh: Map<string, string>;
    /** the proposals that this person may see, as the database has them */
    visible: Evidence['proposals'];
  }[];
  mails: Evidence['mails'];
  calls: readonly Pick<Call, 'clearanceId' | 'proposalId' | 'kind' | 'contentDigest'>[];
  /** digest of the content in each call, as its receiver made it */
  callDigests: readonly string[];
  proposals: {
    id: string;
    state: string;
    revision: number;
    workflowId: string;
    kind: string;
    lane: string;
    /** lower-case addresses of all recipients, of every revision */
    recipients: string[];
  }[];
  rows: {
    decisions: {
      id: string;
      proposalId: string;
      revision: number;
      action: string;
      accepted: boolean;
      standing: boolean;
      contentDigest: string;
    }[];
    clearances: {
      id: string;
      proposalId: string;
      revision: number;
      decisionId: string | null;
      state: string;
      contentDigest: string;
    }[];
    dispatches: (Evidence['dispatches'][number] & { executor: string; contentDigest: string })[];
  };
  /** the audit chain in its order, and what its verifier found */
  log: Pick<AuditRow, 'at' | 'subject' | 'subjectId' | 'proposalId' | 'was' | 'became' | 'data'>[];
  verdict: { findings: string[]; unsealed: number; rows: number; signatures: number };
  kills: Evidence['kills'];
  surprises: string[];
};
