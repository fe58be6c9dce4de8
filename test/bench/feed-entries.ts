import { createHash } from 'node:crypto';
import type { Content } from '../../src/core/schema/content.ts';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import { numberOf } from './drafts.ts';
import type { EntryAt } from './long-feed.ts';

const TIERS = ['high', 'medium', 'low'] as const;
/** Of two hundred proposals the last so many are changes of records: clones of each other, which came together. */
const CLONES = 50;
const OF = 200;
/** So far from one changed proposal to the next, so that they lie all over the store. */
const APART = 7919;

/** A proposal's id; in the order in which they came, as the gate's are. */
export const proposalAt = (at: number): string =>
  `019a0000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`;

/** Which proposal the nth change is of. */
export const changedAt = (nth: number, count: number): number => (nth * APART) % count;

/**
 * A feed of `count` proposals and then of changes to them, made of what the gate told of a mail and of
 * a change to a record: every second change is a new revision, the others have been executed.
 */
export const feedOf =
  (count: number): EntryAt =>
  (at, real) => {
    if (at < count) return { op: 'upsert', item: itemAt(at, real) };
    const nth = at - count;
    const item = itemAt(changedAt(nth, count), real);
    if (nth % 2 === 1) return { op: 'upsert', item: { ...item, state: 'executed' } };
    const content = reworked(item.content, nth);
    const contentDigest = digestOf(`change ${nth}`);
    return { op: 'upsert', item: { ...item, revision: item.revision + 1, content, contentDigest } };
  };

function itemAt(at: number, real: readonly ReviewItem[]): ReviewItem {
  const group = Math.floor(at / CLONES);
  const isMail = at % OF < OF - CLONES;
  const item = real.find(({ kind }) => (kind === 'email.draft') === isMail);
  if (!item) throw new Error('the gate told of no such proposal');
  return {
    ...item,
    ...(isMail ? {} : { template: 'titles' }),
    proposalId: proposalAt(at),
    tier: TIERS[group % TIERS.length] ?? 'low',
    dueAt: new Date(Date.parse(item.dueAt) + at * 1000).toISOString(),
    content: numbered(item.content, { at, group }),
    contentDigest: digestOf(`proposal ${at}`),
  };
}

function numbered(content: Content, { at, group }: { at: number; group: number }): Content {
  if (content.kind === 'email.draft') {
    const to = content.to.map((one) => ({ ...one, email: `buyer-${at}@client-${group}.example` }));
    return { ...content, to, subject: `No ${numberOf(at)}: ${content.subject}` };
  }
  if (content.kind !== 'contact.enrich') return content;
  const contact = { ...content.contact, id: `7${numberOf(at)}`, label: `Nadia Farouk ${at}` };
  const changes = content.changes.map((one) => ({ ...one, after: `Chief of team ${group}` }));
  return { ...content, contact, changes };
}

function reworked(content: Content, nth: number): Content {
  if (content.kind === 'email.draft')
    return { ...content, body: `${content.body}<p>No ${nth}.</p>` };
  if (content.kind !== 'contact.enrich') return content;
  const changes = content.changes.map((one) => ({ ...one, after: `Chief of team, ${nth}` }));
  return { ...content, changes };
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
