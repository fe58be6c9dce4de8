import { describe, expect, it } from 'vitest';
import { checkProposal } from '../../../src/core/claims/check.ts';
import { brief, claim, flagsOf, NOW, POLICY } from './given.ts';

describe('a clean mail', () => {
  it('has no flag', () => {
    const text =
      'Hi Dana,\nI saw that Acme Freight runs 40 trucks. Could you spare 15 minutes on Tuesday at 3pm?\n\nBest,\nMaya\n+1 415 555 0142';
    expect(flagsOf(text, { claims: [claim('a fleet of 40 trucks')] })).toEqual([]);
  });

  it('is not judged by what is quoted below it', () => {
    const tail = '<blockquote><p>Hi {{first_name}}, we guarantee 50% off</p></blockquote>';
    expect(flagsOf('Hi Dana,\nthank you.', { more: { tail } })).toEqual([]);
  });
});

describe('each rule says what, where and why', () => {
  it('merge-field', () => {
    const [flag, ...rest] = flagsOf('Hi {{first_name}},\nshort one.');
    expect(rest).toEqual([]);
    expect(flag).toMatchObject({
      code: 'claims.merge-field',
      origin: 'check',
      severity: 'high',
      span: { field: 'body', start: 3, end: 17, text: '{{first_name}}' },
    });
    expect(flag?.message).toContain('{{first_name}}');
  });

  it('greeting names who it names and who was expected', () => {
    const [flag] = flagsOf('Hi Tom,\nshort one.');
    expect(flag).toMatchObject({
      code: 'claims.greeting',
      span: { start: 3, end: 6, text: 'Tom' },
    });
    expect(flag?.message).toMatch(/Tom.*Dana Reyes/);
  });

  it('greeting accepts somebody in copy', () => {
    const cc = [{ email: 'tom@acmefreight.com', name: 'Tom Berg' }];
    expect(flagsOf('Hi Dana and Tom,\nshort one.', { more: { cc } })).toEqual([]);
  });

  it('company names the one that was expected', () => {
    const [flag] = flagsOf('Hi Dana,\nyour team at Globex is hiring.');
    expect(flag).toMatchObject({
      code: 'claims.company',
      span: { text: 'Globex' },
    });
    expect(flag?.message).toContain('Acme Freight');
  });

  it.each([
    'With the new team in Dublin you will soon have three groups.',
    'Our customer Globex had the same question.',
    'How do you deliver to Walmart when slots change?',
    'I met your colleague at Transport Logistic in Munich.',
    'Does Tom still plan the night runs?',
  ])('company leaves places, references, events and people alone: %s', (text) => {
    expect(brief(flagsOf(`Hi Dana,\n${text}`))).toEqual([]);
  });

  it('company tells two firms of one name apart', () => {
    expect(brief(flagsOf('Hi Dana,\nyour team at Acme Dental is growing.'))).toEqual([
      'company: Acme Dental',
    ]);
    expect(flagsOf('Hi Dana,\nyour team at Acme is growing.')).toEqual([]);
  });

  it.each([
    ['Hi Dan,\nshort one.', 'Dan'],
    ['Hi Dana Whitfield,\nshort one.', 'Dana Whitfield'],
    ['hi tom\nshort one.', 'tom'],
    ['Happy Monday, Gwen!\nshort one.', 'Gwen'],
  ])('greeting finds another name in %j', (text, name) => {
    expect(brief(flagsOf(text))).toEqual([`greeting: ${name}`]);
  });

  it('unsupported reads numbers in words, on both sides', () => {
    const text = 'Hi Dana,\nyou run three hundred trucks.';
    expect(brief(flagsOf(text))).toEqual(['unsupported: three hundred']);
    expect(flagsOf(text, { claims: [claim('a fleet of 300')] })).toEqual([]);
    const words = [claim('we run eighty-four trucks')];
    expect(flagsOf('Hi Dana,\nyou run 84 trucks.', { claims: words })).toEqual([]);
    expect(flagsOf('Hi Dana,\nyou run over 80 trucks.', { claims: words })).toEqual([]);
  });

  it('unsupported tells no evidence from other evidence', () => {
    expect(flagsOf('Hi Dana,\nyou run 120 trucks.')[0]?.message).toContain('no evidence at all');
    const flags = flagsOf('Hi Dana,\nyou run 120 trucks.', {
      claims: [claim('210 trucks')],
    });
    expect(brief(flags)).toEqual(['unsupported: 120']);
    expect(flags[0]?.message).toContain('no evidence given');
  });

  it('unsupported takes a percentage only from a percentage', () => {
    const claims = [claim('we have 40 trucks')];
    expect(brief(flagsOf('Hi Dana,\nfees grew 40%.', { claims }))).toEqual(['unsupported: 40%']);
  });

  it('link shows both domains', () => {
    const html = '<p>See <a href="https://evil.example/x">acmefreight.com</a></p>';
    const [flag] = flagsOf('', { html });
    expect(flag).toMatchObject({
      code: 'claims.link',
      span: { text: 'acmefreight.com' },
    });
    expect(flag?.message).toContain('evil.example');
  });

  it('stale counts days to the line', () => {
    const at = (days: number) => new Date(Date.parse(NOW) - days * 86_400_000).toISOString();
    expect(flagsOf('Hi Dana,', { claims: [claim('x', at(90))] })).toEqual([]);
    const [flag] = flagsOf('Hi Dana,', { claims: [claim('x', at(91))] });
    expect(flag).toMatchObject({ code: 'claims.stale' });
    expect(flag?.message).toMatch(/91 days.*90 days/);
  });

  it('opt-out only where the policy asks for it', () => {
    expect(flagsOf('Hi Dana,\nthank you.')).toEqual([]);
    const policy = { requireOptOut: true };
    expect(brief(flagsOf('Hi Dana,\nthank you.', { policy }))).toEqual(['opt-out: -']);
    expect(flagsOf('Hi Dana,\nReply STOP to end this.', { policy })).toEqual([]);
  });

  it('opt-out may stand in the signature, not in what is quoted below it', () => {
    const policy = { requireOptOut: true };
    const way = '<p>Unsubscribe: https://northwind-labs.com/u</p>';
    const given = (tail: string) =>
      brief(flagsOf('Hi Dana,\nthank you.', { policy, more: { tail } }));
    expect(given(`<p>Maya</p>${way}`)).toEqual([]);
    expect(given(`<p>Maya</p><blockquote>${way}</blockquote>`)).toEqual(['opt-out: -']);
  });
});

