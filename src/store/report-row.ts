import type { DispatchResult } from '../core/schema/dispatch.ts';
import type { FoundBy, Signal } from '../core/schema/signal.ts';

/** What the gate must still hear from this device, in order. It leaves only once the gate has it. */
export type Report =
  | { kind: 'result'; dispatchId: string; result: DispatchResult }
  | { kind: 'signal'; signal: Signal }
  | { kind: 'unbind'; proposalId: string }
  | { kind: 'defect'; proposalId: string; foundBy?: FoundBy };
export type ReportRow = {
  seq?: number;
  attempts: number;
  report: Report;
  /** it can be taken back until then, milliseconds since the epoch; left out: it leaves at once */
  notBefore?: number;
};
