import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTS, hostOf, identify, isListPage } from '../../../src/core/hosts/catalogue.ts';
import { guid, hex24, salesforceId } from '../../../src/core/hosts/ids.ts';
import { EXAMPLES } from './examples.ts';

const GUID = '465b158c-541c-e511-80d3-3863bb347ba8';

/** `system type id account`, or `none`. */
function said(url: string): string {
  const found = identify(url);
  if (!found) return 'none';
  return [found.system, found.recordType, found.recordId, found.accountId ?? '-'].join(' ');
}

describe('an address that is not exactly a record of a host', () => {
  it.each([
    ['plain http', 'http://app.hubspot.com/contacts/1/record/0-1/5'],
    ['another port', 'https://app.hubspot.com:8443/contacts/1/record/0-1/5'],
    ['a user before the host', 'https://me@app.hubspot.com/contacts/1/record/0-1/5'],
    ['the host as a user', 'https://app.hubspot.com@evil.test/contacts/1/record/0-1/5'],
    ['the host as a password', 'https://a:app.hubspot.com@evil.test/contacts/1/record/0-1/5'],
    ['a backslash', 'https://app.hubspot.com\\@evil.test/contacts/1/record/0-1/5'],
    ['a line break', 'https://app.hub\nspot.com/contacts/1/record/0-1/5'],
    ['a host that begins like it', 'https://app.hubspot.com.evil.test/contacts/1/record/0-1/5'],
    ['a host that ends like it', 'https://evilapp.hubspot.com/contacts/1/record/0-1/5'],
    ['a final dot', 'https://app.hubspot.com./contacts/1/record/0-1/5'],
    ['its host in the path', 'https://evil.test/app.hubspot.com/contacts/1/record/0-1/5'],
    [
      'its host in the hash',
      'https://evil.test/#https://app.apollo.io/#/contacts/6570cbe6321f3a000126336a',
    ],
    ['a look-alike letter', 'https://аpp.hubspot.com/contacts/1/record/0-1/5'],
    ['a company of no company', 'https://api.pipedrive.com/deal/42'],
    ['a company two deep', 'https://a.b.pipedrive.com/deal/42'],
    ['Dynamics’ own API', `https://contoso.api.crm.dynamics.com/main.aspx?etn=contact&id=${GUID}`],
    ['a Visualforce frame', 'https://acme--c.vf.force.com/003J900000G00dSIAR'],
    [
      'Salesforce’s setup',
      'https://acme.my.salesforce-setup.com/lightning/r/Contact/003J900000G00dSIAR/view',
    ],
    ['Outreach’s sign-in', 'https://accounts.outreach.io/prospects/42'],
    ['a leading zero', 'https://app.hubspot.com/contacts/1/record/0-1/05'],
    ['an encoded digit', 'https://app.hubspot.com/contacts/1/record/0-1/%35'],
    ['a path that climbs', 'https://app.hubspot.com/x/../contacts/1/record/0-1/5'],
    [
      'HubSpot’s calling window',
      'https://app.hubspot.com/calling-integration-popup-ui/1/record/0-1/5',
    ],
    [
      'a record’s clone form',
      'https://acme.lightning.force.com/lightning/r/Contact/003J900000G00dSIAR/clone',
    ],
    ['a page of Classic’s of 15 letters', 'https://acme.my.salesforce.com/ServiceConsoles'],
    [
      'another record in a parameter',
      'https://acme.lightning.force.com/lightning/n/Board?c__recordId=003J900000G00dSIAR',
    ],
    [
      'a list in the console',
      'https://acme.lightning.force.com/lightning/o/Case/list?ws=%2Flightning%2Fr%2FContact%2F003J900000G00dSIAR%2Fview',
    ],
    ['half a GUID’s braces', `https://contoso.crm.dynamics.com/main.aspx?etn=contact&id={${GUID}`],
    ['two ids', `https://contoso.crm.dynamics.com/main.aspx?etn=contact&id=${GUID}&id=${GUID}`],
    [
      'no kind of record',
      `https://contoso.crm.dynamics.com/main.aspx?pagetype=entityrecord&id=${GUID}`,
    ],
    [
      'a form’s GUID for the record’s',
      `https://contoso.crm.dynamics.com/main.aspx?etn=contact&formid=${GUID}&pagetype=entityrecord`,
    ],
    [
      'a page that isn’t the record’s',
      `https://contoso.crm.dynamics.com/main.aspx?pagetype=webresource&etn=contact&id=${GUID}`,
    ],
    ['a query for a hash', 'https://app.apollo.io/?x=#/people?id=6570cbe6321f3a000126336a'],
    ['Apollo’s path without its hash', 'https://app.apollo.io/contacts/6570cbe6321f3a000126336a'],
    ['Outlook’s compose window', 'https://outlook.live.com/mail/0/deeplink/id/AAMk'],
    ['broken percent signs', 'https://outlook.office.com/mail/inbox/id/AAMk%2'],
    ['nothing', ''],
    ['no address', 'not an address'],
  ])('%s', (_, url) => {
    expect(said(url)).toBe('none');
  });

  it('takes no time, however long', () => {
    for (const text of ['/', '-', 'a.', '%', '&id=', '{']) {
      expect(said(`https://app.hubspot.com/contacts/${text.repeat(200_000)}`)).toBe('none');
      expect(said(`https://${text.repeat(5_000)}.my.salesforce.com/0`)).toBe('none');
    }
  });
});

