import type { DispatchState } from '../../core/schema/dispatch.ts';
import type { ProposalState } from '../../core/schema/proposal.ts';

/*
 * PROPOSAL
 *                 escalate                       redeem                  result
 *   pending ───────────────▶ escalated     approved ──────▶ dispatching ──────────▶ executed
 *    │ ▲ └──── approve ──────────┼───────────▲ │ │             │ │ │ │                 │
 *    │ │                         └─ approve ─┘ │ │             │ │ │ └──▶ failed ◀─┐   │ Gmail's
 *    │ └── clearance expired, not sent ────────┴─┼─────────────┘ │ └────▶ unknown ─┴▶  │ Undo
 *    │                             refused ──────┴▶ failed       └─────▶ recalled ◀────┘
 *    └▶ rejected, withdrawn, expired                     recalled is decided again like pending
 *   A new revision brings pending, escalated, approved, recalled, rejected, failed and expired back
 *   to pending. Nothing reopens withdrawn, nor what is dispatching, executed or unknown.
 *
 *   An approval that waits for its reviewer's own Gmail can be given anew, or taken back: approved,
 *   pending and the new decision's state in one transaction, its clearance void.
 *
 * CLEARANCE   open ──▶ redeemed (once)          open ──▶ void (superseded, withdrawn, expired, anew)
 *
 * DISPATCH, the gate's own
 *   queued ──claim──▶ claimed ──last commit──▶ handing_over ──▶ executed | failed | unknown
 *     │ ▲               │ └─ nothing had left ──▶ failed            (a kill here is unknown)
 *     │ ├── its process died, or a limit was met, and nothing was handed over
 *     │ └── handed over, but the work reaches no buyer and may be done again (`repeatable_work`)
 *     └▶ refused; unknown, where an earlier attempt may have been executed
 * DISPATCH, a device's compose
 *   claimed ──▶ executed | failed | unknown       executed ──Gmail's Undo──▶ failed
 *   unknown ──▶ executed | failed, once somebody knows
 *
 * The same arrows are rows of `state_moves` in PostgreSQL, where triggers enforce them whoever
 * writes; a test compares both.
 */

type ClearanceState = 'open' | 'redeemed' | 'void';

const PROPOSAL: Record<ProposalState, readonly ProposalState[]> = {
  pending: ['approved', 'rejected', 'escalated', 'withdrawn', 'expired'],
  escalated: ['approved', 'rejected', 'withdrawn', 'expired', 'pending'],
  approved: ['dispatching', 'pending', 'withdrawn', 'failed'],
  dispatching: ['executed', 'failed', 'unknown', 'recalled', 'pending'],
  executed: ['recalled'],
  unknown: ['executed', 'failed', 'recalled', 'pending'],
  recalled: ['approved', 'rejected', 'escalated', 'withdrawn', 'expired', 'pending'],
  rejected: ['pending'],
  failed: ['pending'],
  expired: ['pending'],
  withdrawn: [],
};

const CLEARANCE: Record<ClearanceState, readonly ClearanceState[]> = {
  open: ['redeemed', 'void'],
  redeemed: [],
  void: [],
};

const DISPATCH: Record<DispatchState, readonly DispatchState[]> = {
  queued: ['claimed', 'refused', 'unknown'],
  claimed: ['queued', 'handing_over', 'executed', 'failed', 'unknown'],
  handing_over: ['queued', 'executed', 'failed', 'unknown'],
  unknown: ['executed', 'failed'],
  executed: ['failed'],
  failed: [],
  refused: [],
};

/** Every arrow, by subject. */
export const MOVES = { proposal: PROPOSAL, clearance: CLEARANCE, dispatch: DISPATCH } as const;
export type Subject = keyof typeof MOVES;

/** True when the machine drawn above has an arrow between the two states. */
export function canMove(subject: Subject, from: string, to: string): boolean {
  const arrows: Record<string, readonly string[]> = MOVES[subject];
  return arrows[from]?.includes(to) ?? false;
}

/** States in which a person may decide; escalated is for managers and admins. */
export const DECIDABLE: ReadonlySet<ProposalState> = new Set<ProposalState>([
  'pending',
  'escalated',
  'recalled',
]);

/** States that take a new revision. */
export const REVISABLE: ReadonlySet<ProposalState> = new Set<ProposalState>([
  'pending',
  'escalated',
  'approved',
  'recalled',
  'rejected',
  'failed',
  'expired',
]);
