import { whyNotApproved, whyNotIn } from '../../../core/review/channel.ts';
import { REASON_WORDS } from '../../../core/review/reason-words.ts';
import type { ReasonCode } from '../../../core/schema/decision.ts';
import type { SlackItem, SlackMessage, SlackTarget } from '../../dispatch/ports.ts';
import { factsOf, reasoningOf, titleOf } from './facts.ts';
import { button, fallback, header, small } from './pieces.ts';
import { blocksOf, MOST_BLOCKS, MOST_MESSAGE } from './text.ts';

/** States in which a person still has it. */
const WAITS: ReadonlySet<string> = new Set(['pending', 'escalated', 'recalled']);

/** Room that the title, the last line, the sentence before the buttons and the buttons take. */
const FRAME_BLOCKS = 5;
const FRAME_TEXT = 2000;

/** Why it is not decided in Slack; null where it may be. */
const barred = ({ item, policy, kept }: SlackItem): string | null =>
  kept
    ? 'This is decided on its review page only.'
    : whyNotIn('slack', { kind: item.kind, tier: item.tier, policy });

type Built = { facts: object[]; reasoning: object[]; whole: boolean };

/** Facts first, and reasoning where there is room; cut short only together with the right to approve. */
function build({ item }: SlackItem): Built {
  const all = factsOf(item).flatMap(blocksOf);
  const fits = (blocks: readonly object[]) =>
    blocks.length <= MOST_BLOCKS - FRAME_BLOCKS &&
    JSON.stringify(blocks).length <= MOST_MESSAGE - FRAME_TEXT;
  if (!fits(all)) {
    const facts: object[] = [];
    for (const block of all) {
      if (!fits([...facts, block])) break;
      facts.push(block);
    }
    return { facts, reasoning: [], whole: false };
  }
  const reasoning = reasoningOf(item).flatMap(blocksOf);
  return { facts: all, reasoning: fits([...all, ...reasoning]) ? reasoning : [], whole: true };
}

export const isWhole = (item: SlackItem): boolean => build(item).whole;

/**
 * The message of a proposal as it stands now. Null where it has none: it does not wait for people, or
 * is not decided in Slack; what was posted before is then closed by {@link closedMessage}.
 */
export function messageOf(
  found: SlackItem,
  pageUrl: (proposalId: string) => string,
): SlackMessage | null {
  const { item } = found;
  if (item.lane !== 'human' || !WAITS.has(item.state) || barred(found) !== null) return null;
  const { facts, reasoning, whole } = build(found);
  const why = whole
    ? whyNotApproved(item.content)
    : 'This is longer than Slack can show: read and approve it on its review page.';
  const { proposalId, revision, contentDigest } = item;
  const value = referenceOf({ proposalId, revision, contentDigest });
  const notes = [
    why,
    item.workflow.paused
      ? 'Its workflow is paused: what is approved waits until it runs again.'
      : null,
    item.state === 'escalated' ? 'It was escalated.' : null,
    item.parallel ? 'Several people have to approve it.' : null,
  ].filter((note) => note !== null);
  return {
    text: fallback(`${titleOf(item)} waits for review`),
    blocks: [
      header(titleOf(item)),
      ...facts,
      ...reasoning,
      ...(notes.length > 0 ? blocksOf({ text: notes.join(' ') }) : []),
      {
        type: 'actions',
        elements: [
          ...(why === null ? [button('approve', 'Approve', value, 'primary')] : []),
          button('reject', 'Reject…', value, 'danger'),
          { ...button('open', 'Edit on the review page', value), url: pageUrl(proposalId) },
        ],
      },
      small(`${item.workflow.name} · revision ${revision} · due ${item.dueAt.slice(0, 16)} UTC`),
    ],
  };
}

/** What is left of a message once nobody can decide it there: what became of it, and no text of it. */
export function closedMessage(
  found: SlackItem,
  pageUrl: (proposalId: string) => string,
): SlackMessage {
  const { item } = found;
  const said = outcomeOf(found);
  return {
    text: fallback(`${titleOf(item)}: ${said}`),
    blocks: [
      header(titleOf(item)),
      ...blocksOf({ text: said, links: [{ text: 'Look at it', url: pageUrl(item.proposalId) }] }),
      small(`${item.workflow.name} · revision ${item.revision}`),
    ],
  };
}

function outcomeOf(found: SlackItem): string {
  const { item, bySlack } = found;
  const { decision, state } = item;
  if (WAITS.has(state)) return barred(found) ?? 'It waits on its review page.';
  const after: Record<string, string> = {
    dispatching: ' It is on its way.',
    executed: ' It was carried out.',
    failed: ' It could not be carried out.',
    unknown: ' Whether it was carried out is not known yet.',
  };
  if (decision && (state === 'approved' || state === 'rejected' || state in after)) {
    const did = { approve: 'Approved', approve_edited: 'Edited and approved', reject: 'Rejected' }[
      decision.action
    ];
    const why = decision.reason ? ` (${REASON_WORDS[decision.reason as ReasonCode]})` : '';
    const where = bySlack ? ' in Slack' : '';
    return `${did ?? 'Decided'} by ${decision.by}${where}, ${decision.at.slice(0, 16)} UTC${why}.${after[state] ?? ''}`;
  }
  if (state === 'expired') return 'It expired before anybody decided.';
  if (state === 'withdrawn') return 'It was withdrawn.';
  return `It is ${state}.${after[state] ?? ''}`;
}

/** An opaque reference and the digest that was shown; Slack signs it back with the press. */
export const referenceOf = ({ proposalId, revision, contentDigest }: SlackTarget): string =>
  `${proposalId}.${revision}.${contentDigest}`;
