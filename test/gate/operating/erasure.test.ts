import { expect, it } from 'vitest';
import { canonical } from '../../../src/core/digest/canonical.ts';
import { Content } from '../../../src/core/schema/content.ts';
import { KINDS } from '../../../src/core/schema/kind.ts';
import { mentions, tombstone } from '../../../src/gate/store/erasure-text.ts';

const P = 'Personal';
const person = 'bob@buyer.example';
const record = { system: P, account: P, object: P, id: P, label: P };
const change = { field: P, before: P, after: 42 };
const sha256 = 'a'.repeat(64);
const contents = [
  {
    kind: 'email.draft',
    delivery: 'gate',
    from: { email: person, name: P },
    to: [{ email: person, name: P }],
    cc: [{ email: person }],
    bcc: [],
    subject: P,
    body: `<p>${P}</p>`,
    tail: P,
    attachments: [{ name: P, mediaType: 'text/plain', size: 3, sha256 }],
    thread: { inReplyTo: '<Personal@x>', references: ['<Personal@x>'] },
  },
  {
    kind: 'sequence.enroll',
    contact: record,
    email: person,
    sequence: { id: P, name: P, version: P },
    steps: [{ channel: 'call', at: '2026-01-01T00:00:00Z', subject: P, body: P }],
  },
  { kind: 'record.update', record, changes: [change] },
  { kind: 'lead.route', lead: record, owner: { id: P, name: P }, queue: P },
  { kind: 'lead.score', lead: record, model: P, before: 4242, after: 4242 },
  { kind: 'contact.enrich', contact: record, changes: [change, { ...change, before: true }] },
  {
    kind: 'price.quote',
    deal: record,
    lines: [{ item: P, quantity: 4242, unitPrice: { minor: 4242, currency: 'EUR' }, discount: 42 }],
    total: { minor: 4242, currency: 'EUR' },
    validUntil: '2026-01-01T00:00:00Z',
  },
  {
    kind: 'meeting.schedule',
    calendar: person,
    title: P,
    start: '2026-01-01T00:00:00Z',
    end: '2026-01-01T00:00:00Z',
    attendees: [person],
    agenda: P,
  },
  { kind: 'message.social', network: P, contact: record, text: P },
  {
    kind: 'call.task',
    contact: record,
    phone: '+4915112345678',
    script: P,
    dueAt: '2026-01-01T00:00:00Z',
  },
];

it('has an example of every kind', () => {
  expect(contents.map(({ kind }) => kind).toSorted()).toEqual([...KINDS].toSorted());
});

it.each(contents)('$kind: nothing of anybody is left, and the form holds', (example) => {
  const content = Content.parse(example);
  const left = tombstone(content);
  expect(Content.safeParse(left).error).toBeUndefined();
  expect(JSON.stringify(left)).not.toMatch(/personal|bob|buyer|4242|4915|2026/i);
  expect(canonical(left)).not.toBe(canonical(content));
  expect(left.kind).toBe(content.kind);
});

it.each([
  ['bob@buyer.example', true],
  ['"BOB@Buyer.example"', true],
  ['Write to bob@buyer.example.', true],
  ['<bob@buyer.example>, and', true],
  ['jbob@buyer.example', false],
  ['x.bob@buyer.example', false],
  ['bob@buyer.example.org', false],
  ['bob@buyerxexample', false],
  ['bob@buyer.examples', false],
])('an address is found whole: %s %s', (text, found) => {
  expect(new RegExp(mentions(person), 'i').test(text)).toBe(found);
});
