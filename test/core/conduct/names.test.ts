import { domainToASCII } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLabel } from '../../../src/core/claims/punycode.ts';
import {
  normalAddress,
  normalDomain,
  normalRecordKey,
  recordKey,
} from '../../../src/core/conduct/names.ts';
import { encodeLabel } from '../../../src/core/conduct/punycode.ts';
import { normalEntry } from '../../../src/core/conduct/suppression.ts';
import { words } from './words.ts';

describe('one name for one mailbox', () => {
  it.each([
    ['Bob@Buyer.EXAMPLE', 'bob@buyer.example'],
    ['bob+news@buyer.example', 'bob@buyer.example'],
    ['b.o.b+x+y@GoogleMail.com', 'bob@gmail.com'],
    ['b.o.b@buyer.example', 'b.o.b@buyer.example'],
    ['+@buyer.example', '+@buyer.example'],
    ['+tag@buyer.example', '+tag@buyer.example'],
    ['Jörg@Bücher.example.', 'jörg@xn--bcher-kva.example'],
    ['ｂｏｂ@ｂｕｙｅｒ．ｅｘａｍｐｌｅ', 'bob@buyer.example'],
    ['bob@buyer。example', 'bob@buyer.example'],
    ['İlk@TR.example', 'ilk@tr.example'],
  ])('%s', (written, name) => expect(normalAddress(written)).toBe(name));

  it('is a name of itself: once normal, always normal', () => {
    void fc.assert(
      fc.property(words(), words(), (local, label) => {
        const name = normalAddress(`${local}@${label}.example`);
        expect(normalAddress(name)).toBe(name);
      }),
    );
  });

  it('does not depend on case, tag, or a last dot', () => {
    void fc.assert(
      fc.property(
        words(),
        words(),
        fc.stringMatching(/^[a-z0-9+.-]{0,12}$/),
        (local, label, tag) => {
          const name = normalAddress(`${local}@${label}.example`);
          expect(normalAddress(`${local}+${tag}@${label}.example.`)).toBe(name);
          // Letters whose upper case is several ("ß") are the ones that case folding is not about.
          const upper = `${local}@${label}.example`.toUpperCase();
          if (upper.toLowerCase() === `${local}@${label}.example`.toLowerCase())
            expect(normalAddress(upper)).toBe(name);
        },
      ),
    );
  });

  it('writes a domain in ASCII as the platform does, and back', () => {
    void fc.assert(
      fc.property(words(), (label) => {
        const mine = normalDomain(`${label}.example`);
        const platform = domainToASCII(`${label}.example`);
        // The platform keeps ς and ß apart where we don't need to, and refuses some labels.
        if (platform !== '' && !/[ςßİ\u0131]/.test(label)) expect(mine).toBe(platform);
        expect(mine).toMatch(/^[\u0021-\u007e]+$/);
      }),
    );
    void fc.assert(
      fc.property(fc.stringMatching(/^[a-zäöüéñ点看例]{1,20}$/), (label) => {
        const encoded = encodeLabel(label);
        expect(encoded.startsWith('xn--') ? decodeLabel(encoded) : encoded).toBe(label);
      }),
    );
  });
});

describe('records', () => {
  it('go by system, object and id, whatever is in them', () => {
    const part = fc.string({ minLength: 1, maxLength: 20 });
    void fc.assert(
      fc.property(part, part, part, (system, object, id) => {
        const parts = recordKey({ system, object, id }).split(':');
        expect(parts).toHaveLength(3);
        expect(decodeURIComponent((parts[2] ?? '').replace(/%(?!25|3A)/g, '%25'))).toBe(id);
        expect(
          recordKey({ system: system.toUpperCase().toLowerCase(), object, id: `${id}:` }),
        ).not.toBe(recordKey({ system, object, id }));
      }),
    );
  });
  it.each(['hubspot:contact', 'a:b:c:d', '::1', ''])('%s is none', (key) =>
    expect(normalRecordKey(key)).toBeNull(),
  );
  it('is read as people type it', () =>
    expect(normalRecordKey(' HubSpot:Contact:00Ax ')).toBe('hubspot:contact:00Ax'));
});

describe('an entry that would stop too much, or nothing, is refused', () => {
  it.each([
    ['domain', 'com'],
    ['domain', 'co.uk'],
    ['domain', '10.0.0.1'],
    ['domain', 'bob@buyer.example'],
    ['domain', 'no spaces.example'],
    ['address', 'buyer.example'],
    ['address', 'Bob <bob@buyer.example>'],
    ['account', '42'],
  ] as const)('%s %s', (scope, value) => {
    const found = normalEntry({ scope, value, reason: 'manual' });
    expect(found).toMatchObject({ fault: { path: '/value' } });
  });
  it('one that ends before it begins', () =>
    expect(
      normalEntry({
        scope: 'domain',
        value: '@Buyer.example',
        reason: 'manual',
        since: '2026-02-01T00:00:00Z',
        until: '2026-01-01T00:00:00Z',
      }),
    ).toMatchObject({ fault: { path: '/until' } }));
  it('while a domain may come with its at sign', () =>
    expect(normalEntry({ scope: 'domain', value: '@Buyer.co.uk', reason: 'manual' })).toMatchObject(
      {
        entry: { value: 'buyer.co.uk' },
      },
    ));
});
