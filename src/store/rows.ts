import { cloneDigest } from '../core/clones/group.ts';
import { contentMatchDigest } from '../core/digest/match.ts';
import { recipientsSum, subjectSum } from '../core/digest/recipients-sum.ts';
import { recordsOf, refKey } from '../core/hosts/same-record.ts';
import type { Role } from '../core/schema/people.ts';
import type { ProposalState, ReviewItem } from '../core/schema/proposal.ts';
import { searchWords } from './search-words.ts';

/** One item as it is kept: what the gate sent, and what the queue's indexes need. */
export type ItemRow = {
  proposalId: string;
  item: ReviewItem;
  /** the mailbox it belongs to, lower case; empty for what isn't mail */
  account: string;
  /** 0 is the highest risk, so that the index's own order is the queue's */
  tierRank: number;
  dueAt: string;
  /** the gate lets this person decide on it now */
  decidable: boolean;
  /** 1 while it is decidable and no decision of this device is under way; absent otherwise */
  open?: 1;
  /** `cloneDigest`: items with the same are true clones. Absent where it is nobody's */
  clones?: string;
  /** 1 while it has a line of its own in the queue: open, and the first of its clones; absent otherwise */
  head?: 1;
  /** folded words that a search finds it by */
  words: string[];
  /** which full pull last brought it: a resync removes what it didn't bring */
  generation: number;
  /** until when the person put it off, milliseconds since the epoch; absent otherwise */
  putOff?: number;
  /** the revision before this one, where this device had it */
  before?: ReviewItem['content'];
  /** {@link refKey} of the records that it is about; absent where there are none */
  recordKeys?: string[];
};

/** What a page may know of a mail: ids and digests, no text. Kept apart so that reading it is cheap. */
export type EntryRow = {
  proposalId: string;
  revision: number;
  state: ProposalState;
  delivery: 'gate' | 'compose';
  account: string;
  draftId?: string;
  threadId?: string;
  replyTo?: string;
  matchDigest: string;
  /** see core/digest/recipients-sum.ts; absent in rows of before */
  recipientsSum?: number;
  /** `subjectSum`; absent in rows of before */
  subjectSum?: number;
  /** what its policy wants for a compose that isn't known in time */
  unknownCompose: 'let-through' | 'hold';
};

/** A row, and its entry where it is mail. */
export type Prepared = { row: ItemRow; entry: EntryRow | null };

const TIER_RANK = { high: 0, medium: 1, low: 2 } as const;

/** The mailbox an item belongs to, lower case; empty for what isn't mail. */
export function accountOf(item: ReviewItem): string {
  if (item.content.kind !== 'email.draft') return '';
  const account = item.binding?.account ?? item.placement?.account ?? item.content.from.email;
  return account.toLowerCase();
}

/** True while this person may decide: what was escalated is for managers and admins until it comes back unanswered, what another answers for is for them. */
export const decidable = (item: ReviewItem, role: Role): boolean =>
  item.ownership?.mine !== false &&
  (item.state === 'pending' ||
    item.state === 'recalled' ||
    (item.state === 'escalated' && (role !== 'rep' || item.escalation?.returned !== undefined)));

/** The keys of an item's records. One whose id can't be of its system is found in the queue only. */
export function withRecordKeys({ content }: ReviewItem): { recordKeys?: string[] } {
  const recordKeys = recordsOf(content).flatMap((ref) => refKey(ref) ?? []);
  return recordKeys.length === 0 ? {} : { recordKeys };
}

/** What of a row is this device's own, for whoever shows it. */
export const ownOf = ({ before, putOff, decidable, item }: ItemRow) => ({
  ...(decidable && item.state === 'escalated' ? { mine: true as const } : {}),
  ...(before === undefined ? {} : { before }),
  ...(putOff === undefined ? {} : { putOffUntil: new Date(putOff).toISOString() }),
});

/**
 * What is stored for an item. Digests are made here, once, before the transaction: IndexedDB ends a
 * transaction that waits for anything else.
 */
export async function prepare(
  item: ReviewItem,
  { generation, role }: { generation: number; role: Role },
): Promise<Prepared> {
  const account = accountOf(item);
  const row: ItemRow = {
    proposalId: item.proposalId,
    item,
    account,
    tierRank: TIER_RANK[item.tier],
    dueAt: item.dueAt,
    decidable: decidable(item, role),
    words: searchWords(item),
    generation,
    ...withRecordKeys(item),
  };
  const clones = await cloneDigest(item);
  if ('digest' in clones) row.clones = clones.digest;
  if (item.content.kind !== 'email.draft') return { row, entry: null };
  const at = item.binding ?? item.placement;
  const replyTo = item.placement?.replyTo;
  return {
    row,
    entry: {
      proposalId: item.proposalId,
      revision: item.revision,
      state: item.state,
      delivery: item.content.delivery,
      account,
      ...(at?.draftId === undefined ? {} : { draftId: at.draftId }),
      ...(at?.threadId === undefined ? {} : { threadId: at.threadId }),
      ...(replyTo === undefined ? {} : { replyTo }),
      matchDigest: await contentMatchDigest(item.content),
      recipientsSum: recipientsSum(item.content.to.map(({ email }) => email)),
      subjectSum: subjectSum(item.content.subject),
      unknownCompose: item.policy.unknownCompose,
    },
  };
}
