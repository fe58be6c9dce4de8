import { describe, expect, it } from 'vitest';
import { recordPage } from '../../src/background/record-page.ts';
import { HOSTS } from '../../src/core/hosts/catalogue.ts';

const A = 'https://app.hubspot.com/contacts/4412/record/0-1/151';
const B = 'https://app.hubspot.com/contacts/4412/record/0-1/152';
const LIST = 'https://app.hubspot.com/contacts/4412/objects/0-1/views/all/list';
const ids = (page: { records: { recordId: string }[] }) =>
  page.records.map(({ recordId }) => recordId);

describe('a page that claims another address', () => {
  it('is answered for the one that its tab has', () => {
    const page = recordPage(HOSTS, { href: B, links: [] }, { url: A, tabUrl: A });
    expect([page.href, ids(page)]).toEqual([A, ['151']]);
  });

  it('of a host that it is not on is refused', () => {
    const evil = 'https://evil.test/';
    for (const from of [{ url: evil }, { url: A, tabUrl: evil }, { url: evil, tabUrl: A }, {}]) {
      expect(() => recordPage(HOSTS, { href: A, links: [] }, from)).toThrow(/not a page/);
    }
    const salesforce = 'https://acme.lightning.force.com/lightning/r/Contact/003J900000G00dS/view';
    const elsewhere = () => recordPage(HOSTS, { href: salesforce, links: [] }, { url: A });
    expect(elsewhere).toThrow(/not a page/);
  });

  it('shows no records by links unless it is a list', () => {
    const onRecord = recordPage(HOSTS, { href: A, links: [B] }, { url: A, tabUrl: A });
    expect(ids(onRecord)).toEqual(['151']);
    const settings = 'https://app.hubspot.com/settings/4412';
    const from = { url: A, tabUrl: settings };
    expect(ids(recordPage(HOSTS, { href: settings, links: [B] }, from))).toEqual([]);
  });
});

describe('a list', () => {
  it('shows the records of its own system that it links to, each once', () => {
    const other = 'https://acme.pipedrive.com/person/7';
    const links = [A, B, `${A}/view/1`, other, 'not an address', LIST];
    const page = recordPage(HOSTS, { href: LIST, links }, { url: LIST, tabUrl: LIST });
    expect([page.place, ids(page)]).toEqual([`list ${LIST}`, ['151', '152']]);
  });
});
