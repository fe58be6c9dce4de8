import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceptionOf } from '../../../src/core/routing/exceptions.ts';
import { territoryConflict } from '../../../src/core/routing/territory.ts';
import { ExceptionRule } from '../../../src/core/schema/autonomy.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import type { Context } from '../../../src/core/schema/proposal.ts';
import type { BuyerFacts, Territory } from '../../../src/core/schema/territory.ts';

const mail = (to = 'bob@buyer.example', from = 'ana@seller.example'): Content => ({
  ...{ kind: 'email.draft', delivery: 'gate', from: { email: from, name: 'Ana Brandt' } },
  ...{ to: [{ email: to }], cc: [], bcc: [], attachments: [], subject: 'Hello', body: '<p>Hi</p>' },
});
const route = (owner: string): Content => ({
  kind: 'lead.route',
  lead: { system: 'HubSpot', object: 'contact', id: '1' },
  owner: { id: owner, name: owner },
});
const enrich: Content = {
  kind: 'contact.enrich',
  contact: { system: 'HubSpot', object: 'contact', id: '1' },
  changes: [{ field: 'title', before: null, after: 'CTO' }],
};
const dach: Territory = {
  ...{ name: 'DACH enterprise', owner: 'Mara Vogt', team: ['mara@seller.example'] },
  ...{ countries: ['DE', 'AT', 'Switzerland'], segments: ['Enterprise'] },
};
const of = (buyer: BuyerFacts | undefined, more: Context = {}): Context => ({
  company: 'Halden GmbH',
  ...more,
  ...(buyer ? { buyer } : {}),
});
const told = (territories: Territory[], content: Content, context?: Context) =>
  territoryConflict(territories, { content, context });

describe('a buyer in somebody else’s territory', () => {
  it('goes to a person, with the sentence that names the territory and whose it is', () => {
    const context = of({ country: 'Germany', segment: 'enterprise' });
    expect(told([dach], mail(), context)).toBe(
      'Halden GmbH is in the territory DACH enterprise of Mara Vogt; Ana Brandt would act.',
    );
    const rule = ExceptionRule.parse({ rule: 'territory', territories: [dach] });
    expect(exceptionOf([rule], { content: mail(), context, flags: [] })?.code).toBe('exception');
  });

  it.each([
    ['its owner acts', mail('bob@buyer.example', 'mara@seller.example')],
    ['a lead goes to its owner', route('Mara Vogt')],
  ])('stays where %s', (_why, content) => {
    expect(told([dach], content, of({ country: 'de', segment: 'Enterprise' }))).toBeNull();
  });

  it.each([
    ['another country', { country: 'France', segment: 'Enterprise' }],
    ['another segment, although the country is unknown', { segment: 'SMB' }],
    ['another country, although the segment is unknown', { country: 'FR' }],
  ])('is none of it in %s', (_why, buyer) => {
    expect(told([dach], mail(), of(buyer))).toBeNull();
  });

  it('may be in it where nobody said, which is no way around the rule', () => {
    expect(told([dach], mail(), of({ country: 'CH' }))).toBe(
      'Halden GmbH may be in the territory DACH enterprise of Mara Vogt, since nobody says its segment; Ana Brandt would act.',
    );
    expect(told([dach], mail())).toMatch(/^The buyer may be .* nobody says its country/);
    expect(told([{ ...dach, owner: 'Ana Brandt' }], mail())).toBeNull();
  });

  it('is judged by the record’s owner where nobody would be seen to act', () => {
    const inside = { country: 'AT', segment: 'enterprise' };
    expect(told([dach], enrich, of(inside, { recordOwner: 'Mara Vogt' }))).toBeNull();
    expect(told([dach], enrich, of(inside, { recordOwner: 'Tom Reyes' }))).toMatch(/Tom Reyes/);
    expect(told([dach], enrich, of(inside))).toMatch(/nobody says for whom it acts/);
  });

  it('is whose the first territory that has it says', () => {
    const named: Territory = { name: 'Named', owner: 'Ana Brandt', domains: ['buyer.example'] };
    const context = of({ country: 'DE', segment: 'Enterprise' });
    expect(told([named, dach], mail(), context)).toBeNull();
    expect(told([dach, named], mail(), context)).toMatch(/DACH/);
  });

  it('believes a lead’s territory by name only where facts leave it open', () => {
    const routing = { territory: 'dach ENTERPRISE' };
    expect(told([dach], route('Tom'), of(undefined, { routing }))).toMatch(/^Halden GmbH is in/);
    expect(told([dach], route('Tom'), of({ country: 'FR' }, { routing }))).toBeNull();
    const unknown = of(undefined, { routing: { territory: 'Atlantis' } });
    expect(told([dach], route('Tom'), unknown)).toMatch(/may be in/);
  });

  it.each([
    ['a domain', { domains: ['buyer.example'] }, mail('bob@eu.buyer.example'), {}, true],
    ['no ending of one', { domains: ['yer.example'] }, mail(), {}, false],
    ['an international domain', { domains: ['bücher.example'] }, mail('a@xn--bcher-kva.example')],
    ['a said domain', { domains: ['buyer.example'] }, enrich, { domain: 'BUYER.example.' }, true],
    ['a postal code', { postal: ['80', '81'] }, mail(), { postalCode: 'D-80331' }, true],
    ['another postal code', { postal: ['80'] }, mail(), { postalCode: '18055' }, false],
    ['a code of letters', { postal: ['SW1'] }, mail(), { postalCode: 'sw1a 1aa' }, true],
    ['a region', { regions: ['Bavaria'] }, mail(), { region: 'bavaria ' }, true],
  ] as [string, Partial<Territory>, Content, BuyerFacts?, boolean?][])(
    'is known by %s',
    (_what, lists, content, buyer = {}, inside = true) => {
      const found = told([{ name: 'T', owner: 'Mara', ...lists }], content, { buyer });
      expect(found !== null).toBe(inside);
    },
  );
});

