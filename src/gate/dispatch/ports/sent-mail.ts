import type { Incident, IncidentKind } from '../../../core/conduct/incident.ts';
import type { ClearedMail, SentMessage } from '../../../core/conduct/sent.ts';

/** A mailbox's sent mail, through whichever API has it. Reads only; nothing there is changed. */
export type SentMail = {
  /** the mailbox, as it is called in incidents */
  mailbox: string;
  /** every message that the mailbox says was sent at or after `since`, oldest first, once each */
  list(input: { since: Date }): Promise<SentMessage[]>;
};

export type NewIncident = {
  kind: IncidentKind;
  /** reported once by it */
  key: string;
  mailbox: string;
  happenedAt: string;
  proposalId?: string;
  detail: { messageId?: string; recipients: string[]; subject?: string; detail: string };
};

export type ReconcileStore = {
  /** until when this mailbox was checked, or null */
  checkedTo(input: { workspaceId: string; mailbox: string }): Promise<string | null>;
  /**
   * Redeemed mail that could be one of these messages: redeemed within `slackSeconds` of the span
   * or with one of the Message-IDs, and not found in a mailbox before.
   */
  cleared(input: {
    workspaceId: string;
    from: string;
    to: string;
    messageIds: string[];
  }): Promise<ClearedMail[]>;
  /** of these addresses in normal form, the ones that the workspace knows and that aren't its own people */
  known(input: { workspaceId: string; addresses: string[] }): Promise<string[]>;
  /** Message-IDs that were accounted for or reported before */
  seen(input: { workspaceId: string; keys: string[] }): Promise<string[]>;
  /** one transaction; gives the incidents that are new */
  record(input: {
    workspaceId: string;
    mailbox: string;
    checkedTo: string;
    matches: { clearanceId: string; messageId: string }[];
    incidents: NewIncident[];
  }): Promise<Incident[]>;
  incidents(input: {
    workspaceId: string;
    kind?: IncidentKind;
    before?: string;
    limit: number;
  }): Promise<Incident[]>;
};
