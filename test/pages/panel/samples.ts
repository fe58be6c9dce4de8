import { contentDigest } from '../../../src/core/digest/content.ts';
import { readingOf } from '../../../src/core/digest/match.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';
import type { ReadingMessage } from '../../../src/messages/panel-and-content.ts';

/** A v4-shaped id that says which sample it is. */
export const idOf = (n: number): string =>
  `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

export const BODY = authoredOf(
  [
    'Hi Petra,',
    '',
    'I saw that Huber Logistik opened its third warehouse in Ulm in March 2026.',
    'Your team grew by 40 % last year. Teams like yours save 12 hours a week with us.',
    '',
    'Is Thursday at 10:00 good for a short call?',
  ].join('\n'),
);

export function mailOf(change: Partial<EmailContent> = {}): EmailContent {
  return {
    kind: 'email.draft',
    delivery: 'gate',
    from: { email: 'ana.reyes@northwind.example.com', name: 'Ana Reyes' },
    to: [{ email: 'petra.wolf@huber-logistik.de', name: 'Petra Wolf' }],
    cc: [],
    bcc: [],
    subject: 'The new warehouse in Ulm',
    body: BODY,
    attachments: [],
    ...change,
  };
}

/** A review item whose digest is really that of its content. */
export async function itemOf(n: number, change: Partial<ReviewItem> = {}): Promise<ReviewItem> {
  const content = change.content ?? mailOf();
  const body = content.kind === 'email.draft' ? plainOf(content.body).text : '';
  const span = (text: string) => {
    const start = body.indexOf(text);
    return start < 0
      ? {}
      : { span: { field: 'body' as const, start, end: start + text.length, text } };
  };
  return {
    proposalId: idOf(n),
    workspaceId: idOf(9000),
    workflow: {
      id: 'outbound-mid',
      name: 'Outbound email, mid-market',
      pattern: 'pre-approval',
      paused: false,
    },
    agent: { name: 'Scout', model: 'atlas', modelVersion: '3.1' },
    kind: content.kind,
    revision: 1,
    state: 'pending',
    lane: 'human',
    tier: 'high',
    trigger: {
      code: 'check-flag',
      message: 'It reached you because our own check found a number that no evidence contains.',
    },
    content,
    contentDigest: await contentDigest(content),
    confidence: 0.92,
    trackRecord: { n: 140, right: 99 },
    reasoning: [
      { text: 'Huber Logistik announced a third warehouse on its own site.' },
      {
        text: 'Petra Wolf runs operations there and was named in the announcement.',
        evidence: [
          {
            source: 'Company site',
            quote: 'Petra Wolf, head of operations, welcomed the first lorries.',
            url: 'https://www.huber-logistik.de/news/ulm',
            observedAt: '2026-11-10T09:00:00.000Z',
          },
        ],
      },
    ],
    claims: [
      {
        id: 'warehouse',
        statement: 'Huber Logistik opened its third warehouse in Ulm in March 2026.',
        ...span('third warehouse in Ulm'),
        status: 'supported',
        evidence: [
          {
            source: 'Company site',
            quote: 'Our third warehouse, in Ulm, opened on 3 March 2026.',
            url: 'https://www.huber-logistik.de/news/ulm',
            observedAt: '2026-11-10T09:00:00.000Z',
          },
        ],
      },
      {
        id: 'growth',
        statement: 'The team grew by 40 % last year.',
        ...span('grew by 40 %'),
        status: 'contradicted',
        evidence: [
          {
            source: 'Annual report 2025',
            quote: 'Headcount rose from 210 to 236 (12 %).',
            observedAt: '2026-04-02T09:00:00.000Z',
          },
        ],
      },
    ],
    flags: [
      {
        code: 'claims.number',
        origin: 'check',
        severity: 'high',
        message: '“12 hours a week” stands in no evidence.',
        ...span('12 hours a week'),
      },
    ],
    context: {
      company: 'Huber Logistik GmbH',
      recipientName: 'Petra Wolf',
      recordOwner: 'Ana Reyes',
      stage: 'Qualified',
      touches: 2,
      messages: [
        {
          from: 'Petra Wolf',
          at: '2026-11-18T14:02:00.000Z',
          text: 'Thanks, send me something short and I will look at it.',
        },
      ],
    },
    policy: { version: 1, undoSeconds: 10, unknownCompose: 'let-through' },
    createdAt: '2026-11-22T08:00:00.000Z',
    dueAt: '2026-11-22T16:00:00.000Z',
    ...change,
  };
}

/** An item whose contradicted claim lies within the words of a flag. */
export async function itemWithSameWords(): Promise<ReviewItem> {
  const item = await itemOf(1);
  const text = 'Your team grew by 40 %';
  const start = plainOf(BODY).text.indexOf(text);
  const span = { field: 'body' as const, start, end: start + text.length, text };
  const odd = { code: 'agent.odd', origin: 'agent' as const, severity: 'low' as const };
  return { ...item, flags: [...item.flags, { ...odd, message: 'Is that their figure?', span }] };
}

/** What a content script would read from a compose that holds this mail. */
export function readingMessage(
  content: EmailContent,
  change: Partial<ReadingMessage['compose']> = {},
): ReadingMessage {
  const compose = { ...readingOf(content), ...change };
  return { compose, authoredHtml: content.body, tailHtml: content.tail ?? '' };
}
