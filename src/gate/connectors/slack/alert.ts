import { Uuid } from '../../../core/schema/scalars.ts';
import type { PageJob, SlackAlert, SlackAlertTarget, SlackMessage } from '../../dispatch/ports.ts';
import { alertHeadline, alertLines } from '../alert-lines.ts';
import { button, fallback, header, small } from './pieces.ts';
import { blocksOf, MOST_BLOCKS, MOST_MESSAGE, type Piece } from './text.ts';

/** Ids that one message names; its page has all. */
const NAMED = 20;

/** Room that the headline, the buttons and the last line take. */
const FRAME_BLOCKS = 3;
const FRAME_TEXT = 3000;

type Where = {
  why: PageJob['why'];
  /** of the alert's page */
  pageUrl: string;
  /** of one item's */
  itemUrl: (proposalId: string) => string;
};

/**
 * The message of an alert as it stands now: what is known and how sure, what is held back, what went
 * already, and two buttons that close it; once it is closed, how, and no buttons.
 */
export function alertMessage(found: SlackAlert, { why, pageUrl, itemUrl }: Where): SlackMessage {
  const { alert, paged, workflow } = found;
  const headline = capital(alertHeadline(alert));
  const closed = closedLine(found);
  const said = closed ?? escalatedLine(found, why);
  const pieces: Piece[] = [
    ...(said === null ? [] : [{ text: said }]),
    { label: 'What is known', text: alert.title },
    ...factsOf(found),
    ...itemsOf(found, itemUrl),
    ...alsoOf(alert.detail.also),
  ];
  const value = alertReference({ alertId: alert.id, paged });
  return {
    text: fallback(`${headline}. ${said ?? alert.title}`),
    blocks: [
      header(headline),
      ...fitting(pieces.flatMap(blocksOf)),
      ...(closed === null
        ? [
            {
              type: 'actions',
              elements: [
                button('alert-actionable', 'Actionable', value, 'primary'),
                button('alert-noise', 'Noise', value),
                ...(alert.seenAt === undefined
                  ? [button('alert-seen', 'I’m looking at it', value)]
                  : []),
                { ...button('open', 'Open in Countersign', value), url: pageUrl },
              ],
            },
          ]
        : []),
      small(
        [
          ...(workflow === undefined ? [] : [workflow]),
          `since ${minute(alert.firstAt)}`,
          ...(alert.times > 1 ? [`${alert.times} times, the last ${minute(alert.lastAt)}`] : []),
        ].join(' · '),
      ),
    ],
  };
}

function escalatedLine({ alert }: SlackAlert, why: PageJob['why']): string | null {
  if (why !== 'escalated' || alert.seenAt !== undefined) return null;
  const since = `at it since ${minute(alert.firstAt)}.`;
  return alert.owner === ''
    ? `Nobody has looked ${since}`
    : `Its owner, ${alert.owner}, has not looked ${since}`;
}

function closedLine({ alert, closedBy }: SlackAlert): string | null {
  const { closedAt, verdict, note } = alert;
  if (closedAt === undefined) return null;
  if (verdict === undefined) return `Over since ${minute(closedAt)}: its cause is gone.`;
  const by = closedBy === undefined ? '' : ` by ${closedBy}`;
  return `Closed as ${verdict}${by}, ${minute(closedAt)}.${note === undefined ? '' : ` ${note}`}`;
}

function factsOf({ alert, seenBy }: SlackAlert): Piece[] {
  // Named by their links where those are known, by the ids of their dispatches where not.
  const lines = alertLines(alert, Array.isArray(alert.detail.items) ? 0 : NAMED);
  const { seenAt, closedAt } = alert;
  return [
    ...(lines.length === 0
      ? []
      : [{ label: 'What it stopped, and what went already', text: lines.join('\n') }]),
    ...(seenAt === undefined || closedAt !== undefined
      ? []
      : [{ text: `${seenBy ?? 'Somebody'} looks at it since ${minute(seenAt)}.` }]),
  ];
}

/** What was under way when it stopped, each by its own link; only ids go into an address. */
function itemsOf({ alert }: SlackAlert, itemUrl: Where['itemUrl']): Piece[] {
  const { items } = alert.detail;
  const ids = Array.isArray(items) ? items.filter((id) => Uuid.safeParse(id).success) : [];
  if (ids.length === 0) return [];
  const links = ids
    .slice(0, NAMED)
    .map((id: string, at) => ({ text: `item ${at + 1}`, url: itemUrl(id) }));
  const more = ids.length > NAMED ? ` (the first ${NAMED} of ${ids.length})` : '';
  return [{ text: `Look at what was under way${more}:`, links }];
}

/** Sentences about other lines that the same thing crossed. */
const alsoOf = (also: unknown): Piece[] =>
  Array.isArray(also) && also.length > 0
    ? [{ label: 'Also', text: also.slice(0, NAMED).map(String).join('\n') }]
    : [];

/** As many of them as one message holds; what matters most comes first, and its page has all. */
function fitting(blocks: readonly object[]): object[] {
  const kept: object[] = [];
  for (const block of blocks) {
    const next = [...kept, block];
    const small = JSON.stringify(next).length <= MOST_MESSAGE - FRAME_TEXT;
    if (!small || next.length > MOST_BLOCKS - FRAME_BLOCKS) break;
    kept.push(block);
  }
  return kept;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const minute = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;

/** Which alert, and which of its tellings; Slack signs it back with the press. */
export const alertReference = ({ alertId, paged }: SlackAlertTarget): string =>
  `${alertId}.${paged}`;
