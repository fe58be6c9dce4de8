import type { ReviewItem } from '../../src/core/schema/proposal.ts';

/** A proposal's id from a number. */
export const idOf = (n: number): string =>
  `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export const WORKSPACE = idOf(0xaaaa);
export const ACCOUNT = 'maya@northwind.example';

/** An item as the gate would send it: a compose-delivered mail unless changed. */
export function itemOf(n: number, change: Partial<ReviewItem> = {}): ReviewItem {
  return {
    proposalId: idOf(n),
    workspaceId: WORKSPACE,
    workflow: { id: 'outbound', name: 'Outbound', pattern: 'pre-approval', paused: false },
    agent: { name: 'scout', model: 'm', modelVersion: '1' },
    kind: 'email.draft',
    revision: 1,
    state: 'pending',
    lane: 'human',
    tier: 'medium',
    trigger: { code: 'buyer-facing', message: 'A buyer will read it.' },
    content: {
      kind: 'email.draft',
      delivery: 'compose',
      from: { email: ACCOUNT },
      to: [{ email: `buyer${n}@client.example` }],
      cc: [],
      bcc: [],
      subject: `Subject ${n}`,
      body: `<p>Hello buyer ${n}</p>`,
      attachments: [],
    },
    contentDigest: n.toString(16).padStart(64, '0'),
    confidence: 0.8,
    trackRecord: { n: 10, right: 9 },
    reasoning: [],
    claims: [],
    flags: [],
    policy: { version: 1, undoSeconds: 10, unknownCompose: 'let-through' },
    createdAt: '2026-11-22T08:00:00.000Z',
    dueAt: '2026-11-22T16:00:00.000Z',
    ...change,
  };
}
