import { randomUUID } from 'node:crypto';
import type { Content } from '../../../src/core/schema/content.ts';
import type { ProposalInput } from '../../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../../src/core/schema/workflow.ts';

export const WORKFLOWS: WorkflowInput[] = [
  {
    id: 'outbound',
    name: 'Outbound mail',
    pattern: 'pre-approval',
    owner: 'owner@acme.example',
    kinds: ['email.draft'],
    policy: { ...DEFAULT_POLICY, ownCompanies: ['Acme'] },
  },
  {
    id: 'enrich',
    name: 'Enrichment',
    pattern: 'exception-handling',
    owner: 'owner@acme.example',
    kinds: ['contact.enrich', 'lead.score', 'price.quote'],
    policy: { ...DEFAULT_POLICY, confidenceLine: 0.8 },
    executorUrl: 'https://executor.example/hook',
  },
];

export type EmailContent = Extract<Content, { kind: 'email.draft' }>;
export const email = (change: Partial<EmailContent> = {}): EmailContent => ({
  kind: 'email.draft',
  delivery: 'gate',
  from: { email: 'rep@acme.example', name: 'Rae Rep' },
  to: [{ email: 'ana@buyer.example', name: 'Ana' }],
  cc: [],
  bcc: [],
  subject: 'Your question',
  body: '<p>Hi Ana,</p><p>Thanks for the call.</p>',
  attachments: [],
  ...change,
});

export const enrich = (): Content => ({
  kind: 'contact.enrich',
  contact: { system: 'HubSpot', object: 'contact', id: '42' },
  changes: [{ field: 'title', before: null, after: 'CFO' }],
});

export const proposal = (change: Partial<ProposalInput> = {}): ProposalInput => ({
  workflowId: 'outbound',
  externalId: randomUUID(),
  agent: { model: 'writer', modelVersion: '1' },
  content: email(),
  confidence: 0.95,
  reasoning: [{ text: 'They asked.' }],
  claims: [],
  flags: [],
  ...change,
});
