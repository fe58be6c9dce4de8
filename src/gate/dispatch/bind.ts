import type { Binding } from '../../core/schema/proposal.ts';
import type { BindingRequest } from '../../protocol/bindings.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal, type ReviewerIdentity } from './ports.ts';

/**
 * Records the compose that a proposal lives in (DELIVERY §3).
 * @throws Refusal forbidden for a mailbox that isn't this person's, and the store's own
 */
export async function bindCompose(
  deps: Pick<UseCaseDeps, 'store'>,
  identity: ReviewerIdentity,
  { proposalId, request }: { proposalId: string; request: BindingRequest },
): Promise<Binding> {
  const { workspaceId, deviceId, reviewer } = identity;
  const account = request.account.toLowerCase();
  if (!reviewer.mailboxes.some((mailbox) => mailbox.toLowerCase() === account))
    throw new Refusal('forbidden', 'That mailbox is not one of this person.');
  const { revision, host, draftId, threadId } = request;
  const placed = threadId === undefined ? { draftId } : { draftId, threadId };
  return deps.store.proposals.bind({
    workspaceId,
    proposalId,
    revision,
    deviceId,
    host,
    account,
    ...placed,
  });
}
