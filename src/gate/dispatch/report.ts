import type { Dispatch, DispatchResult } from '../../core/schema/dispatch.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal, type ReviewerIdentity } from './ports.ts';

/** A device says what became of the clearance it redeemed. Idempotent. @throws Refusal not-found */
export async function reportResult(
  deps: Pick<UseCaseDeps, 'store'>,
  { workspaceId, deviceId }: ReviewerIdentity,
  { dispatchId, result }: { dispatchId: string; result: DispatchResult },
): Promise<Dispatch> {
  const dispatch = await deps.store.dispatches.finish({
    workspaceId,
    dispatchId,
    result,
    deviceId,
  });
  if (!dispatch) throw new Refusal('not-found', 'This device has no such dispatch to report on.');
  return dispatch;
}
