import type { ReviewItem } from '../../../core/schema/proposal.ts';
import type { ProposalShown } from '../../../protocol/proposals.ts';
import type { SyncAnswer } from '../../../protocol/sync.ts';
import type { ReviewerIdentity } from './people.ts';

export type FeedStore = {
  /** upserts and removals that this reviewer may see after `cursor`, in commit order; null starts over */
  read(input: {
    identity: ReviewerIdentity;
    cursor: string | null;
    limit: number;
  }): Promise<SyncAnswer>;
  item(input: { identity: ReviewerIdentity; proposalId: string }): Promise<ReviewItem | null>;
  /** one proposal whatever its state, where this reviewer may see it; null for all else, alike */
  shown(input: { identity: ReviewerIdentity; proposalId: string }): Promise<ProposalShown | null>;
  /** calls back soon after any commit that moved the feed or decided a proposal of this workspace */
  onMoved(workspaceId: string, listener: () => void): () => void;
};