describe('other kinds', () => {
  const contact = {
    system: 'hubspot',
    object: 'contact',
    id: '7',
    label: 'Dana Reyes',
  };
  const given = { claims: [], policy: POLICY, now: NOW };

  it('names the step of a sequence and gives no span', () => {
    const step = (body: string) => ({
      channel: 'email' as const,
      at: NOW,
      subject: 'Hi',
      body,
    });
    const flags = checkProposal({
      ...given,
      content: {
        kind: 'sequence.enroll',
        contact,
        sequence: { id: 's', name: 'Outbound', version: '1' },
        steps: [step('Hi Dana,\nshort one.'), step('Hi Tom,\nwe guarantee savings.')],
      },
    });
    expect(brief(flags)).toEqual(['greeting: -', 'commitment: -']);
    for (const { message } of flags) expect(message).toMatch(/^Step 2: /);
  });

  it('lets only a price quote name a price', () => {
    const text = 'Hi Dana, we can give you 20% off.';
    const social = {
      kind: 'message.social' as const,
      network: 'LinkedIn',
      contact,
      text,
    };
    const flags = checkProposal({
      ...given,
      content: social,
      claims: [claim('20% off')],
    });
    expect(brief(flags)).toEqual(['commitment: 20% off']);
    const total = { minor: 100, currency: 'EUR' };
    const lines = [{ item: '20% off', quantity: 1, unitPrice: total, discount: 20 }];
    const quote = {
      kind: 'price.quote' as const,
      deal: contact,
      lines,
      total,
      validUntil: NOW,
    };
    expect(checkProposal({ ...given, content: quote })).toEqual([]);
  });

  it('judges the evidence of kinds without a text', () => {
    const changes = [{ field: 'phone', before: null, after: '1' }];
    const content = {
      kind: 'record.update' as const,
      record: contact,
      changes,
    };
    const claims = [claim('x', '2020-01-01T00:00:00Z')];
    expect(brief(checkProposal({ ...given, content, claims }))).toEqual(['stale: -']);
  });
});
