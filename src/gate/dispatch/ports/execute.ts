import type { DispatchWork } from './dispatches.ts';

/**
 * An executor performs one content. `handOver` must be awaited exactly once, directly before the
 * bytes that make it irrevocable are sent, and nothing may be sent when it rejects. Resolves with
 * what the system said. Throwing before `handOver` is a failure with nothing done; a throw after it
 * is an unknown outcome unless it is a `Rejected`.
 */
export type GateExecutor = {
  name: `gate:${'smtp' | 'webhook' | 'hubspot' | 'salesforce' | 'pipedrive'}`;
  execute(
    work: DispatchWork,
    handOver: () => Promise<void>,
  ): Promise<{ externalRef: string; detail?: string }>;
};
/** The other system said no after hand-over: known, nothing was executed. */
export class Rejected extends Error {}
