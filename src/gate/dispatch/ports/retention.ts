/** What was erased, by table. */
export type ErasureCounts = Record<string, number>;

/** A proof that it was done, made of what may be kept. */
export type Erasure = {
  id: string;
  workspaceId: string;
  reason: 'person' | 'retention';
  /** SHA-256 of workspace and address: the person is known again by it, not named */
  addressHash: string | null;
  requestedBy: string;
  at: string;
  counts: ErasureCounts;
  /** the audit chain's head when it began; null before the first link */
  headBefore: { seq: number; hash: string } | null;
  /** the link that covers the erasure's own row; null until it is sealed */
  headAfter: { seq: number; hash: string } | null;
};

export type RetentionKind = 'content' | 'signals';

export type RetentionStore = {
  /**
   * Erases what names this address, in one transaction: contents, notes, signatures over texts,
   * signals, what is known of the contact. Open proposals are withdrawn first. Digests, states and
   * the audit log stay. What is being sent right now is left, and counted as `underWay`.
   */
  erasePerson(input: {
    workspaceId: string;
    id: string;
    address: string;
    requestedBy: string;
  }): Promise<Erasure>;
  erasures(workspaceId: string): Promise<Erasure[]>;
  erasure(input: { workspaceId: string; id: string }): Promise<Erasure | null>;
  /** days a workspace keeps each kind; what it hasn't said goes by the installation's setting */
  policy(workspaceId: string): Promise<{ what: RetentionKind; days: number }[]>;
  setPolicy(input: {
    workspaceId: string;
    what: RetentionKind;
    days: number;
    by: string;
  }): Promise<void>;
  /**
   * Erases one batch of what is older than its workspace's policy, or than `days` where it has none
   * (null: kept). One process at a time. Returns how much; 0 when nothing was due.
   */
  sweep(input: { newId(): string; days: number | null; batch?: number }): Promise<number>;
};
