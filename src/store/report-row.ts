import type { DispatchResult } from '../core/schema/dispatch.ts';
import type { Signal } from '../core/schema/signal.ts';

/** What the gate must still hear from this device, in order. It leaves only once the gate has it. */
export type Report =
  | { kind: 'result'; dispatchId: string; result: DispatchResult }
  | { kind: 'signal'; signal: Signal }
  | { kind: 'unbind'; proposalId: string };
export type ReportRow = { seq?: number; attempts: number; report: Report };
