import type { Content } from '../../core/schema/content.ts';
import type { Context, ProposalInput } from '../../core/schema/proposal.ts';
import type { SeedProposal } from './build.ts';
import { AGENTS, REP } from './workflows.ts';

type Row = {
  id: string;
  workflow: string;
  confidence: number;
  why: string;
  content: Content;
  context?: Context;
};

const hubspot = (object: string, id: string, label: string) => ({
  system: 'hubspot',
  account: '4412',
  object,
  id,
  label,
});
const salesforce = (object: string, id: string, label: string) => ({
  system: 'salesforce',
  account: 'brightloop',
  object,
  id,
  label,
});
const ago = (now: number, days: number) => new Date(now - days * 86_400_000).toISOString();
const soon = (now: number, hours: number) => new Date(now + hours * 3_600_000).toISOString();

/** Work on records: enrollments, updates, routes, scores, prices, meetings, calls. */
function rows(now: number): Row[] {
  const contact = (id: string, label: string) => hubspot('contact', id, label);
  const change = (
    field: string,
    before: string | number | null,
    after: string | number | null,
  ) => ({ field, before, after });
  const enroll = (id: string, label: string, name: string): Content => ({
    kind: 'sequence.enroll',
    contact: contact(id, label),
    sequence: { id: name.toLowerCase().replace(/\W+/g, '-'), name, version: '3' },
    steps: [
      {
        channel: 'email',
        at: soon(now, 4),
        subject: 'A question about your rollout',
        body: 'Hi, one question about your rollout.',
      },
      { channel: 'call', at: soon(now, 52) },
      {
        channel: 'email',
        at: soon(now, 124),
        subject: 'Following up',
        body: 'Did my note reach you?',
      },
    ],
  });
  const update = (id: string, label: string, changes: ReturnType<typeof change>[]): Content => ({
    kind: 'record.update',
    record: hubspot('deal', id, label),
    changes,
  });
  const enrich = (id: string, label: string, changes: ReturnType<typeof change>[]): Content => ({
    kind: 'contact.enrich',
    contact: contact(id, label),
    changes,
  });
  const route = (id: string, label: string, owner: string): Content => ({
    kind: 'lead.route',
    lead: hubspot('lead', id, label),
    owner: { id: owner.toLowerCase().replaceAll(' ', '.'), name: owner },
  });
  const usd = (minor: number) => ({ minor, currency: 'USD' });
  return [
    {
      id: 'seq-1',
      workflow: 'sequence-enrollment',
      confidence: 0.91,
      why: 'Visited the pricing page three times this week.',
      content: enroll('7001', 'Nadia Farouk, Cedar Systems', 'Pricing page visitors'),
    },
    {
      id: 'seq-2',
      workflow: 'sequence-enrollment',
      confidence: 0.72,
      why: 'Downloaded the benchmark; already in another sequence.',
      content: enroll('7002', 'Oleg Petrenko, Dnipro Tools', 'Benchmark readers'),
      context: {
        company: 'Dnipro Tools',
        touches: 2,
        sequence: {
          enrolled: [{ name: 'Webinar attendees', owner: 'Mara Lindqvist', since: ago(now, 9) }],
          exclusions: [
            { rule: 'Customers with an open renewal', excludes: false },
            {
              rule: 'Contacted by another rep within 14 days',
              excludes: true,
              detail: 'Call, 6 days ago',
            },
          ],
        },
      },
    },
    {
      id: 'seq-3',
      workflow: 'sequence-enrollment',
      confidence: 0.95,
      why: 'Asked to be contacted again in November.',
      content: enroll(
        '7003',
        'Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine, Sr., Consolidated Amalgamated Holdings of the Greater Northern Territories',
        'Asked for later',
      ),
    },
    {
      id: 'call-1',
      workflow: 'sequence-enrollment',
      confidence: 0.88,
      why: 'Prefers the phone, says the last mail.',
      content: {
        kind: 'call.task',
        contact: contact('7004', 'Ruth Amsel, Kornblume'),
        phone: '+493012345678',
        script: 'Ask how the pilot went, then offer the workshop.',
        dueAt: soon(now, 26),
      },
    },
    {
      id: 'soc-1',
      workflow: 'sequence-enrollment',
      confidence: 0.8,
      why: 'Posted about review fatigue yesterday.',
      content: {
        kind: 'message.social',
        network: 'LinkedIn',
        contact: contact('7005', 'Jae-won Park, Hanbit'),
        text: 'Your post on review fatigue matches what we measure: after fifteen items people stop reading. Would you like the figures?',
      },
    },
    {
      id: 'upd-1',
      workflow: 'crm-hygiene',
      confidence: 0.97,
      why: 'Close date passed; the customer named the new one in a mail.',
      content: update('9001', 'Tidewater Media, renewal', [
        change('closedate', '2026-11-15', '2027-01-15'),
      ]),
    },
    {
      id: 'upd-2',
      workflow: 'crm-hygiene',
      confidence: 0.78,
      why: 'Stage looks behind the conversation.',
      content: update('9002', 'Fieldstone, new', [
        change('dealstage', 'Evaluation', 'Negotiation'),
        change('amount', 31200, 28000),
        change('next_step', 'Send contract', 'Legal review with their counsel'),
      ]),
      context: {
        recordOwner: 'Mara Lindqvist',
        stage: 'Evaluation',
        fields: [
          { field: 'dealstage', changedBy: 'Tomás Okafor', changedAt: ago(now, 3) },
          {
            field: 'amount',
            changedBy: 'Mara Lindqvist',
            changedAt: ago(now, 21),
            source: 'Mail of Friday',
            observedAt: ago(now, 4),
          },
        ],
      },
    },
    {
      id: 'upd-3',
      workflow: 'crm-hygiene',
      confidence: 0.99,
      why: 'Duplicate spelling of the country.',
      content: update('9003', 'Olivar Norte, new', [change('country', 'Espana', 'Spain')]),
    },
    {
      id: 'enr-1',
      workflow: 'crm-hygiene',
      confidence: 0.93,
      why: 'Title changed on the company site.',
      content: enrich('7006', 'Priya Natarajan', [
        change('jobtitle', 'Head of Sales', 'VP Revenue'),
      ]),
    },
    {
      id: 'enr-2',
      workflow: 'crm-hygiene',
      confidence: 0.66,
      why: 'Two sources name different cities.',
      content: enrich('7007', 'Bo Li', [
        change('city', null, 'Rotterdam'),
        change('jobtitle', 'Buyer', 'Head of Procurement'),
      ]),
      context: {
        fields: [
          {
            field: 'city',
            source: 'Company register',
            url: 'https://register.example.com/4711',
            observedAt: ago(now, 2),
            alternatives: [
              { value: 'Amsterdam', source: 'Mail signature', observedAt: ago(now, 40) },
              { value: 'Den Haag', source: 'Conference list' },
            ],
          },
          {
            field: 'jobtitle',
            changedBy: 'Import of March',
            changedAt: ago(now, 250),
            source: 'Company site',
            observedAt: ago(now, 5),
          },
        ],
      },
    },
    {
      id: 'score-1',
      workflow: 'crm-hygiene',
      confidence: 0.9,
      why: 'Three visits and a reply within two days.',
      content: {
        kind: 'lead.score',
        lead: hubspot('lead', '5001', 'Orchard Labs'),
        model: 'fit-2',
        before: 41,
        after: 78,
      },
    },
    {
      id: 'score-2',
      workflow: 'crm-hygiene',
      confidence: 0.7,
      why: 'Many visits, but all from a student network.',
      content: {
        kind: 'lead.score',
        lead: hubspot('lead', '5005', 'Campus Nord'),
        model: 'fit-2',
        before: 12,
        after: 64,
      },
    },
    {
      id: 'route-1',
      workflow: 'lead-routing',
      confidence: 0.92,
      why: 'Headquarters lie in the northern territory.',
      content: route('5002', 'Fjordkraft IT', 'Mara Lindqvist'),
    },
    {
      id: 'route-2',
      workflow: 'lead-routing',
      confidence: 0.58,
      why: 'Parent company is owned by another rep.',
      content: route('5003', 'Granite Logistics', 'Tomás Okafor'),
      context: {
        routing: {
          territory: 'North',
          currentOwner: 'Nobody',
          conflict: 'Its parent company, Granite Holding, is an account of Mara Lindqvist.',
          owners: [
            {
              id: 'tomás.okafor',
              name: 'Tomás Okafor',
              territory: 'South',
              openLeads: 31,
              capacity: 30,
            },
            {
              id: 'mara.lindqvist',
              name: 'Mara Lindqvist',
              territory: 'North',
              openLeads: 12,
              capacity: 30,
            },
            {
              id: 'ines.duarte',
              name: 'Inês Duarte',
              territory: 'North',
              openLeads: 22,
              capacity: 25,
            },
          ],
        },
      },
    },
    {
      id: 'meet-1',
      workflow: 'lead-routing',
      confidence: 0.94,
      why: 'Both proposed Thursday at ten.',
      content: {
        kind: 'meeting.schedule',
        calendar: REP.email,
        title: 'Walk-through, Orchard Labs',
        start: soon(now, 72),
        end: soon(now, 72.5),
        attendees: ['mei.tanaka@orchard-labs.example', 'sam.orchard@orchard-labs.example'],
        agenda: 'What the pilot showed, and what a rollout would need.',
      },
      context: {
        busy: [{ start: soon(now, 72.25), end: soon(now, 73), title: 'Forecast call' }],
      },
    },
    {
      id: 'quote-1',
      workflow: 'renewals',
      confidence: 0.96,
      why: 'Same terms as last year, eight more seats.',
      content: {
        kind: 'price.quote',
        deal: hubspot('deal', '9001', 'Tidewater Media, renewal'),
        lines: [{ item: 'Review seat, year', quantity: 40, unitPrice: usd(36_000), discount: 0 }],
        total: usd(1_440_000),
        validUntil: soon(now, 720),
      },
    },
    {
      id: 'quote-2',
      workflow: 'renewals',
      confidence: 0.9,
      why: 'The customer asked for a discount.',
      content: {
        kind: 'price.quote',
        deal: hubspot('deal', '9002', 'Fieldstone, new'),
        lines: [
          { item: 'Review seat, year', quantity: 25, unitPrice: usd(36_000), discount: 20 },
          { item: 'Rollout workshop', quantity: 1, unitPrice: usd(250_000), discount: 0 },
        ],
        total: usd(970_000),
        validUntil: soon(now, 720),
      },
    },
    {
      id: 'upd-4',
      workflow: 'crm-hygiene',
      confidence: 0.87,
      why: 'Phone number confirmed in a signature.',
      content: update('9004', 'Vltava Print, expansion', [
        change('phone', '+420 2 000 000', '+420 224 000 000'),
      ]),
    },
    {
      id: 'seq-4',
      workflow: 'sequence-enrollment',
      confidence: 0.85,
      why: 'Attended the webinar to the end.',
      content: enroll('7008', 'Ibrahim Diallo, Sahel Solar', 'Webinar attendees'),
    },
    {
      id: 'route-3',
      workflow: 'lead-routing',
      confidence: 0.97,
      why: 'Named account of this rep.',
      content: route('5004', 'Lumen Health', 'Mara Lindqvist'),
    },
    {
      id: 'enr-3',
      workflow: 'crm-hygiene',
      confidence: 0.91,
      why: 'The company page gives the head count.',
      content: enrich('7009', 'Acme Robotics', [change('numberofemployees', 180, 240)]),
    },
    {
      id: 'sf-enr-1',
      workflow: 'crm-hygiene',
      confidence: 0.74,
      why: 'She signs her mails with another title since October.',
      content: {
        kind: 'contact.enrich',
        contact: salesforce('contact', '003J900000G00dSIAR', 'Yuki Tanaka, Kaede Foods'),
        changes: [change('Title', 'Buyer', 'Head of Procurement')],
      },
    },
    {
      id: 'sf-upd-1',
      workflow: 'crm-hygiene',
      confidence: 0.69,
      why: 'The customer named a later date on the phone.',
      content: {
        kind: 'record.update',
        record: salesforce('deal', '0065g00000AbCdEAAV', 'Kaede Foods, 40 seats'),
        changes: [change('CloseDate', '2026-12-01', '2027-02-01')],
      },
    },
  ];
}

/** The same as proposals, from the second agent. */
export function buildRecords(now: number): SeedProposal[] {
  return rows(now).map(({ id, workflow, confidence, why, content, context }) => {
    const input: ProposalInput = {
      workflowId: workflow,
      externalId: id,
      agent: AGENTS.steward[0],
      content,
      confidence,
      reasoning: [{ text: why }],
      claims: [],
      flags: [],
      ...(context ? { context } : {}),
    };
    return { input, draft: false, reply: false };
  });
}
