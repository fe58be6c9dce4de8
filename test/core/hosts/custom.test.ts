import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identify } from '../../../src/core/hosts/catalogue.ts';
import { type CustomHost, customRow, isProblem } from '../../../src/core/hosts/custom.ts';
import { customProblems } from '../../../src/core/hosts/custom-check.ts';
import { sameRecord } from '../../../src/core/hosts/same-record.ts';

const acme: CustomHost = {
  name: 'acme-crm',
  label: 'Acme CRM',
  host: 'crm.acme.example',
  pattern: '/{type}/{id}/**',
};

function found(host: Partial<CustomHost>, url: string) {
  const row = customRow({ ...acme, ...host });
  if (isProblem(row)) throw new Error(row.message);
  const record = identify(url, [row]);
  return record && [record.recordType, record.recordId, record.accountId].join(' ');
}

describe('a custom host that is refused', () => {
  it.each<[string, Partial<CustomHost>, RegExp]>([
    ['an address for a host', { host: 'https://crm.acme.example/x' }, /is no host/],
    ['a host without a domain', { host: 'localhost' }, /is no host/],
    ['numbers for a host', { host: '10.0.0.1' }, /is no host/],
    ['a star inside a name', { host: 'crm*.acme.example' }, /is no host/],
    ['everything under a suffix', { host: '*.co.uk' }, /Anyone can have a host under co.uk/],
    ['everything at a hoster', { host: '*.github.io' }, /Anyone can have a host under github.io/],
    ['a host of the catalogue', { host: 'app.hubspot.com' }, /is HubSpot, which is known/],
    ['hosts of the catalogue', { host: '*.pipedrive.com' }, /is Pipedrive, which is known/],
    ['a name of the catalogue', { name: 'hub-spot' }, /is HubSpot, which is known/],
    ['no id', { pattern: '/{type}/x' }, /needs \{id\}/],
    ['an id twice', { pattern: '/{id}/{id}' }, /\{id\} stands in the pattern twice/],
    ['an unknown placeholder', { pattern: '/{kind}/{id}' }, /\{kind\} is not known/],
    ['an open brace', { pattern: '/{id' }, /no \} after it/],
    ['no kind of record', { pattern: '/x/{id}' }, /Name the kind of record/],
    ['a relative pattern', { pattern: 'x/{id}' }, /begins with \//],
    ['a star in a segment', { pattern: '/x*/{type}/{id}' }, /\* stands for a whole segment/],
  ])('%s', (_, change, message) => {
    const messages = customProblems({ ...acme, ...change }).map((problem) => problem.message);
    expect(messages.join('\n')).toMatch(message);
  });

  it('names the field', () => {
    const problems = customProblems({ ...acme, host: 'x', name: 'hubspot' });
    expect(problems.map(({ field }) => field)).toEqual(['name', 'host']);
    expect(customProblems(acme)).toEqual([]);
    expect(customProblems(acme, [acme]).map(({ field }) => field)).toEqual(['name']);
  });
});

describe('a custom pattern', () => {
  it.each<[string, Partial<CustomHost>, string, string | null]>([
    ['segments', {}, '/deal/7/notes', 'deal 7 '],
    ['no more segments than it has', { pattern: '/{type}/{id}' }, '/deal/7/notes', null],
    ['a fixed kind', { pattern: '/d/{id}', recordType: 'deal' }, '/d/x-1', 'deal x-1 '],
    [
      'text around an id',
      { pattern: '/deal-{id}.html', recordType: 'deal' },
      '/deal-7.html',
      'deal 7 ',
    ],
    [
      'parameters in any order',
      { pattern: '/app?view={type}&id={id}' },
      '/app?id=7&x=1&view=deal',
      'deal 7 ',
    ],
    [
      'a parameter said twice',
      { pattern: '/app?view={type}&id={id}' },
      '/app?id=7&id=8&view=deal',
      null,
    ],
    ['a hash', { pattern: '/#/{type}/{id}' }, '/#/deal/7', 'deal 7 '],
    ['any segment', { pattern: '/*/{type}/{id}' }, '/x/deal/7', 'deal 7 '],
    [
      'an account in the path',
      { pattern: '/{account}/{type}/{id}' },
      '/acme/deal/7',
      'deal 7 acme',
    ],
    ['numbers only', { idForm: 'number' }, '/deal/x', null],
    ['a slash that was hidden', { pattern: '/{type}/{id}' }, '/deal/a%2Fb', null],
    ['nothing for an id', { pattern: '/{type}/{id}' }, '/deal/', null],
  ])('%s', (_, change, place, wanted) => {
    expect(found(change, `https://crm.acme.example${place}`)).toBe(wanted);
  });

  it('names a record as proposals do', () => {
    const row = customRow({ ...acme, pattern: '/{account}/{type}/{id}' });
    if (isProblem(row)) throw new Error(row.message);
    const page = identify('https://crm.acme.example/North/visit/7', [row]);
    if (!page) throw new Error('no record');
    const ref = { system: 'Acme CRM', account: 'north', object: 'Visit', id: '7' };
    expect(sameRecord(page, ref)).toBe('same');
    expect(sameRecord(page, { ...ref, account: 'south' })).toBe('other');
    expect(sameRecord(page, { ...ref, object: 'deal' })).toBe('other');
  });

  it('takes the account from the host, one label deep', () => {
    const host = { host: '{account}.crm.example' };
    expect(found(host, 'https://acme.crm.example/deal/7')).toBe('deal 7 acme');
    expect(found(host, 'https://a.b.crm.example/deal/7')).toBeNull();
    expect(found(host, 'https://crm.example/deal/7')).toBeNull();
  });

  it('never fails and never hangs, whatever is written', () => {
    const piece = fc.constantFrom(
      '/',
      '{',
      '}',
      '{id}',
      '{type}',
      '*',
      '**',
      '?',
      '#',
      '&',
      '=',
      'a',
    );
    const text = fc.array(piece, { maxLength: 100 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (pattern, place) => {
        const row = customRow({ ...acme, pattern: `/${pattern}`, recordType: 'deal' });
        if (!isProblem(row)) identify(`https://crm.acme.example/${place}`, [row]);
      }),
      { numRuns: 2_000 },
    );
  });
});
