import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEmail } from '../../../src/core/claims/check.ts';
import { decodeLabel } from '../../../src/core/claims/punycode.ts';
import { Flag } from '../../../src/core/schema/claim.ts';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';
import { claim, flagsOf, mail, NOW, POLICY } from './given.ts';

const SIZE = 190_000;
const fill = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length)).slice(0, SIZE);

describe('200 KB of one thing', () => {
  // A rule that backtracks does not come back from these within the runner's limit.
  it.each([
    '{',
    '{{',
    '{{a',
    '[',
    '[[a',
    '<<',
    '%',
    '%A',
    '«',
    '"',
    '“',
    '“a b c',
    'a ',
    'A ',
    'Aa ',
    'Aa Bb & ',
    '1',
    '1 ',
    '1,',
    '1.1.',
    '111 ',
    '12 May ',
    'at ',
    'your team at ',
    'we ',
    'we deliver ',
    'not ',
    'https://',
    'a@',
    'a.',
    '様',
    'a、',
    '$1 ',
    'our price ',
    "Aa's ",
    'reply ',
    '1月',
    '\u0301',
    'congratulations on ',
    'two hundred ',
    'we can offer ',
    'Globex ',
    'Aa Bb is ',
    'we will do ',
    'if we miss ',
    '3 of 3 ',
    'half a million ',
    'hundreds of x ',
    'in March ',
    'third depot ',
    '5 weeks a ',
  ])('of %j ends, within the limits of a flag', (unit) => {
    const text = fill(unit);
    const content = {
      ...mail('<p>x</p>'),
      subject: text.slice(0, 990),
      body: `<p>${text.replace(/</g, '&lt;')}</p>`,
    };
    const flags = checkEmail({
      content,
      claims: [claim(text.slice(0, 4000))],
      context: { company: 'Acme' },
      policy: { ...POLICY, requireOptOut: true },
      now: NOW,
    });
    for (const flag of flags) expect(Flag.safeParse(flag).success).toBe(true);
    expect(flags.length).toBeLessThanOrEqual(60);
  });

  it('of links ends', () => {
    const html = '<a href="https://xn--pple-43d.com/">northwind-labs.com</a>'.repeat(3000);
    expect(flagsOf('', { html }).length).toBeGreaterThan(0);
  });
});

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'Hi Tom,\n',
    'Hi ,',
    '{{x}}',
    '[Company]',
    'your team at Globex ',
    '40% ',
    '1.200 ',
    '$1.2M',
    '3 March 2026',
    '“one two three”',
    'we guarantee ',
    '20% off',
    '鈴木様\n',
    '٤٠ ',
    'İ',
    'ß',
    '😀',
    '\ud800',
    'ﬁ',
    '½',
    '²',
    '12万円',
    '\n',
  ),
);
const words = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
const link = fc
  .tuple(fc.webUrl(), words)
  .map(([href, label]) => `<a href="${href.replace(/[&"<>]/g, '')}">${authored(label)}</a>`);
const authored = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

describe('any authored text', () => {
  it('gives valid flags whose spans slice to their text', () => {
    fc.assert(
      fc.property(
        words,
        words,
        fc.array(link, { maxLength: 3 }),
        words,
        (subject, text, links, quote) => {
          const body = authoredOf(text) + links.map((a) => `<p>${a}</p>`).join('');
          const content = mail(body, { subject });
          const flags = checkEmail({
            content,
            claims: [claim(quote)],
            context: { company: 'Acme' },
            policy: POLICY,
            now: NOW,
          });
          const texts = { subject, body: plainOf(body).text };
          for (const { span, message } of flags) {
            expect(message).not.toBe('');
            if (span) expect(texts[span.field].slice(span.start, span.end)).toBe(span.text);
          }
        },
      ),
      { numRuns: 400 },
    );
    // four hundred mails of nothing but what the rules look for
  }, 30_000);

  it('is judged the same each time', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(flagsOf(text || 'x')).toEqual(flagsOf(text || 'x'));
      }),
      { numRuns: 60 },
    );
  });
});

describe('punycode', () => {
  // RFC 3492, section 7.1 (A, I lower-cased) and common domains
  it.each([
    ['xn--egbpdaj6bu4bxfgehfvwxn', 'ليهمابتكلموشعربي؟'],
    ['xn--mnchen-3ya', 'münchen'],
    ['xn--pple-43d', 'аpple'],
    ['xn--wgv71a119e', '日本語'],
  ])('decodes %s', (label, text) => {
    expect(decodeLabel(label)).toBe(text);
  });

  it.each(['xn--\u00fc', 'xn--a-!', 'xn--99999999', `xn--${'9'.repeat(80)}`])(
    'refuses %s',
    (label) => {
      expect(decodeLabel(label)).toBeUndefined();
    },
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ maxLength: 70 }), (label) => void decodeLabel(label)));
  });
});
