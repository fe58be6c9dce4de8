import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentFault, editFault, type Ground } from '../../../src/core/review/edit.ts';
import { Content } from '../../../src/core/schema/content.ts';
import type { Context } from '../../../src/core/schema/proposal.ts';
import { SAMPLES, type Sample } from './samples.ts';

const ground = (context: Context = {}, maxDiscount?: number): Ground => ({
  context,
  policy:
    maxDiscount === undefined ? {} : { pricing: { finance: ['fin@acme.example'], maxDiscount } },
});
const fault = <K extends Content['kind']>(
  kind: K,
  change: (content: Sample<K>) => Partial<Sample<K>>,
  on: Ground = ground(),
): string | null => {
  const before = SAMPLES[kind] as Sample<K>;
  return editFault(before as Content, { ...before, ...change(before) } as Content, on);
};

describe('no edit of any kind may change', () => {
  it('the kind', () => {
    for (const before of Object.values(SAMPLES))
      for (const after of Object.values(SAMPLES))
        if (before.kind !== after.kind)
          expect(editFault(before, after, ground())).toContain('kind');
  });

  const other = { system: 'HubSpot', object: 'contact', id: '666', label: 'Somebody else' };
  it.each([
    ['sequence.enroll', { contact: other }],
    ['sequence.enroll', { email: 'else@buyer.example' }],
    ['sequence.enroll', { sequence: { id: '9', name: 'Other', version: '1' } }],
    ['record.update', { record: other }],
    ['contact.enrich', { contact: other }],
    ['lead.route', { lead: other }],
    ['lead.score', { lead: other }],
    ['lead.score', { model: 'other' }],
    ['lead.score', { before: 1 }],
    ['price.quote', { deal: other }],
    ['meeting.schedule', { calendar: 'boss@acme.example' }],
    ['message.social', { contact: other }],
    ['message.social', { network: 'X' }],
    ['call.task', { contact: other }],
    ['call.task', { phone: '+4900000000' }],
  ] as const)('whom or what a %s is about: %o', (kind, change) => {
    const before = SAMPLES[kind];
    expect(editFault(before, { ...before, ...change } as Content, ground())).toContain(
      'cannot change',
    );
  });

  it('anything about a mail that decides who sends it and where', () => {
    expect(fault('email.draft', () => ({ delivery: 'compose' }))).toContain('delivers');
    expect(
      fault('email.draft', () => ({ thread: { inReplyTo: '<a@b>', references: [] } })),
    ).toContain('thread');
    expect(fault('email.draft', () => ({ body: '<script>x</script>' }))).toContain('authored');
  });
});

describe.each(['record.update', 'contact.enrich'] as const)('the fields of a %s', (kind) => {
  it('are none that the agent did not propose', () => {
    const row = { field: 'owner', before: 'a', after: 'b' };
    expect(fault(kind, ({ changes }) => ({ changes: [...changes, row] }))).toContain('added');
    expect(fault(kind, () => ({ changes: [row] }))).toContain('added');
  });

  it('keep their value before, their names and their order', () => {
    expect(
      fault(kind, ({ changes }) => ({ changes: changes.map((c) => ({ ...c, before: 'x' })) })),
    ).toContain('altered');
    expect(
      fault(kind, ({ changes }) => ({ changes: changes.map((c) => ({ ...c, field: 'Stage' })) })),
    ).toContain('altered');
    expect(fault(kind, ({ changes }) => ({ changes: [...changes].reverse() }))).toContain('added');
    expect(
      fault(kind, ({ changes: [first] }) => ({ changes: first ? [first, first] : [] })),
    ).toContain('added');
  });

  it('keep the type of their value, and change something', () => {
    const amount = (after: string | number | boolean | null) =>
      fault(kind, ({ changes }) => ({
        changes: changes.map((c) => (c.field === 'amount' ? { ...c, after } : c)),
      }));
    expect(amount('28,000')).toContain('number');
    expect(amount(true)).toContain('number');
    expect(amount(null)).toContain('number');
    expect(amount(31_200)).toContain('strike');
    expect(amount(27_500)).toBeNull();
  });

  it('may be struck', () => {
    expect(fault(kind, ({ changes }) => ({ changes: changes.slice(0, 1) }))).toBeNull();
    expect(fault(kind, ({ changes }) => ({ changes: changes.slice(1) }))).toBeNull();
  });
});

