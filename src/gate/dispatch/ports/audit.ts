import type { AuditRow, CheckpointClaims, Opening } from '../../../protocol/audit.ts';

/** The last link of a workspace's chain; seq 0 and 64 zeros before the first. */
export type ChainHead = { seq: number; hash: string };
/** A row with what goes with it as evidence. */
export type AuditEntry = {
  row: AuditRow;
  opening?: Opening;
  decision?: string;
  attested?: string;
  jwk?: Record<string, string>;
};
export type Sealed = {
  head: ChainHead;
  /** links that this call wrote */
  sealed: number;
  /** `busy`: another process seals this workspace; `held`: rows wait for an older transaction to end */
  state: 'done' | 'more' | 'held' | 'busy';
};
export type Checkpoint = CheckpointClaims & { jws: string };

/** The chain over the audit log (PROTOCOL rule 5). The log itself is written by triggers. */
export type AuditStore = {
  /**
   * Links the next rows in commit order, at most `limit`, in one transaction; one process at a time
   * for each workspace. `link` gives each row's hash from the one before.
   */
  seal(input: {
    workspaceId: string;
    limit: number;
    link(link: { previous: string; seq: number; row: AuditRow }): string;
  }): Promise<Sealed>;
  /** the newest signed head; null before the first. May be a second old. */
  checkpoint(workspaceId: string): Promise<{ seq: number; at: string; jws: string } | null>;
  /** keeps a signed head; false where it is not in the chain, or this seq has one already */
  putCheckpoint(input: {
    workspaceId: string;
    seq: number;
    hash: string;
    at: string;
    jws: string;
  }): Promise<boolean>;
  /** whether a head is in the chain */
  has(input: { workspaceId: string } & ChainHead): Promise<boolean>;
  /** records that a device holds a head that isn't in the chain, once a head; true the first time */
  recordFork(input: { workspaceId: string; deviceId: string } & ChainHead): Promise<boolean>;
  /** the chain in its order, a page at a time, from seq 1 to where it ends at the first page */
  readChain(workspaceId: string): Promise<{
    head: ChainHead;
    pages(): AsyncIterable<(AuditEntry & { seq: number; hash: string; checkpoint?: string })[]>;
    /** rows that were committed and not in the chain up to `head`, in commit order */
    tail(): AsyncIterable<AuditEntry[]>;
  }>;
  /** deletes what opens the digests of these subjects' rows; how many there were */
  forget(input: {
    workspaceId: string;
    actor: string;
    subject: string;
    subjectId: string;
  }): Promise<number>;
  /**
   * Over all workspaces: `written` changes whenever a row is written, committed or not yet;
   * transactions below `oldest` have ended, those from `next` on have not begun
   */
  mark(): Promise<{ written: string; oldest: bigint; next: bigint }>;
  /** calls back soon after commits, with the workspace; '' after notifications may have been lost */
  onWritten(listener: (workspaceId: string) => void): () => Promise<void>;
};

/** Signs and opens heads and exports with the gate's keys, which live outside the database. */
export type AuditKeys = {
  issuer: string;
  /** compact JWS of a text, with the newest key */
  signAs(typ: string, payload: string): Promise<string>;
  /** the payload's text where one of the gate's keys signed it under this `typ`; null for any other */
  openAs(typ: string, jws: string): Promise<string | null>;
  /** public keys, newest first */
  jwks(): Promise<{ keys: object[] }>;
};
