import { DEFAULT_POLICY, type WorkflowInput } from '../../core/schema/workflow.ts';

/** The demo's people: one rep whose mailbox the page shows, and the manager who owns the workflows. */
export const REP = { name: 'Mara Lindqvist', email: 'mara@brightloop.example' } as const;
export const MANAGER = { name: 'Tomás Okafor', email: 'tomas@brightloop.example' } as const;

const policy = { ...DEFAULT_POLICY, ownCompanies: ['Brightloop'] };

export const WORKFLOWS: readonly WorkflowInput[] = [
  {
    id: 'outbound-mid-market',
    name: 'Outbound email, mid-market',
    pattern: 'pre-approval',
    owner: MANAGER.email,
    kinds: ['email.draft'],
    policy: { ...policy, requireOptOut: true },
  },
  {
    id: 'inbound-follow-up',
    name: 'Inbound follow-up',
    pattern: 'pre-approval',
    owner: MANAGER.email,
    kinds: ['email.draft'],
    policy,
  },
  {
    id: 'renewals',
    name: 'Renewals and check-ins',
    pattern: 'exception-handling',
    owner: MANAGER.email,
    kinds: ['email.draft', 'price.quote'],
    policy: {
      ...policy,
      alwaysPerson: ['price.quote', 'email.draft'],
      dueHours: 4,
      pricing: { finance: [MANAGER.email], maxDiscount: 15 },
    },
  },
  {
    id: 'sequence-enrollment',
    name: 'Sequence enrollment',
    pattern: 'exception-handling',
    owner: MANAGER.email,
    kinds: ['sequence.enroll', 'call.task', 'message.social'],
    policy,
  },
  {
    id: 'crm-hygiene',
    name: 'CRM hygiene and enrichment',
    pattern: 'post-hoc-audit',
    owner: MANAGER.email,
    kinds: ['record.update', 'contact.enrich', 'lead.score'],
    policy: { ...policy, confidenceLine: 0.85 },
  },
  {
    id: 'lead-routing',
    name: 'Lead routing',
    pattern: 'exception-handling',
    owner: MANAGER.email,
    kinds: ['lead.route', 'meeting.schedule'],
    policy: { ...policy, alwaysPerson: ['price.quote', 'lead.route'] },
  },
];

/** Two agents; the first changed its model in between. */
export const AGENTS = {
  scribe: [
    { model: 'scribe-large', modelVersion: '2026-09-02' },
    { model: 'scribe-large', modelVersion: '2026-11-10' },
  ],
  steward: [{ model: 'steward', modelVersion: '4.1' }],
} as const;
