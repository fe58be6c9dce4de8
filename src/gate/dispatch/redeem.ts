import type { RedeemRequest } from '../../protocol/clearances.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal, type ReviewerIdentity } from './ports.ts';

/**
 * A device redeems the clearance that names it, at Send. The store decides in one transaction;
 * here only what was shown is verified first.
 * @throws Refusal clearance-invalid, wrong-executor, digest-mismatch, and the store's own
 */
export async function redeemOnDevice(
  deps: Pick<UseCaseDeps, 'store' | 'keys' | 'newId'>,
  identity: ReviewerIdentity,
  { clearanceId, request }: { clearanceId: string; request: RedeemRequest },
): Promise<{ clearanceId: string; dispatchId: string; redeemedAt: string }> {
  const { workspaceId, deviceId } = identity;
  const executor = `gmail-compose:${deviceId}`;
  const found = await deps.store.clearances.get({ workspaceId, clearanceId });
  if (!found) throw new Refusal('not-found', 'There is no such clearance.');
  if (request.clearance !== undefined && request.clearance !== found.jws) {
    await deps.keys.verify(request.clearance);
    throw new Refusal('clearance-invalid', 'The clearance shown is another one.');
  }
  const claims = await deps.keys.verify(found.jws);
  if (found.executor !== executor || claims.aud !== executor)
    throw new Refusal('wrong-executor', 'The clearance names another executor.');
  const { contentDigest, composeDigest, tailDigest } = request;
  // A compose is cleared by what was read from it: a redemption that leaves that out proves nothing.
  if (composeDigest === undefined || tailDigest === undefined)
    throw new Refusal('digest-mismatch', 'The digests of the compose are missing.');
  return deps.store.clearances.redeem({
    workspaceId,
    clearanceId,
    executor,
    contentDigest,
    composeDigest,
    tailDigest,
    dispatchId: deps.newId(),
  });
}
