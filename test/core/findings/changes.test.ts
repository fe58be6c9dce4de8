import { describe, expect, it } from 'vitest';
import type { Correction } from '../../../src/core/corrections/correction.ts';
import { changesOf } from '../../../src/core/findings/changes.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import { compare } from './synthetic.ts';

const mail = (body: string, subject = 'Hello'): EmailContent => ({
  ...{ kind: 'email.draft', delivery: 'gate', subject, body },
  from: { email: 'rae@seller.example', name: 'Rae' },
  to: [{ email: 'ana@buyer.example', name: 'Ana' }],
  ...{ cc: [], bcc: [], attachments: [] },
});
const keys = (before: Content, after: Content | null, change: Partial<Correction> = {}): string[] =>
  changesOf(
    {
      ...{ proposalId: 'p', revision: 1, at: '2026-11-28T10:00:00Z', template: null },
      ...{ workflow: { id: 'w', name: 'W' }, model: 'm', modelVersion: '1', promptVersion: '' },
      ...{ action: after === null ? 'reject' : 'approve_edited', reason: null },
      ...{ before, after, context: null, claims: [] },
      ...change,
    },
    compare,
  ).map(({ key }) => key);

const P = (...rows: string[]): string => rows.map((row) => `<p>${row}</p>`).join('');

describe('what was changed', () => {
  it('is the same for two buyers', () => {
    const fix = (name: string) => {
      const to = [{ email: `${name.toLowerCase()}@b.example`, name }];
      return keys(
        { ...mail(P(`Hi ${name},`, 'Do you have 30 minutes?')), to },
        { ...mail(P(`Hello ${name},`, 'Do you have 15 minutes?')), to },
      );
    };
    expect(fix('Ana')).toEqual(fix('Bartholomew'));
    expect(fix('Ana')).toEqual([
      'greeting',
      'quantity:minutes',
      'replaced:hi→hello',
      'quantity:30 minutes→15 minutes',
    ]);
  });

  it.each<[string, string, string, string[]]>([
    ['a price', 'It is $40 a seat.', 'It is $45 a seat.', ['quantity:$', 'quantity:$40→$45']],
    ['a share', 'We save 40% of it.', 'We save 20% of it.', ['quantity:%', 'quantity:40%→20%']],
    ['a word', 'Our platform helps.', 'Our product helps.', ['replaced:platform→product']],
    ['a clause', 'It helps, as we all know.', 'It helps.', ['struck:as we all know']],
    ['a word more', 'It helps you.', 'It usually helps you.', ['inserted:usually']],
  ])('%s', (_, before, after, wanted) => {
    const found = keys(mail(P('Hi,', before)), mail(P('Hi,', after)));
    for (const key of wanted)
      expect(
        found.some((one) => one.startsWith(key)),
        `${found}`,
      ).toBe(true);
  });

  it('a sentence that went, whatever number stood in it; one that came; a quarter less', () => {
    const before = mail(P('Hi,', 'We met 3 people.', 'Shall we talk about it on Monday?'));
    expect(keys(before, mail(P('Hi,', 'Shall we talk about it on Monday?')))).toEqual([
      'removed',
      'shortened',
      'removed:we met # people',
    ]);
    expect(keys(mail(P('Hi,', 'One.')), mail(P('Hi,', 'One.', 'Reply STOP to opt out.')))).toEqual([
      'added:reply stop to opt out',
    ]);
  });

  it('sentences in another order are no rewording of each other', () => {
    const [a, b] = ['The first of all things.', 'Nobody else came by.'];
    expect(keys(mail(P('Hi,', a, b)), mail(P('Hi,', b, a)))).not.toContain('greeting');
  });

  it('a claim that was struck, by what was known of it', () => {
    const span = { field: 'body' as const, start: 4, end: 20, text: 'hired 40 people' };
    const claims = [
      { id: 'c', statement: 'x', status: 'contradicted' as const, evidence: [], span },
    ];
    const found = keys(
      mail(P('You hired 40 people.', 'Shall we talk?')),
      mail(P('Shall we talk?')),
      { claims },
    );
    expect(found).toContain('claim-struck:contradicted');
  });

  it('a meeting’s length, a field’s value, a reason', () => {
    const meeting = (end: string): Content => ({
      ...{ kind: 'meeting.schedule', calendar: 'rae@seller.example', title: 'Talk' },
      ...{ start: '2026-12-01T10:00:00Z', end, attendees: ['ana@b.example'] },
    });
    expect(keys(meeting('2026-12-01T10:30:00Z'), meeting('2026-12-01T10:15:00Z'))).toEqual([
      'field:Length',
      'field:When',
      'field:Length:30 minutes→15 minutes',
    ]);
    const update = (after: string): Content => ({
      kind: 'record.update',
      record: { system: 'HubSpot', object: 'deal', id: '1' },
      changes: [{ field: 'stage', before: 'New', after }],
    });
    expect(keys(update('Won'), update('Qualified'))).toEqual([
      'field:stage',
      'field:stage:New → Won→New → Qualified',
    ]);
    expect(keys(mail(P('x')), null, { reason: { code: 'tone' } })).toEqual(['rejected-for:tone']);
    expect(keys(mail(P('x')), mail(P('x')), { reason: { code: 'tone' } })).toEqual([
      'edited-for:tone',
    ]);
  });

  it('takes texts of any length and no time to speak of', () => {
    const long = P(...Array.from({ length: 400 }, (_, n) => `Sentence ${n} is here. And another.`));
    const before = performance.now();
    keys(mail(long), mail(long.replaceAll('here', 'there')));
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
