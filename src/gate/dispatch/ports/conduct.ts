import type { ConductPolicy, Contact, ContactInput } from '../../../core/conduct/policy.ts';
import type { Suppression, SuppressionInput } from '../../../core/schema/suppression.ts';
import type { ConductAnswer } from '../../../protocol/suppressions.ts';
import { Refusal } from './refusal.ts';

/** What the rules of conduct forbid: `suppressed` and `conduct` for good, `conduct-later` until then. */
export class ConductRefusal extends Refusal {
  /** the first moment at which it may go, RFC 3339 */
  readonly until?: string;
  constructor(
    code: 'suppressed' | 'conduct' | 'conduct-later' | 'ramp-holds',
    detail: string,
    more: { until?: string; errors?: { path: string; message: string }[] } = {},
  ) {
    super(code, detail, more.errors ?? []);
    if (more.until !== undefined) this.until = more.until;
  }
}

/** An entry in normal form (core/conduct/suppression.ts), with the id to use when it is new. */
export type NewSuppression = SuppressionInput & { id: string };

export type ConductStore = {
  /** by id; with `holdsFor`, the entries that forbid contact with this person, domain or record */
  suppressions(input: {
    workspaceId: string;
    after?: string;
    limit: number;
    holdsFor?: { keys: string[]; domains: string[] };
  }): Promise<Suppression[]>;
  /**
   * One transaction: adds or prolongs the entries and withdraws every open proposal that they
   * forbid, its clearance void, its callback told. From its commit on no redemption for these people
   * succeeds, in no process.
   */
  suppress(input: {
    workspaceId: string;
    entries: NewSuppression[];
    by: string;
  }): Promise<{ entries: { suppression: Suppression; added: boolean }[]; withdrawn: string[] }>;
  unsuppress(input: { workspaceId: string; id: string; by: string }): Promise<boolean>;
  policy(input: { workspaceId: string }): Promise<ConductAnswer>;
  /**
   * A new version; dispatches that waited by the old one are tried again.
   * @throws Refusal version-conflict with `basedOn` not the newest; invalid-request for a zone
   * that the database doesn't know
   */
  putPolicy(input: {
    workspaceId: string;
    policy: ConductPolicy;
    basedOn?: number;
    by: string;
  }): Promise<ConductAnswer>;
  /** @throws Refusal invalid-request */
  putContact(input: {
    workspaceId: string;
    contact: ContactInput;
    by: string;
  }): Promise<Contact | null>;
  contact(input: { workspaceId: string; person: string }): Promise<Contact | null>;
};
