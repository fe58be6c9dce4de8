import type { Content } from '../../../src/core/schema/content.ts';

export type Sample<K extends Content['kind']> = Extract<Content, { kind: K }>;

const record = (object: string, id: string, label: string) => ({
  system: 'HubSpot',
  account: '4412',
  object,
  id,
  label,
});
const changes = [
  { field: 'dealstage', before: 'Evaluation', after: 'Negotiation' },
  { field: 'amount', before: 31_200, after: 28_000 },
  { field: 'country', before: null, after: 'Spain' },
];
const usd = (minor: number) => ({ minor, currency: 'USD' });

/** One of each kind, as an agent may propose it. */
export const SAMPLES: { [K in Content['kind']]: Sample<K> } = {
  'email.draft': {
    kind: 'email.draft',
    delivery: 'gate',
    from: { email: 'rep@acme.example' },
    to: [{ email: 'ana@buyer.example' }],
    cc: [],
    bcc: [],
    subject: 'Hello',
    body: '<p>Hi</p>',
    attachments: [],
  },
  'sequence.enroll': {
    kind: 'sequence.enroll',
    contact: record('contact', '7001', 'Nadia Farouk, Cedar Systems'),
    email: 'nadia.farouk@cedar.example',
    sequence: { id: 'pricing', name: 'Pricing page visitors', version: '3' },
    steps: [
      {
        channel: 'email',
        at: '2030-01-01T09:00:00Z',
        subject: 'A question',
        body: 'Hi Nadia,\none question.',
      },
      { channel: 'call', at: '2030-01-03T09:00:00Z' },
      {
        channel: 'email',
        at: '2030-01-06T09:00:00Z',
        subject: 'Following up',
        body: 'Did it reach you?',
      },
    ],
  },
  'record.update': {
    kind: 'record.update',
    record: record('deal', '9002', 'Fieldstone, new'),
    changes,
  },
  'lead.route': {
    kind: 'lead.route',
    lead: record('lead', '5003', 'Granite Logistics'),
    owner: { id: 'm.l', name: 'Mara Lindqvist' },
    queue: 'north',
  },
  'lead.score': {
    kind: 'lead.score',
    lead: record('lead', '5001', 'Orchard Labs'),
    model: 'fit-2',
    before: 41,
    after: 78,
  },
  'contact.enrich': {
    kind: 'contact.enrich',
    contact: record('contact', '7007', 'Bo Li'),
    changes,
  },
  'price.quote': {
    kind: 'price.quote',
    deal: record('deal', '9002', 'Fieldstone, new'),
    lines: [
      { item: 'Review seat, year', quantity: 25, unitPrice: usd(36_000), discount: 20 },
      { item: 'Rollout workshop', quantity: 1, unitPrice: usd(250_000), discount: 0 },
    ],
    total: usd(970_000),
    validUntil: '2030-01-31T00:00:00Z',
  },
  'meeting.schedule': {
    kind: 'meeting.schedule',
    calendar: 'rep@acme.example',
    title: 'Walk-through',
    start: '2030-01-03T09:00:00Z',
    end: '2030-01-03T09:30:00Z',
    attendees: ['mei.tanaka@orchard.example', 'lou@orchard.example'],
    agenda: 'Where the pilot stands.',
  },
  'message.social': {
    kind: 'message.social',
    network: 'LinkedIn',
    contact: record('contact', '7005', 'Jae-won Park, Hanbit'),
    text: 'Your post matches what we measure. Would you like the figures?',
  },
  'call.task': {
    kind: 'call.task',
    contact: record('contact', '7004', 'Ruth Amsel, Kornblume'),
    phone: '+493012345678',
    script: 'Ask how the pilot went.',
    dueAt: '2030-01-02T14:00:00Z',
  },
};