describe('a record', () => {
  it.each(EXAMPLES)('%s', (url, wanted) => {
    expect(said(url)).toBe(wanted);
  });

  it('is one, however its address is written', () => {
    const forms = [
      `https://contoso.crm4.dynamics.com/main.aspx?etn=contact&id=${GUID}`,
      `https://CONTOSO.crm4.dynamics.com/main.aspx?pagetype=entityrecord&id=%7B${GUID.toUpperCase()}%7D&etn=CONTACT`,
      `https://contoso.crm4.dynamics.com:443/main.aspx?appid=9284c773-f710-ee11-9cbd-002248dcc582&id={${GUID}}&etn=contact#12`,
      `https://contoso.crm4.dynamics.com/main.aspx?etc=2&id=%7b${GUID}%7d&pagetype=entityrecord`,
    ];
    expect(new Set(forms.map(said)).size).toBe(1);
  });
});

describe('a list', () => {
  it.each([
    'https://app.hubspot.com/contacts/1/objects/0-1/views/all/list',
    'https://acme.lightning.force.com/lightning/o/Contact/list?filterName=00B5g00000AbCdEEAV',
    'https://acme.my.salesforce.com/003/o',
    'https://acme.pipedrive.com/persons/list/user/10862654',
    'https://contoso.crm.dynamics.com/main.aspx?pagetype=entitylist&etn=contact',
    'https://crm.zoho.eu/crm/org1/tab/Leads/custom-view/5293322000000087501/list',
    'https://app.close.com/search/save_9NOOd8EC1ljG0n6Pq1J1aryvsjYrGoFfSpu2mLBPvok/',
    'https://app.attio.com/acme/people',
    'https://web.outreach.io/prospects',
    'https://app.salesloft.com/app/people',
    'https://app.apollo.io/#/people?page=1',
  ])('%s', (url) => {
    expect([isListPage(url), said(url)]).toEqual([true, 'none']);
  });

  it('is not a record, a form, or another host’s', () => {
    expect(isListPage('https://app.hubspot.com/contacts/1/record/0-1/5')).toBe(false);
    expect(isListPage('https://app.hubspot.com/settings/1')).toBe(false);
    expect(isListPage('https://evil.test/contacts/1/objects/0-1')).toBe(false);
  });
});

