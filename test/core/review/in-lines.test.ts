import { describe, expect, it } from 'vitest';
import { whyNotApproved, whyNotIn } from '../../../src/core/review/channel.ts';
import { contentLines } from '../../../src/core/review/in-lines.ts';
import { Content } from '../../../src/core/schema/content.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';

const record = { system: 'HubSpot', account: '88', object: 'contact', id: '42', label: 'Ana B.' };
const at = '2030-01-02T03:04:05Z';
const money = { minor: 123_456, currency: 'EUR' };
const CONTENTS: Content[] = [
  {
    ...{ kind: 'email.draft', delivery: 'gate', from: { email: 'r@a.example', name: 'Rae' } },
    ...{
      to: [{ email: 'b@b.example' }],
      cc: [{ email: 'c@b.example' }],
      bcc: [{ email: 'd@b.example' }],
    },
    ...{ subject: 'Your question', body: '<p>Hi <a href="https://x.example/y">there</a></p>' },
    ...{ tail: '<p>Rae</p>', attachments: [] },
    thread: { inReplyTo: '<1@b.example>', references: [] },
  },
  {
    ...{ kind: 'sequence.enroll', contact: record, email: 'b@b.example' },
    sequence: { id: 's', name: 'Warm up', version: '7' },
    steps: [{ channel: 'email', at, subject: 'First', body: 'Hello' }],
  },
  { kind: 'record.update', record, changes: [{ field: 'title', before: 'CTO', after: 'CFO' }] },
  { kind: 'lead.route', lead: record, owner: { id: 'o', name: 'Bob' }, queue: 'East' },
  { kind: 'lead.score', lead: record, model: 'm4', before: null, after: 71 },
  {
    kind: 'contact.enrich',
    contact: record,
    changes: [{ field: 'city', before: null, after: '' }],
  },
  {
    ...{ kind: 'price.quote', deal: record, total: money, validUntil: at },
    lines: [{ item: 'Seat', quantity: 3, unitPrice: money, discount: 12.5 }],
  },
  {
    ...{ kind: 'meeting.schedule', calendar: 'r@a.example', title: 'Demo', start: at, end: at },
    ...{ attendees: ['b@b.example'], agenda: 'All of it' },
  },
  { kind: 'message.social', network: 'LinkedIn', contact: record, text: 'Hello there' },
  { kind: 'call.task', contact: record, phone: '+4930123456', script: 'Say hi', dueAt: at },
];

/** What says of which kind it is, or is a system's own name of what stands beside it with a name. */
const UNSAID = new Set(['kind', 'delivery', 'references', 'minor', 'currency', 'body', 'tail']);
const OWN_ID = new Set(['o', 's']);

function leaves(value: unknown, name = ''): string[] {
  if (UNSAID.has(name) && name !== 'body') return [];
  if (typeof value === 'string') return value.startsWith('<p>') || OWN_ID.has(value) ? [] : [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, key));
}

describe('contentLines', () => {
  it('has a sample of every kind', () => {
    expect(new Set(CONTENTS.map(({ kind }) => kind)).size).toBe(Content.def.options.length);
    for (const content of CONTENTS)
      expect(Content.safeParse(content).success, content.kind).toBe(true);
  });

  it.each(CONTENTS.map((content) => [content.kind, content] as const))(
    'leaves nothing of %s out',
    (_, content) => {
      const said = contentLines(content)
        .map(({ label, text }) => `${label} ${text}`)
        .join('\n');
      for (const leaf of leaves(content)) expect(said).toContain(leaf);
    },
  );

  it('shows where links go, what is empty, and money from its digits', () => {
    const said = (kind: Content['kind']): string =>
      contentLines(CONTENTS.find((each) => each.kind === kind) as Content)
        .map(({ text }) => text)
        .join('\n');
    expect(said('email.draft')).toContain('Hi there (https://x.example/y)');
    expect(said('contact.enrich')).toContain('none → empty');
    expect(said('price.quote')).toContain('3 × 1234.56 EUR, 12.5 % off');
    const yen = { minor: 5, currency: 'JPY' };
    const quote = { ...CONTENTS[6], total: yen } as Content;
    expect(contentLines(quote).map(({ text }) => text)).toContain('5 JPY');
    const cents = { ...CONTENTS[6], total: { minor: -7, currency: 'EUR' } } as Content;
    expect(contentLines(cents).map(({ text }) => text)).toContain('-0.07 EUR');
  });
});

describe('what a channel may have', () => {
  const about = { kind: 'email.draft', tier: 'high', policy: DEFAULT_POLICY } as const;

  it('is what its policy leaves it, and never a price in Slack', () => {
    expect(whyNotIn('slack', about)).toBeNull();
    expect(whyNotIn('slack', { ...about, kind: 'price.quote' })).toContain(
      'never decided in Slack',
    );
    const channels = {
      slack: { notTiers: ['high' as const] },
      sheet: { notKinds: ['email.draft' as const] },
    };
    expect(whyNotIn('slack', { ...about, policy: { channels } })).toContain('high-risk work');
    expect(whyNotIn('slack', { ...about, tier: 'low', policy: { channels } })).toBeNull();
    expect(whyNotIn('sheet', { ...about, policy: { channels } })).toContain('a sheet');
  });

  it('is no approval of what only a compose shows', () => {
    const [mail] = CONTENTS;
    if (mail?.kind !== 'email.draft') throw new Error('no mail');
    expect(whyNotApproved(mail)).toBeNull();
    expect(whyNotApproved({ ...mail, delivery: 'compose' })).toContain('Gmail');
  });
});
