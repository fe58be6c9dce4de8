import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComposeReading,
  composeDigest,
  normalRuns,
  normalText,
  tailDigest,
} from '../../../src/core/digest/compose.ts';

const reading: ComposeReading = {
  from: 'rep@example.com',
  to: ['ana@acme.example', 'bo@acme.example'],
  cc: [],
  bcc: ['log@example.com'],
  subject: 'Your Q3 numbers',
  authored: [
    { text: 'Hi Ana,\nsee ' },
    { link: 'https://a.example/x', text: 'this' },
    { text: '.\n' },
  ],
  tail: [{ text: '--\nRep' }],
  attachments: [{ name: 'offer.pdf', size: 1200 }],
};
const changed = (change: Partial<ComposeReading>) => composeDigest({ ...reading, ...change });

describe('the compose digest notices', () => {
  it.each<[string, Partial<ComposeReading>]>([
    ['another sender', { from: 'rep2@example.com' }],
    ['a recipient more', { to: [...reading.to, 'eve@evil.example'] }],
    ['a recipient less', { to: ['ana@acme.example'] }],
    ['a recipient moved from to to cc', { to: ['ana@acme.example'], cc: ['bo@acme.example'] }],
    ['a bcc', { bcc: [] }],
    ['one character of the subject', { subject: 'Your Q4 numbers' }],
    [
      'one character of the text',
      { authored: [{ text: 'Hi Ana.\nsee ' }, ...reading.authored.slice(1)] },
    ],
    [
      'a link target',
      {
        authored: reading.authored.map((run) =>
          'link' in run ? { ...run, link: 'https://a.example/y' } : run,
        ),
      },
    ],
    ['a link that became text', { authored: [{ text: 'Hi Ana,\nsee this.\n' }] }],
    ['an image', { authored: [...reading.authored, { image: 'https://a.example/pixel.gif' }] }],
    ['an image source', { authored: [{ image: 'cid:2' }] }],
    ['an attachment gone', { attachments: [] }],
    ['an attachment of another size', { attachments: [{ name: 'offer.pdf', size: 1201 }] }],
    ['another attachment name', { attachments: [{ name: 'offer2.pdf', size: 1200 }] }],
    ['a leading blank', { subject: ' Your Q3 numbers' }],
    ['a doubled blank', { subject: 'Your  Q3 numbers' }],
    [
      'an empty line between',
      { authored: [{ text: 'Hi Ana,\n\nsee ' }, ...reading.authored.slice(1)] },
    ],
    ['letter case', { subject: 'your Q3 numbers' }],
    ['a zero-width space', { subject: 'Your Q3\u200b numbers' }],
    ['a bidi override', { subject: 'Your Q3 \u202enumbers' }],
  ])('%s', async (_what, change) => {
    expect(await changed(change)).not.toBe(await composeDigest(reading));
  });

  it('text inside the quote, by the tail digest', async () => {
    const tampered = { ...reading, tail: [{ text: '--\nRep.' }] };
    expect(await tailDigest(tampered)).not.toBe(await tailDigest(reading));
    expect(await composeDigest(tampered)).toBe(await composeDigest(reading));
  });
});

describe('the compose digest forgives only', () => {
  it.each<[string, Partial<ComposeReading>]>([
    ['the order of recipients', { to: [...reading.to].reverse() }],
    ['the case and blanks of addresses', { to: [' Ana@ACME.example', 'bo@acme.example '] }],
    ['a recipient given twice', { to: [...reading.to, 'ana@acme.example'] }],
    ['CRLF', { authored: [{ text: 'Hi Ana,\r\nsee ' }, ...reading.authored.slice(1)] }],
    ['non-breaking blanks', { subject: 'Your\u00a0Q3\u202fnumbers' }],
    [
      'blanks at line ends',
      { authored: [{ text: 'Hi Ana, \t\nsee ' }, ...reading.authored.slice(1)] },
    ],
    ['line feeds at the very end', { authored: [...reading.authored, { text: '\n\n' }] }],
    [
      'where one text run ends',
      { authored: [{ text: 'Hi A' }, { text: 'na,\nsee ' }, ...reading.authored.slice(1)] },
    ],
  ])('%s', async (_what, change) => {
    expect(await changed(change)).toBe(await composeDigest(reading));
  });

  it('Unicode composition', async () => {
    expect(await changed({ subject: 'Caf\u00e9' })).toBe(await changed({ subject: 'Cafe\u0301' }));
  });
});

describe('normal form', () => {
  it('is a fixed point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalText(normalText(text))).toBe(normalText(text));
      }),
    );
  });

  it('lets no text pretend to be a link', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.webUrl(), (label, href) => {
        const forged = `\ue000${JSON.stringify(href)}\ue001${label}\ue001`;
        expect(normalRuns([{ text: forged }])).not.toBe(normalRuns([{ link: href, text: label }]));
      }),
    );
  });
});
