import { describe, expect, it } from 'vitest';
import { identify } from '../../../src/core/hosts/catalogue.ts';
import { recordKey, refKey, sameRecord } from '../../../src/core/hosts/same-record.ts';
import type { RecordRef } from '../../../src/core/schema/content.ts';

const SF = 'https://acme.lightning.force.com/lightning/r/Contact/003J900000G00dSIAR/view';
const HS = 'https://app.hubspot.com/contacts/4412/record/0-1/151';
const PD = 'https://acme.pipedrive.com/organization/3';

function compared(url: string, ref: RecordRef): string {
  const page = identify(url);
  if (!page) throw new Error(`${url} is no record`);
  return sameRecord(page, ref);
}

describe('another record', () => {
  it.each<[string, string, RecordRef]>([
    [
      'with another number',
      HS,
      { system: 'hubspot', account: '4412', object: 'contact', id: '152' },
    ],
    ['of another kind', HS, { system: 'hubspot', account: '4412', object: 'company', id: '151' }],
    [
      'of another system',
      HS,
      { system: 'pipedrive', account: '4412', object: 'contact', id: '151' },
    ],
    [
      'of another account',
      HS,
      { system: 'hubspot', account: '4413', object: 'contact', id: '151' },
    ],
    [
      'in another company',
      PD,
      { system: 'pipedrive', account: 'other', object: 'company', id: '3' },
    ],
    [
      'in a sandbox',
      SF,
      { system: 'salesforce', account: 'acme--uat', object: 'Contact', id: '003J900000G00dS' },
    ],
    [
      'with letters of another case',
      SF,
      { system: 'salesforce', object: 'Contact', id: '003j900000g00ds' },
    ],
    [
      'that its id says is no lead',
      SF,
      { system: 'salesforce', object: 'Lead', id: '003J900000G00dS' },
    ],
    [
      'with a slip in its id',
      SF,
      { system: 'salesforce', object: 'Contact', id: '003J900000G00dSIAQ' },
    ],
    ['of no system that is known', HS, { system: 'other', object: 'contact', id: '151' }],
  ])('%s', (_, url, ref) => {
    expect(compared(url, ref)).toBe('other');
  });
});

describe('the same record', () => {
  it.each<[string, string, RecordRef]>([
    ['by our names', HS, { system: 'HubSpot', account: '4412', object: 'contact', id: '151' }],
    ['by its own names', HS, { system: 'hubspot', account: '4412', object: '0-1', id: '151' }],
    [
      'with fifteen characters',
      SF,
      { system: 'Salesforce', account: 'ACME', object: 'Contact', id: '003J900000G00dS' },
    ],
    [
      'with its instance’s address',
      SF,
      {
        system: 'sfdc',
        account: 'https://acme.my.salesforce.com/',
        object: 'contact',
        id: '003J900000G00dSIAR',
      },
    ],
    [
      'with its company’s address',
      PD,
      { system: 'pipedrive', account: 'acme.pipedrive.com', object: 'organization', id: '3' },
    ],
  ])('%s', (_, url, ref) => {
    expect(compared(url, ref)).toBe('same');
  });

  it('in Lightning and in Classic, of an object that nobody knows', () => {
    const keys = [
      'https://acme.lightning.force.com/lightning/r/Deal__c/a0f1a000003yDoI/view',
      'https://acme.my.salesforce.com/a0f1a000003yDoI',
    ].map((url) => recordKey(identify(url) as never));
    const ref = { system: 'salesforce', object: 'Deal__c', id: 'a0f1a000003yDoIAAU' };
    expect(new Set([...keys, refKey(ref)]).size).toBe(1);
  });
});

describe('a record whose account nobody names', () => {
  it.each<[string, string, RecordRef]>([
    ['in the proposal', HS, { system: 'hubspot', object: 'contact', id: '151' }],
    [
      'in the address',
      'https://web.outreach.io/prospects/42',
      { system: 'outreach', account: 'acme', object: 'prospect', id: '42' },
    ],
    [
      'as addresses do',
      SF,
      {
        system: 'salesforce',
        account: '00D5g00000AbCdEEAV',
        object: 'contact',
        id: '003J900000G00dS',
      },
    ],
  ])('%s', (_, url, ref) => {
    expect(compared(url, ref)).toBe('unconfirmed');
  });
});
