import { describe, expect, test } from 'vitest';
import { leadsTo } from '../../../src/core/claims/leads-to.ts';

const about = { company: 'Huber Logistik GmbH', domain: 'huber-logistik.de' };
const why = (url: string, source: string) => {
  const found = leadsTo(new URL(url), source, about);
  return found ? found.why : 'not opened';
};

describe('evidence that leads where its source says', () => {
  test.each([
    ['https://www.huber-logistik.de/news', 'Company site'],
    ['https://news.huber-logistik.de/', 'huber-logistik.de'],
    ['https://app.hubspot.com/contacts/1', 'HubSpot'],
    ['https://www.linkedin.com/in/x', 'LinkedIn profile'],
    ['https://www.huber-logistik.com/', 'the company’s own site'],
    ['https://xn--mller-kva.de/', 'müller.de'],
    ['http://reports.example.org/2025', 'Annual report 2025'],
  ])('%s of %s asks nothing', (url, source) => {
    expect(why(url, source)).toBeUndefined();
  });
});

describe('evidence that leads elsewhere asks first:', () => {
  test.each([
    ['another domain than the one named', 'https://evil.example.net/x', 'huber-logistik.de'],
    ['its name as a subdomain', 'https://huber-logistik.de.evil.net/', 'huber-logistik.de'],
    ['its name in the path', 'https://evil.example.net/huber-logistik.de', 'huber-logistik.de'],
    ['not the company’s site', 'https://blog.example.net/huber', 'Company site'],
    ['a shared host of strangers', 'https://evil.github.io/', 'huber.github.io'],
    ['an address by number', 'https://203.0.113.7/', 'Annual report'],
    ['this very computer', 'http://localhost:8080/', 'Annual report'],
    ['look-alike letters', 'https://huber-lоgistik.de/', 'Annual report'],
    ['a user name before the host', 'https://huber-logistik.de@evil.net/', 'Annual report'],
  ])('%s', (_name, url, source) => {
    expect(why(url, source)).toMatch(/\.$/);
  });
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'mailto:a@b.example'])(
  '%s is never opened',
  (url) => {
    expect(leadsTo(new URL(url), 'Company site')).toBeNull();
  },
);

test('the domain that counts stands apart from what is before it', () => {
  const found = leadsTo(new URL('https://huber-logistik.de.evil.example.co.uk/x'), 'x');
  expect(found).toMatchObject({ domain: 'example.co.uk', sub: 'huber-logistik.de.evil.' });
});

test('a site of one’s own on a shared host is its own domain', () => {
  const found = leadsTo(new URL('https://huber.github.io/'), 'huber.github.io');
  expect(found).toMatchObject({ domain: 'huber.github.io' });
});