it('an enrichment may take another source’s value, of whatever type, and no invented one', () => {
  const context: Context = {
    fields: [{ field: 'amount', alternatives: [{ value: '30k', source: 'Annual report' }] }],
  };
  const pick = (after: string) =>
    fault(
      'contact.enrich',
      ({ changes }) => ({
        changes: changes.map((c) => (c.field === 'amount' ? { ...c, after } : c)),
      }),
      ground(context),
    );
  expect(pick('31k')).toContain('number');
  expect(pick('30k')).toBeNull();
});

describe('the steps of a sequence', () => {
  it('are never all struck: systems would send what they have stored', () => {
    expect(fault('sequence.enroll', () => ({ steps: [] }))).toContain('reject it instead');
    const bare = { ...SAMPLES['sequence.enroll'], steps: [] };
    expect(editFault(bare, bare, ground())).toBeNull();
    expect(editFault(bare, SAMPLES['sequence.enroll'], ground())).toContain('added');
  });

  it('are never added, moved to another channel, or given a text that they had not', () => {
    const mapped = (change: object) =>
      fault('sequence.enroll', ({ steps }) => ({ steps: steps.map((s) => ({ ...s, ...change })) }));
    expect(fault('sequence.enroll', ({ steps }) => ({ steps: [...steps, ...steps] }))).toContain(
      'added',
    );
    expect(mapped({ channel: 'social' })).toContain('channel');
    expect(mapped({ body: 'Hello' })).toContain('none added');
    expect(mapped({ subject: 'Hello' })).toContain('none added');
  });

  it('stay in the order of their times', () => {
    const at = (times: string[]) =>
      fault('sequence.enroll', ({ steps }) => ({
        steps: steps.map((step, index) => ({ ...step, at: times[index] ?? step.at })),
      }));
    expect(at(['2031-01-01T00:00:00Z'])).toContain('precedes');
    expect(at(['2030-01-01T12:00:00Z'])).toBeNull();
  });

  it('may be struck and have their texts changed', () => {
    expect(fault('sequence.enroll', ({ steps }) => ({ steps: steps.slice(1) }))).toBeNull();
    expect(
      fault('sequence.enroll', ({ steps }) => ({
        steps: steps.map((s) => (s.body === undefined ? s : { ...s, body: 'Better.' })),
      })),
    ).toBeNull();
  });
});

describe('a lead', () => {
  const owners = [
    { id: 'm.l', name: 'Mara Lindqvist' },
    { id: 't.o', name: 'Tomás Okafor', openLeads: 3 },
  ];
  it('goes to nobody who was not named with it', () => {
    const to = (id: string, name: string, context?: Context) =>
      fault('lead.route', () => ({ owner: { id, name } }), ground(context));
    expect(to('x.y', 'Xu Yang')).toContain('none of those');
    expect(to('t.o', 'Tomás Okafor')).toContain('none of those');
    expect(to('t.o', 'Mara Lindqvist', { routing: { owners } })).toContain('none of those');
    expect(to('t.o', 'Tomás Okafor', { routing: { owners } })).toBeNull();
  });

  it('may leave its queue and go to no other', () => {
    expect(fault('lead.route', () => ({ queue: 'other' }))).toContain('queue');
    expect(fault('lead.route', () => ({ queue: undefined }))).toBeNull();
  });

  it('may get another score', () => {
    expect(fault('lead.score', () => ({ after: 12 }))).toBeNull();
  });
});

