import { randomUUID } from 'node:crypto';
import type { Content } from '../../../src/core/schema/content.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import type { ProposalInput } from '../../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../../src/core/schema/workflow.ts';
import type { Random } from '../chaos/random.ts';

export const MAILBOXES = ['ann', 'ben', 'cyd', 'dee'].map((name) => `${name}@seller.example`);

/** Mail, records with an open lane, and prices: what each executor and each lane is for. */
export const workflows = (executorUrl: string): WorkflowInput[] => {
  const same = { owner: 'boss@seller.example', policy: DEFAULT_POLICY, executorUrl };
  const exception = 'exception-handling' as const;
  return [
    { ...same, id: 'mail', name: 'Mail', pattern: 'pre-approval', kinds: ['email.draft'] },
    { ...same, id: 'records', name: 'Records', pattern: exception, kinds: ['contact.enrich'] },
    { ...same, id: 'prices', name: 'Prices', pattern: 'pre-approval', kinds: ['price.quote'] },
  ];
};

export const bodyOf = (text: string): string => `<p>${text}</p>`;
/** The text of a mail: the sink gives it without its tags. */
export const textOf = (content: EmailContent): string => content.body.replace(/<[^>]+>/g, '');

/** A new proposal of some kind, about nobody else's buyer. */
export function proposalOf(chance: Random): ProposalInput {
  const number = randomUUID().slice(0, 13);
  const draw = chance.next();
  const kind =
    draw < 0.4 ? 'gate' : draw < 0.65 ? 'compose' : draw < 0.85 ? 'contact.enrich' : 'price.quote';
  const content = contentOf(kind, number, chance);
  return {
    workflowId:
      content.kind === 'email.draft'
        ? 'mail'
        : content.kind === 'contact.enrich'
          ? 'records'
          : 'prices',
    externalId: number,
    agent: { model: 'writer', modelVersion: '1' },
    content,
    // Half of the records go their own way, without a person.
    confidence: chance.next() < 0.5 ? 0.97 : 0.6,
    reasoning: [],
    claims: [],
    flags: [],
  };
}

function contentOf(
  kind: 'gate' | 'compose' | 'contact.enrich' | 'price.quote',
  number: string,
  chance: Random,
): Content {
  if (kind === 'contact.enrich') {
    const contact = { system: 'crm', object: 'contact', id: number };
    return { kind, contact, changes: [{ field: 'title', before: null, after: `CFO ${number}` }] };
  }
  if (kind === 'price.quote') {
    const deal = { system: 'crm', object: 'deal', id: number };
    const unitPrice = { minor: 100 + chance.below(900), currency: 'EUR' };
    const lines = [{ item: 'Seat', quantity: 1, unitPrice, discount: 0 }];
    return { kind, deal, lines, total: unitPrice, validUntil: '2035-01-01T00:00:00Z' };
  }
  return {
    kind: 'email.draft',
    delivery: kind,
    from: { email: chance.pick(MAILBOXES) ?? '' },
    to: [{ email: `buyer-${number}@buyer.example` }],
    cc: [],
    bcc: [],
    subject: `Number ${number}`,
    body: bodyOf(`Hello, this is number ${number} as it was written.`),
    attachments: [],
  };
}

/** The same proposal with something else in it. */
export function revised(input: ProposalInput, revision: number): ProposalInput {
  const { content } = input;
  if (content.kind === 'email.draft')
    return {
      ...input,
      content: { ...content, body: bodyOf(`${textOf(content)} Again, ${revision}.`) },
    };
  if (content.kind === 'contact.enrich')
    return {
      ...input,
      content: {
        ...content,
        changes: content.changes.map((each) => ({ ...each, after: `VP ${revision}` })),
      },
    };
  if (content.kind !== 'price.quote') throw new Error('no other kind is proposed here');
  return {
    ...input,
    content: { ...content, validUntil: `20${40 + (revision % 50)}-01-01T00:00:00Z` },
  };
}
