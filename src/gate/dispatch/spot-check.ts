import type { SpotCheckDetail } from '../../core/schema/spot-check.ts';
import type { SpotCheckRequest } from '../../protocol/spot-checks.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal, type ReviewerIdentity } from './ports.ts';

/** The longest stretch that one is drawn from, days: a quarter. */
const MOST_DAYS = 92;

/**
 * Draws a spot-check. Its seed is the HMAC of an id that the gate makes, so neither agents nor whoever
 * asks can know before what will be in it; kept, it lets an auditor draw the same again.
 */
export function drawSpotCheck(
  deps: Pick<UseCaseDeps, 'store' | 'keys' | 'newId' | 'now'>,
  { workspaceId, reviewer }: ReviewerIdentity,
  request: SpotCheckRequest,
): Promise<SpotCheckDetail> {
  const now = deps.now();
  const from = Date.parse(request.from);
  const to = request.to === undefined ? now : Math.min(now, Date.parse(request.to));
  if (from >= to) throw wrong('the period ends before it begins');
  if (to - from > MOST_DAYS * 86_400_000) throw wrong(`more than ${MOST_DAYS} days before its end`);
  const id = deps.newId();
  const mac = deps.keys.mac('spot-check', `${workspaceId} ${id}`);
  return deps.store.spotChecks.draw({
    ...{ workspaceId, reviewer, id, newId: deps.newId },
    seed: Buffer.from(mac, 'base64url').toString('hex'),
    request: { ...request, to: new Date(to).toISOString() },
  });
}

const wrong = (message: string): Refusal =>
  new Refusal('invalid-request', 'The request is not valid.', [{ path: '/from', message }]);
