import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CANARY_KINDS, type CanaryKind } from '../../../src/core/canaries/kinds.ts';
import { mutate, type Plantable, plant } from '../../../src/core/canaries/mutate.ts';
import type { Claim } from '../../../src/core/schema/claim.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import { seededRandom } from '../../../src/core/stats/random.ts';
import { isAuthored } from '../../../src/core/text/authored.ts';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';

const sentence = fc.constantFrom(
  ...[
    'Hi Dana,',
    'Acme has opened an office.',
    'You have 120 people in support.',
    'It costs €4,500.',
  ],
  ...[
    'Shall we talk on 12:30?',
    'Dana, your team grew by 45 % & more.',
    'We work with Acme already.',
  ],
  ...[
    'Call +49 30 1234567.',
    'In 2024 you had 30 people.',
    'Reply "stop" and I will not write again.',
  ],
  ...['Price: 900 EUR a year.', 'Thanks < for > reading.', ''],
);
const email = fc
  .record({
    lines: fc.array(sentence, { minLength: 1, maxLength: 12 }),
    subject: fc.constantFrom('Hello Dana', 'Acme and 40 people', ''),
    cuts: fc.array(fc.tuple(fc.nat(400), fc.nat(40)), { maxLength: 6 }),
  })
  .map(({ lines, subject, cuts }): Plantable => {
    const body = authoredOf(lines.join('\n'));
    const { text } = plainOf(body);
    const content: EmailContent = {
      ...{ kind: 'email.draft', delivery: 'gate', from: { email: 'ana@seller.example' } },
      ...{ to: [{ email: 'dana@acme.example', name: 'Dana Doe' }], cc: [], bcc: [] },
      ...{ subject, body, attachments: [] },
    };
    const claims = cuts.flatMap(([from, long], at): Claim[] => {
      const start = Math.min(from, text.length);
      const slice = text.slice(start, start + long);
      if (slice === '') return [];
      const span = { field: 'body' as const, start, end: start + slice.length, text: slice };
      return [{ id: `c${at}`, statement: slice, status: 'supported', evidence: [], span }];
    });
    return { content, claims, flags: [], context: { company: 'Acme' } };
  });
const bodyOf = ({ content }: { content: Plantable['content'] }): string =>
  content.kind === 'email.draft' ? content.body : '';

describe('a mutation', () => {
  it('changes one stretch and what follows from it, and nothing else (property)', () => {
    const made = new Map<CanaryKind, number>();
    fc.assert(
      fc.property(email, fc.constantFrom(...CANARY_KINDS), fc.nat(), (from, kind, seed) => {
        const mutation = mutate(from, kind, seededRandom(seed));
        if (mutation === null) return;
        made.set(kind, (made.get(kind) ?? 0) + 1);
        const { planted, content, claims } = mutation;
        const { start, was, became, field } = planted;
        if (content.kind !== 'email.draft' || from.content.kind !== 'email.draft')
          throw new Error('a mail stays a mail');
        const before = field === 'subject' ? from.content.subject : plainOf(bodyOf(from)).text;
        const after = field === 'subject' ? content.subject : plainOf(content.body).text;
        expect(before.slice(start, start + was.length)).toBe(was);
        expect(after).toBe(before.slice(0, start) + became + before.slice(start + was.length));
        expect(after).not.toBe(before);
        expect(isAuthored(content.body)).toBe(true);
        const untouched = field === 'subject' ? { subject: '' } : { body: '' };
        expect({ ...content, ...untouched }).toEqual({ ...from.content, ...untouched });
        expect(claims).toHaveLength(from.claims.length);
        for (const [at, claim] of claims.entries()) {
          const { span } = claim;
          const plain = plainOf(content.body).text;
          expect(span && plain.slice(span.start, span.end)).toBe(span?.text);
          const original = from.claims[at];
          if (span?.text === original?.span?.text)
            expect(claim.statement).toBe(original?.statement);
          expect({ ...claim, span: null, statement: '' }).toEqual({
            ...original,
            ...{ span: null, statement: '' },
          });
        }
        expect(planted.message).toContain((became || was).trim());
      }),
      { numRuns: 2000 },
    );
    for (const kind of CANARY_KINDS) expect([kind, made.get(kind) ?? 0]).not.toEqual([kind, 0]);
  });

  it('is the same for the same choices (property)', () => {
    fc.assert(
      fc.property(email, fc.nat(), (from, seed) => {
        expect(plant(from, seededRandom(seed))).toEqual(plant(from, seededRandom(seed)));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['company', 'We saw Acmeology grow.', null],
    ['number', 'Meet on 12.03. at 10:30, call 030-123.', null],
    ['number', 'You have 120 people.', '120'],
    ['price', 'Only 900 EUR.', '900'],
    ['price', 'Only 900 people.', null],
    ['opt-out', 'Nothing here.', null],
  ] as const)('of a %s in “%s” is %s', (kind, line, was) => {
    const from: Plantable = {
      content: {
        ...{ kind: 'email.draft', delivery: 'gate', from: { email: 'ana@seller.example' } },
        ...{ to: [{ email: 'dana@acme.example' }], cc: [], bcc: [], subject: 'x' },
        ...{ body: authoredOf(line), attachments: [] },
      },
      ...{ claims: [], flags: [], context: { company: 'Acme' } },
    };
    expect(mutate(from, kind, seededRandom(1))?.planted.was ?? null).toBe(was);
  });

  it('of a record changes one field’s new value', () => {
    const from: Plantable = {
      content: {
        ...{ kind: 'record.update', record: { system: 'HubSpot', object: 'company', id: '1' } },
        changes: [
          { field: 'employees', before: '100', after: '120' },
          { field: 'stage', before: null, after: 'won' },
        ],
      },
      ...{ claims: [], flags: [] },
    };
    const made = mutate(from, 'number', seededRandom(3));
    if (made?.content.kind !== 'record.update') throw new Error('no mutation');
    expect(made.content.changes[0]?.after).toMatch(/^[2-9]20$/);
    expect(made.content.changes[1]).toEqual({ field: 'stage', before: null, after: 'won' });
  });

  it('is none where there is nothing to make wrong', () => {
    const content = {
      ...{ kind: 'lead.score' as const, model: 'm', before: null, after: 4 },
      lead: { system: 'HubSpot', object: 'lead', id: '1' },
    };
    expect(plant({ content, claims: [], flags: [] }, seededRandom(1))).toBeNull();
  });
});