describe('a Salesforce id', () => {
  const PUBLIC = [
    ...['003J900000G00dSIAR', '001di00000kXT3HAAW', '0018c00002ZvCDnAAN', '00O1M000007QmXqUAK'],
    ...['a0f1a000003yDoIAAU', 'a07B0000006PAPbIAO', '01td0000000n9XVAAY', '0Q0di000001iij7CAA'],
  ];
  it.each(PUBLIC)('%s: fifteen characters become these eighteen', (id) => {
    expect([salesforceId(id.slice(0, 15)), salesforceId(id)]).toEqual([id, id]);
  });

  it('with any one letter’s case wrong is refused', () => {
    for (const id of PUBLIC) {
      [...id.slice(0, 15)].forEach((char, at) => {
        const other = char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase();
        if (other !== char) {
          expect(salesforceId(id.slice(0, at) + other + id.slice(at + 1))).toBeNull();
        }
      });
    }
  });

  it('differs from the same letters in another case', () => {
    expect(salesforceId('003J900000G00dS')).not.toBe(salesforceId('003j900000g00ds'));
  });
});

describe('whatever is tried', () => {
  const alnum = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.split('');
  const char = fc.constantFrom(...alnum);

  it('normalising twice is normalising once', () => {
    const ids = fc.array(char, { minLength: 15, maxLength: 15 }).map((each) => each.join(''));
    fc.assert(
      fc.property(ids, fc.uuid(), (id, uuid) => {
        const whole = salesforceId(id);
        expect(whole?.slice(0, 15)).toBe(id);
        expect(salesforceId(whole ?? '')).toBe(whole);
        expect(guid(guid(`{${uuid.toUpperCase()}}`) ?? '')).toBe(uuid);
        expect(
          hex24(hex24(uuid.replaceAll('-', '').slice(0, 24).toUpperCase()) ?? ''),
        ).not.toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...HOSTS), fc.string({ maxLength: 60 }), (row, text) => {
        const once = row.id(text);
        if (once !== null) expect(row.id(once)).toBe(once);
        const account = row.account?.(text) ?? null;
        if (account !== null) expect(row.account?.(account)).toBe(account);
      }),
      { numRuns: 5_000 },
    );
  });

  // A browser’s own reading of the address decides which host it is.
  it('no other host passes for one', () => {
    const domains = HOSTS.flatMap(({ matches }) =>
      matches.map((match) => match.replace(/^https:\/\/(\*\.)?/, '').replace('/*', '')),
    );
    const part = fc.constantFrom(
      ...domains,
      ...[
        '.',
        '-',
        '@',
        ':',
        ':443',
        '/',
        '\\',
        '?',
        '#',
        '%2e',
        '%00',
        '。',
        'а',
        'x',
        'evil.test',
      ],
      ...[
        'app.',
        'acme.',
        'xn--',
        '.evil.test',
        'hubspot',
        '.com',
        '//',
        'https:',
        '\t',
        '\n',
        ' ',
      ],
    );
    const places = EXAMPLES.map(([url]) => url.replace(/^https:\/\/[^/]+/, ''));
    const address = fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom(...places))
      .map(([host, place]) => `https://${host.join('')}${place}`);
    const own = (host: string) =>
      domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
    let passed = 0;
    fc.assert(
      fc.property(address, (url) => {
        if (hostOf(url) === null) {
          expect(identify(url)).toBeNull();
          return;
        }
        passed += 1;
        const { protocol, hostname, port, username } = new URL(url);
        expect([protocol, port, username, own(hostname)]).toEqual(['https:', '', '', true]);
      }),
      { numRuns: 20_000 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  it('every pattern for permissions names one vendor, and every example’s host is in one', () => {
    for (const { matches } of HOSTS) {
      for (const match of matches) {
        expect(match).toMatch(/^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+\/\*$/);
      }
    }
    for (const [url] of EXAMPLES) {
      const { hostname } = new URL(url);
      const covered = hostOf(url)?.matches.some((match) => {
        const domain = match.replace(/^https:\/\/(\*\.)?/, '').replace('/*', '');
        return match.includes('*.') ? hostname.endsWith(`.${domain}`) : hostname === domain;
      });
      expect([url, covered]).toEqual([url, true]);
    }
  });
});
