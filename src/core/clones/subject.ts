import type { ReviewItem } from '../schema/proposal.ts';

/** What is looked at to tell clones: a reviewer's item has it, and so has the gate's own row. */
export type CloneSubject = Pick<
  ReviewItem,
  | 'proposalId'
  | 'kind'
  | 'template'
  | 'slots'
  | 'revision'
  | 'state'
  | 'lane'
  | 'tier'
  | 'content'
  | 'claims'
  | 'flags'
  | 'context'
  | 'placement'
  | 'blind'
  | 'recalled'
> & { workflow: { id: string } };

/** `key`: proposals with the same one are true clones of each other. `alone`: why it has none. */
export type CloneKey = { key: string } | { alone: string };
