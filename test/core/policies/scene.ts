import type { PastProposal } from '../../../src/core/policies/past.ts';
import {
  DEFAULT_POLICY,
  type Policy,
  type WorkflowInput,
} from '../../../src/core/schema/workflow.ts';

export const NOW = Date.parse('2026-11-28T12:00:00.000Z');
export const DAY = 86_400_000;
export const SUBJECT = { model: 'writer', modelVersion: '1', prompt: '' };

let made = 0;
export function past(change: Partial<PastProposal> = {}): PastProposal {
  made += 1;
  return {
    ...{ id: `p-${made}`, at: NOW - 5 * DAY, kind: 'contact.enrich', confidence: 0.95 },
    ...{ subject: SUBJECT, flags: [], claims: [], lane: 'human', byHand: false },
    content: {
      kind: 'contact.enrich',
      contact: { system: 'HubSpot', object: 'contact', id: '42' },
      changes: [{ field: 'title', before: null, after: 'CFO' }],
    },
    ...{ inclusion: 1, drawn: true, found: { defect: false } },
    ...{ reported: false, superseded: false },
    ...change,
  };
}

export const many = (
  count: number,
  change: (index: number) => Partial<PastProposal>,
): PastProposal[] => Array.from({ length: count }, (_, index) => past(change(index)));

export const workflow = (
  policy: Partial<Policy> = {},
  change: Partial<WorkflowInput> = {},
): WorkflowInput => ({
  ...{ id: 'enrich', name: 'Enrichment', pattern: 'exception-handling' },
  ...{ owner: 'ops@acme.example', kinds: ['contact.enrich', 'price.quote'] },
  policy: { ...DEFAULT_POLICY, ...policy },
  ...change,
});