describe('a quote', () => {
  const lined = (change: object, total: number, on?: Ground) =>
    fault(
      'price.quote',
      ({ lines, total: { currency } }) => ({
        lines: lines.map((line, index) => (index === 0 ? { ...line, ...change } : line)),
        total: { minor: total, currency },
      }),
      on,
    );

  it('has no other prices, items or currency than were proposed', () => {
    expect(lined({ unitPrice: { minor: 1, currency: 'USD' } }, 250_025)).toContain('price');
    expect(lined({ item: 'Gift' }, 970_000)).toContain('item');
    expect(
      fault('price.quote', ({ lines }) => ({
        lines: [...lines, ...lines],
        total: { minor: 1_940_000, currency: 'USD' },
      })),
    ).toContain('added');
    expect(
      fault('price.quote', ({ total }) => ({ total: { ...total, currency: 'EUR' } })),
    ).not.toBeNull();
  });

  it('gets no discount above policy, but keeps one that was proposed', () => {
    expect(lined({ discount: 25 }, 925_000, ground({}, 15))).toContain('15 %');
    expect(lined({ discount: 20, quantity: 30 }, 1_114_000, ground({}, 15))).toBeNull();
    expect(lined({ discount: 10 }, 1_060_000, ground({}, 15))).toBeNull();
    expect(lined({ discount: 25 }, 925_000)).toBeNull();
  });

  it('adds up to the minor unit, edited or not', () => {
    expect(lined({ quantity: 30 }, 1_114_001)).toContain('add up');
    expect(
      contentFault({ ...SAMPLES['price.quote'], total: { minor: 1, currency: 'USD' } }),
    ).toContain('add up');
    expect(contentFault(SAMPLES['price.quote'])).toBeNull();
  });
});

describe('a meeting', () => {
  it('invites nobody who was not proposed', () => {
    expect(
      fault('meeting.schedule', ({ attendees }) => ({ attendees: [...attendees, 'x@y.example'] })),
    ).toContain('none added');
    expect(
      fault('meeting.schedule', ({ attendees }) => ({ attendees: attendees.slice(1) })),
    ).toBeNull();
  });

  it('ends after it begins', () => {
    expect(fault('meeting.schedule', ({ start }) => ({ end: start }))).toContain('ends before');
    expect(
      fault('meeting.schedule', () => ({ title: 'Short call', agenda: 'One question.' })),
    ).toBeNull();
  });
});

it('a message and a call may be put in other words, and a call at another time', () => {
  expect(fault('message.social', () => ({ text: 'Better said.' }))).toBeNull();
  expect(fault('call.task', () => ({ script: 'Ask.', dueAt: '2030-02-01T00:00:00Z' }))).toBeNull();
});

it('what is as it was proposed may always be approved as an edit too', () => {
  for (const content of Object.values(SAMPLES)) {
    expect(Content.safeParse(content).error?.issues).toBeUndefined();
    expect(editFault(content, structuredClone(content), ground())).toBeNull();
  }
});

it('any rows that are left of any rows are an edit, in their order only', () => {
  const before = Array.from({ length: 6 }, (_, n) => ({
    field: `f${n % 4}`,
    before: n % 2,
    after: 10 + n,
  }));
  const record = SAMPLES['record.update'];
  fc.assert(
    fc.property(fc.subarray(before, { minLength: 1 }), (changes) => {
      const content = { ...record, changes: before };
      expect(editFault(content, { ...record, changes }, ground())).toBeNull();
      const swapped = [...changes].reverse();
      const isSame = JSON.stringify(swapped) === JSON.stringify(changes);
      const fields = new Set(changes.map(({ field, before: was }) => `${field}${was}`));
      // Told apart by field and value before; those that are not may change places.
      if (!isSame && fields.size === changes.length)
        expect(
          editFault({ ...record, changes }, { ...record, changes: swapped }, ground()),
        ).not.toBeNull();
    }),
  );
});
