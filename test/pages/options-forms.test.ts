import { describe, expect, test } from 'vitest';
import { draftOf, judge, tried } from '../../src/pages/options/custom-site.ts';
import { browserOf } from '../../src/pages/options/diagnostics.ts';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36', 'Chrome/156'],
  ['Mozilla/5.0 (Windows NT 10.0) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1.2', 'Edg/156'],
  ['Mozilla/5.0 (X11) HeadlessChrome/156.0.0.0 Safari/537.36', 'Chrome/156'],
  ['something of ana@acme.example', 'unknown'],
])('diagnostics say of the browser no more than its name and version: %s', (long, short) => {
  expect(browserOf(long)).toBe(short);
});

const whole = {
  ...draftOf(undefined),
  ...{ label: 'Acme CRM', name: 'acme-crm', host: 'CRM.acme.example ' },
};

describe('the form of a custom CRM', () => {
  test.each([
    ['a name with spaces', { name: 'Acme CRM' }, 'name'],
    ['the name of a system that is known', { name: 'hubspot' }, 'name'],
    ['no label', { label: ' ' }, 'label'],
    ['a host that anyone may have', { host: '*.co.uk' }, 'host'],
    ['a host with a scheme', { host: 'https://crm.acme.example' }, 'host'],
    ['a host of a system that is known', { host: 'app.close.com' }, 'host'],
    ['a pattern without an id', { pattern: '/deals' }, 'pattern'],
    ['no kind of record anywhere', { pattern: '/d/{id}' }, 'recordType'],
  ] as const)(
    '%s is said at its own field, and asks the browser for nothing',
    (_, change, field) => {
      const { host, origins, problems } = judge({ ...whole, ...change }, []);
      expect([host, origins]).toEqual([null, []]);
      expect(problems[field]).toMatch(/\.$/);
    },
  );

  test('a wrong host is said before the name is typed', () => {
    expect(judge({ ...whole, name: '', label: '', host: '*.co.uk' }, []).problems.host).toContain(
      'Anyone',
    );
  });

  test('what is right asks for its one host', () => {
    expect(judge(whole, [])).toMatchObject({
      ...{ problems: {}, origins: ['https://crm.acme.example/*'] },
      host: { host: 'crm.acme.example' },
    });
    expect(judge({ ...whole, host: '{account}.acme.example' }, []).origins).toEqual([
      'https://*.acme.example/*',
    ]);
  });

  test.each([
    ['https://crm.acme.example/deal/4711', 'Found: deal 4711.'],
    ['https://crm.acme.example/deal', 'On that host, but the pattern finds no record in it.'],
    ['https://crm.acme.example.evil.example/deal/1', 'This address is not on that host'],
    ['http://crm.acme.example/deal/1', 'This address is not on that host'],
    ['deal/1', 'This address is not on that host'],
    ['', ''],
  ])('the tester on %j: %s', (address, said) => {
    const { host } = judge(whole, []);
    expect(tried(host, address)).toContain(said);
    expect(tried(null, address)).toBe(address === '' ? '' : 'Fill in the fields above first.');
  });
});
