import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correction } from '../../../src/core/corrections/correction.ts';
import { CORRECTION_LINES, CorrectionFormat } from '../../../src/core/corrections/formats.ts';
import { linesOf } from '../../../src/core/corrections/lines.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';

const FORMATS = CorrectionFormat.options;
const mail = (change: Partial<EmailContent> = {}): EmailContent => ({
  ...{ kind: 'email.draft', delivery: 'gate', subject: 'Your rollout', attachments: [] },
  from: { email: 'rae@seller.example', name: 'Rae Rep' },
  to: [{ email: 'ana.diaz@brightloop.example', name: 'Ana Díaz' }],
  ...{ cc: [], bcc: [], body: '<p>Hi Ana,</p><p>shall we talk for 30 minutes?</p>' },
  ...change,
});
const correction = (change: Partial<Correction> = {}): Correction => ({
  proposalId: '0193a1f0-0000-7000-8000-000000000001',
  ...{ revision: 1, at: '2026-11-28T10:00:00.000Z', template: 'intro' },
  workflow: { id: 'outbound', name: 'Outbound email' },
  ...{ model: 'writer', modelVersion: '7', promptVersion: 'v7', action: 'approve_edited' },
  reason: { code: 'tone', note: 'Ana asked for less.' },
  before: mail(),
  after: mail({ body: '<p>Hi Ana,</p><p>shall we talk for 15 minutes?</p>' }),
  context: {
    ...{ company: 'Brightloop', stage: 'Discovery', recipientName: 'Ana Díaz' },
    messages: [
      {
        from: 'Ana Díaz <ana.diaz@brightloop.example>',
        ...{ at: '2026-11-27T10:00:00Z', text: 'Call me on +1 415 555 0100.' },
      },
    ],
  },
  claims: [
    {
      ...{ id: 'c1', statement: 'Brightloop grows.', status: 'supported' },
      evidence: [
        { source: 'site', quote: 'Brightloop hires in Berlin', url: 'https://b.example/' },
      ],
    },
  ],
  ...change,
});
const only = (format: CorrectionFormat, change?: Partial<Correction>) =>
  linesOf(correction(change), { format, names: 'kept' });

describe('each format is what its service documents', () => {
  it('OpenAI preference: input, preferred and non-preferred output', () => {
    const [line] = only('openai-preference');
    expect(line).toMatchObject({
      input: { messages: [{ role: 'system' }, { role: 'user' }] },
      preferred_output: [{ role: 'assistant', content: expect.stringContaining('15 minutes') }],
      non_preferred_output: [{ role: 'assistant', content: expect.stringContaining('30 minutes') }],
    });
  });

  it('OpenAI chat: messages that end with what a person approved', () => {
    const [line] = only('openai-chat');
    expect(line).toMatchObject({ messages: { length: 3 } });
    expect(JSON.stringify(line)).toContain('15 minutes');
    expect(JSON.stringify(line)).not.toContain('30 minutes');
  });

  it('TRL: prompt, chosen, rejected; unpaired with a label, also for what was rejected', () => {
    expect(Object.keys(only('trl-preference')[0] ?? {})).toEqual(['prompt', 'chosen', 'rejected']);
    expect(only('trl-unpaired').map((line) => 'label' in line && line.label)).toEqual([
      false,
      true,
    ]);
    const rejected: Partial<Correction> = { action: 'reject', after: null };
    expect(only('trl-unpaired', rejected)).toMatchObject([{ label: false }]);
    for (const format of ['openai-preference', 'openai-chat', 'trl-preference'] as const)
      expect(only(format, rejected)).toEqual([]);
    expect(only('full', rejected)).toMatchObject([{ approved: null, reason: { code: 'tone' } }]);
  });

  it('every line passes its own schema strictly, and no other service’s', () => {
    for (const format of FORMATS)
      for (const line of only(format)) {
        expect(() => CORRECTION_LINES[format].parse(line)).not.toThrow();
        expect(CORRECTION_LINES[format].safeParse({ ...line, more: 1 }).success).toBe(false);
        for (const other of FORMATS)
          if (other !== format) expect(CORRECTION_LINES[other].safeParse(line).success).toBe(false);
      }
  });

  it('refuses a chat that the assistant doesn’t end, and an empty output', () => {
    const messages = [
      { role: 'assistant', content: 'x' },
      { role: 'user', content: 'y' },
    ];
    expect(CORRECTION_LINES['openai-chat'].safeParse({ messages }).success).toBe(false);
    const [line] = only('trl-preference');
    const empty = { ...line, chosen: [{ role: 'assistant', content: '' }] };
    expect(CORRECTION_LINES['trl-preference'].safeParse(empty).success).toBe(false);
  });

  it('an edit that changed no text makes no example', () => {
    const after = mail({ to: [{ email: 'ana.diaz@brightloop.example', name: 'Ana' }] });
    for (const format of FORMATS)
      if (format !== 'full') expect(only(format, { after })).toEqual([]);
  });

  it('lines are one line each, whatever was written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom(...FORMATS),
        (text, format) => {
          const subject = text.replace(/[\u0000-\u001f\u007f]/g, '');
          for (const line of only(format, { after: mail({ subject }) })) {
            const row = JSON.stringify(line);
            expect(row).not.toMatch(/[\n\r]/);
            expect(() => CORRECTION_LINES[format].parse(JSON.parse(row))).not.toThrow();
          }
        },
      ),
    );
  });
});

