import type { Content } from '../../../core/schema/content.ts';
import type { FieldStanding } from '../../../core/schema/standing.ts';
import type { DispatchWork } from './work.ts';

export type ExecutorName = `gate:${'smtp' | 'webhook' | 'hubspot' | 'salesforce' | 'pipedrive'}`;
export type Kind = Content['kind'];

/** Work that changes a row in a system of record, to a stated value, and reaches no buyer. */
const RECORD_KINDS = ['record.update', 'contact.enrich', 'lead.route', 'lead.score'] as const;

/**
 * What each of the gate's executors stands for: the kinds it executes; those of them that may be
 * executed again with the effect of once (`idempotent`: set to a value under a check of the value
 * before, or under an idempotency key; never one that reaches a buyer); and whether it can be asked
 * what became of a work. `repeatable_work` in PostgreSQL (0009) is `idempotent` as rows, which the
 * state machine goes by; a test compares both.
 */
export const GUARANTEES = {
  'gate:smtp': { kinds: ['email.draft'], idempotent: [], asks: false },
  'gate:webhook': {
    kinds: [
      ...RECORD_KINDS,
      'sequence.enroll',
      'price.quote',
      'meeting.schedule',
      'message.social',
      'call.task',
    ],
    idempotent: RECORD_KINDS,
    asks: false,
  },
  'gate:hubspot': {
    kinds: [...RECORD_KINDS, 'sequence.enroll'],
    idempotent: RECORD_KINDS,
    asks: true,
  },
  'gate:salesforce': { kinds: RECORD_KINDS, idempotent: RECORD_KINDS, asks: true },
  'gate:pipedrive': { kinds: RECORD_KINDS, idempotent: RECORD_KINDS, asks: true },
} as const satisfies Record<
  ExecutorName,
  { kinds: readonly Kind[]; idempotent: readonly Kind[]; asks: boolean }
>;

/** How often work of an executor may start, over all gate processes. */
export type Rate = {
  perSecond: number;
  /** how many may start at once after a pause */
  burst: number;
};

/** What the other system says became of a work. */
export type Found =
  | { found: 'executed'; externalRef: string; detail?: string }
  | { found: 'not_executed'; detail: string }
  | { found: 'unclear'; detail: string };

export type Done = { externalRef: string; detail?: string };

/**
 * An executor performs one content. What it guarantees (test/gate/connectors/conformance.ts runs
 * every one of them through this):
 * - `handOver` is awaited exactly once, directly before the bytes that make it irrevocable are sent,
 *   and nothing of it is sent when that rejects. It is awaited too when there turns out to be
 *   nothing left to do.
 * - Resolves with what the system said. A throw before `handOver` is a failure with nothing done;
 *   after it a `Rejected` or `RateLimited` says that the system did nothing, and any other throw is
 *   an unknown outcome.
 * - It retries nothing that may have been done. Where its token is refused it gets a new one, once.
 * - No error carries a token, a password or a key; it says what a person can do about it.
 */
export type GateExecutor = {
  name: ExecutorName;
  kinds: readonly Kind[];
  /** see {@link GUARANTEES} */
  idempotent: readonly Kind[];
  /** absent where the other system states none */
  rate?: Rate;
  execute(work: DispatchWork, handOver: () => Promise<void>): Promise<Done>;
  /** asks what became of a work that was handed over; changes nothing. Throws when it can't ask. */
  lookUp?(work: DispatchWork): Promise<Found>;
  /**
   * How the fields that a content would change stand in their record now; changes nothing. Null for
   * a content that is about no fields. Throws, with a sentence, when it can't ask.
   */
  standing?(content: Content): Promise<FieldStanding[] | null>;
};

/** The other system said no: known, nothing was executed. */
export class Rejected extends Error {}

/** The other system said "not now" and did nothing: to be tried again after `retryAfterMs`. */
export class RateLimited extends Error {
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}
