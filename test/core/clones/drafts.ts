import type { CloneSubject } from '../../../src/core/clones/subject.ts';
import type { Evidence } from '../../../src/core/schema/claim.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import type { MergeSlot } from '../../../src/core/schema/slot.ts';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';

/** Who a draft is for, and the one fact about them that it uses. */
export type Buyer = { name: string; company: string; domain: string; sites: number };

export const BUYERS: Buyer[] = [
  {
    name: 'Petra Wolf',
    company: 'Huber Logistik GmbH',
    domain: 'huber-logistik.example',
    sites: 12,
  },
  { name: 'Ana Reyes', company: 'Nordfracht AG', domain: 'nordfracht.example', sites: 9 },
  { name: 'Tom Baker', company: 'Kestrel Freight Ltd', domain: 'kestrel.example', sites: 31 },
  { name: 'Luca Moretti', company: 'Moretti Trasporti', domain: 'moretti.example', sites: 4 },
  { name: 'Jean Petit', company: 'Alpes Transport SAS', domain: 'alpes.example', sites: 17 },
];

/** What the draft says instead of the rightful values, for near-misses. */
export type Said = Partial<{
  first: string;
  company: string;
  sites: string;
  /** a sentence outside the slots */
  line: string;
  quote: string;
  source: string;
  slots: 'all' | 'none' | 'without-name';
}>;

const EVIDENCE_AT = '2026-11-20T09:00:00.000Z';

/** A draft of one template: first name, company and number of sites are merged in. */
export function draftFor(buyer: Buyer, said: Said = {}): CloneSubject {
  const first = said.first ?? buyer.name.split(' ')[0] ?? '';
  const company = said.company ?? buyer.company.replace(/ (?:GmbH|AG|Ltd|SAS)$/, '');
  const sites = said.sites ?? String(buyer.sites);
  const line = said.line ?? 'Each site keeps its own plan.';
  const subject = `Dock planning for ${company}`;
  const body = authoredOf(
    `Hi ${first},\n\n${company} runs ${sites} sites, and each plans its docks by hand.\n${line}\n\nShall I send you two lines on how others do it?`,
  );
  const text = plainOf(body).text;
  const span = (field: 'subject' | 'body', value: string) => {
    const start = (field === 'subject' ? subject : text).indexOf(value);
    return { field, start, end: start + value.length, text: value };
  };
  const evidence: Evidence[] = [
    {
      source: said.source ?? 'Company site',
      quote: said.quote ?? `${buyer.company} plans transports from ${buyer.sites} sites.`,
      observedAt: EVIDENCE_AT,
    },
  ];
  const slots: MergeSlot[] = [
    { name: 'first-name', of: 'recipient', span: span('body', first) },
    { name: 'company', of: 'company', span: span('subject', company) },
    { name: 'company', of: 'company', span: span('body', company) },
    { name: 'sites', of: 'fact', span: span('body', sites) },
  ];
  const kept = {
    all: slots,
    none: [],
    'without-name': slots.filter(({ name }) => name !== 'first-name'),
  }[said.slots ?? 'all'];
  const content: EmailContent = {
    kind: 'email.draft',
    delivery: 'gate',
    from: { email: 'rep@acme.example', name: 'Rae Rep' },
    to: [{ email: `${first.toLowerCase()}@${buyer.domain}`, name: buyer.name }],
    cc: [],
    bcc: [],
    subject,
    body,
    attachments: [],
  };
  return {
    proposalId: `draft-${buyer.domain}`,
    workflow: { id: 'outbound' },
    kind: 'email.draft',
    template: 'dock-planning',
    slots: kept,
    revision: 1,
    state: 'pending',
    lane: 'human',
    tier: 'medium',
    content,
    claims: [
      {
        id: 'sites',
        statement: `${company} runs ${sites} sites.`,
        span: span('body', `runs ${sites} sites`),
        status: 'supported',
        evidence,
      },
    ],
    flags: [],
    context: { company: buyer.company, recipientName: buyer.name },
  };
}

/** The `index`-th of many made-up buyers, no two alike. */
export function buyerOf(index: number): Buyer {
  const letters = index
    .toString(26)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  const word = letters.charAt(0).toUpperCase() + letters.slice(1);
  return {
    name: `Ana${letters} Roth`,
    company: `Zed${word} Freight GmbH`,
    domain: `zed${letters}.example`,
    sites: 2 + (index % 60),
  };
}