describe('with pseudonyms', () => {
  it('nobody that the data names is named, in any format, also in the note', () => {
    for (const format of FORMATS) {
      const all = JSON.stringify(linesOf(correction(), { format, names: 'pseudonyms' }));
      expect(all).toContain('[recipient]');
      expect(all).not.toMatch(/Ana|Díaz|Brightloop|brightloop|Rae|555|seller\.example/);
    }
  });

  it('a company that is named by its domain alone is covered in texts, too', () => {
    const context = { buyer: { domain: 'halden.example', country: 'DE' } };
    const before = mail({ body: '<p>I saw halden.example, in Germany.</p>' });
    const [line] = linesOf(correction({ before, context }), {
      format: 'full',
      names: 'pseudonyms',
    });
    expect(JSON.stringify(line)).toContain('[company], in Germany');
    expect(JSON.stringify(line)).not.toContain('halden');
  });

  it('the same person has the same word in both texts, and words that hold a name stay', () => {
    const after = mail({ body: '<p>Hello Ana Díaz,</p><p>an analysis, Anastasia.</p>' });
    const [line] = linesOf(correction({ after }), {
      format: 'trl-preference',
      names: 'pseudonyms',
    });
    expect(line).toMatchObject({
      chosen: [{ content: expect.stringContaining('Hello [recipient],\nan analysis, Anastasia.') }],
      rejected: [{ content: expect.stringContaining('Hi [recipient],') }],
    });
  });

  it('two people are told apart; dates stay, links and addresses go', () => {
    const to = [
      { email: 'a@b.example', name: 'Ana' },
      { email: 'bo@b.example', name: 'Bo Li' },
    ];
    const body =
      '<p>Ana and Bo: on 01.12.2026 or 2026-12-03, https://x.example/ana, zoe@else.example.</p>';
    const [line] = linesOf(correction({ before: mail({ to }), after: mail({ to, body }) }), {
      ...{ format: 'openai-chat', names: 'pseudonyms' },
    });
    expect(JSON.stringify(line)).toContain(
      '[recipient] and [recipient 2]: on 01.12.2026 or 2026-12-03, [link] [address].',
    );
  });

  it('covers no text twice and never throws, whatever people are called', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30 }), (name) => {
        const to = [{ email: 'x@y.example', name }];
        const made = correction({ before: mail({ to }), context: null });
        expect(() => linesOf(made, { format: 'full', names: 'pseudonyms' })).not.toThrow();
      }),
    );
  });
});
