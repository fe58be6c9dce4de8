import type { AlertClose } from '../core/schema/alert.ts';
import type { DispatchResult } from '../core/schema/dispatch.ts';
import type { FoundBy, Signal } from '../core/schema/signal.ts';

/*
 * What a person says by one press is held first.
 *
 *           ┌── taken back ──▶ (deleted)
 *   held ───┤
 *           └── due ──▶ leaving ──┬── taken ──────▶ (deleted)
 *                                 ├── no answer ──▶ leaving (one more attempt)
 *                                 └── refused ────▶ (deleted); a verdict ──▶ refused ── seen ──▶ (deleted)
 *
 * Due is what nothing was tried of: it can be taken back for as long as its gate is away. Leaving may
 * have arrived, and goes again: the gate takes it once, however often it is told.
 */

/** What is said, without how: of each there is one at a time. */
export type HeldOf = { kind: 'defect'; proposalId: string } | { kind: 'verdict'; alertId: string };

/** What can be taken back before it leaves. */
export type Held =
  | { kind: 'defect'; proposalId: string; foundBy?: FoundBy }
  | {
      kind: 'verdict';
      alertId: string;
      verdict: AlertClose['verdict'];
      /** what the alert said, for whoever is told what became of it */
      title: string;
    };

/** What the gate must still hear from this device, in order. It leaves only once the gate has it. */
export type Report =
  | { kind: 'result'; dispatchId: string; result: DispatchResult }
  | { kind: 'signal'; signal: Signal }
  | { kind: 'unbind'; proposalId: string }
  | Held;

export type Refused = {
  /** it was closed already, by another person or word */
  closed: boolean;
  /** the gate's sentence */
  why: string;
};

export type ReportRow = {
  seq?: number;
  attempts: number;
  report: Report;
  /** it can be taken back until then, milliseconds since the epoch; left out: it leaves at once */
  notBefore?: number;
  /** the gate won't have it: it stays until the person has seen that */
  refused?: Refused;
};