const word = fc.constantFrom('DE', 'FR', 'Germany', 'north', 'smb', '80', '81', 'buyer.example');
const list = fc.option(fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), { nil: undefined });
const person = fc.constantFrom('Ana Brandt', 'Mara Vogt', 'Tom Reyes');
const some = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
const territory = fc
  .record({
    ...{ name: fc.string({ minLength: 1, maxLength: 5 }), owner: person, countries: list },
    ...{ regions: list, segments: list, postal: list, domains: list },
  })
  .map(some)
  .filter((one) => Object.keys(one).length > 2) as fc.Arbitrary<Territory>;
const map = fc.uniqueArray(territory, { maxLength: 4, selector: ({ name }) => name });
const maybe = fc.option(word, { nil: undefined });
const buyer = fc
  .record({ country: maybe, region: maybe, segment: maybe, postalCode: maybe })
  .map(some);

describe('territories (property)', () => {
  it('whoever owns all of them is never stopped, and where there are none nobody is', () => {
    fc.assert(
      fc.property(map, buyer, (all, facts) => {
        const own = all.map((one) => ({ ...one, owner: 'Ana Brandt' }));
        expect(told(own, mail(), of(facts))).toBeNull();
        expect(told([], mail(), of(facts))).toBeNull();
      }),
    );
  });

  it('a stop names a territory of somebody else, with its owner', () => {
    fc.assert(
      fc.property(map, buyer, (all, facts) => {
        const found = told(all, mail(), of(facts));
        if (found === null) return;
        const named = all.filter(({ name, owner }) =>
          found.includes(`in the territory ${name} of ${owner}`),
        );
        expect(named.some(({ owner }) => owner !== 'Ana Brandt')).toBe(true);
      }),
    );
  });

  it('saying less never lets through what saying more would stop', () => {
    const keys = ['country', 'region', 'segment', 'postalCode'] as const;
    const foreign = map.map((all) => all.map((one) => ({ ...one, owner: 'Mara Vogt' })));
    fc.assert(
      fc.property(foreign, buyer, fc.constantFrom(...keys), (all, facts, left) => {
        const { [left]: _, ...less } = facts;
        if (told(all, mail(), of(facts)) !== null)
          expect(told(all, mail(), of(less))).not.toBeNull();
      }),
    );
  });

  it('any text is compared without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const all = [
          { name: 'T', owner: 'Mara', countries: [one], postal: [one], domains: [other] },
        ];
        const facts = { country: other, postalCode: other, domain: one };
        const found = told(all, enrich, { buyer: facts });
        expect(found === null || found.includes('Mara')).toBe(true);
      }),
    );
  });
});

describe('a rule of territories', () => {
  const parse = (territories: unknown) =>
    ExceptionRule.safeParse({ rule: 'territory', territories }).success;
  it.each([
    ['without one', [], false],
    ['of one that names nothing', [{ name: 'All', owner: 'Mara' }], false],
    ['of one that is nobody’s', [{ name: 'DACH', countries: ['DE'] }], false],
    ['of two with one name', [dach, { ...dach, name: 'dach ENTERPRISE' }], false],
    ['with an empty list', [{ ...dach, countries: [] }], false],
    ['with a member that isn’t known', [{ ...dach, planet: ['Mars'] }], false],
    ['as it should be', [dach, { ...dach, name: 'Other' }], true],
  ])('%s', (_what, territories, taken) => {
    expect(parse(territories)).toBe(taken);
  });
});

describe('a rule of failed checks', () => {
  const flag = (origin: 'agent' | 'check' | 'rule', severity: 'low' | 'medium' | 'high') => ({
    ...{ code: 'claims.greeting', origin, severity, message: `${origin} ${severity}` },
  });
  const rule = { rule: 'failed-check' as const, from: 'medium' as const };
  const of = (flags: ReturnType<typeof flag>[]) =>
    exceptionOf([rule], { content: mail(), flags })?.message ?? null;
  it('says the gravest, and leaves what is lighter and what is the agent’s own', () => {
    expect(of([flag('check', 'low'), flag('agent', 'high')])).toBeNull();
    expect(of([flag('check', 'medium'), flag('rule', 'high')])).toBe('rule high');
  });
});

it('an agent’s own word that another owner may claim a lead is a conflict of ownership', () => {
  const context = { routing: { conflict: 'The parent company is Tom’s.' } };
  expect(
    exceptionOf([{ rule: 'owner-conflict' }], { content: route('Mara'), context, flags: [] })
      ?.message,
  ).toBe('Another owner may claim it: The parent company is Tom’s.');
});
