import type { Request } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ProposalInput } from '../../src/core/schema/proposal.ts';
import { timeEnough, useStage } from './stage.ts';

const stage = useStage();

const SCRIPT =
  '<script>window.pwned=1</script><img src=https://evil.example/x.gif onerror=window.pwned=1><svg onload=window.pwned=1><iframe src=javascript:parent.pwned=1></iframe>';
const BIDI = 'invoice\u202Egpj.exe\u2066hidden\u2069 zero\u200Bwidth';

const content = (changes: object): Pick<ProposalInput, 'content'> => ({
  content: {
    kind: 'email.draft',
    delivery: 'gate',
    from: { email: 'mara@brightloop.example', name: 'Mara Lindqvist' },
    to: [{ email: 'ana.ruiz@acme-robotics.example', name: SCRIPT.slice(0, 190) }],
    cc: [],
    bcc: [],
    subject: SCRIPT,
    body: '<p>Hello.</p>',
    attachments: [],
    ...changes,
  },
});

const evidence = [
  { source: SCRIPT.slice(0, 190), quote: SCRIPT, url: 'https://evil.example/%3Cscript%3E' },
];
const everywhere = (text: string): Partial<ProposalInput> => ({
  reasoning: [{ text, evidence }],
  claims: [
    { id: 'c1', statement: text, status: 'supported', evidence },
    { id: 'c2', statement: text, status: 'contradicted', evidence },
  ],
  flags: [{ code: 'agent.odd', origin: 'agent', severity: 'high', message: text }],
  context: {
    recipientName: text.slice(0, 290),
    company: text.slice(0, 290),
    stage: text.slice(0, 190),
    messages: [{ from: text.slice(0, 290), at: '2026-11-20T10:00:00.000Z', text }],
  },
});

const MANY = Array.from({ length: 60 }, (_, at) => ({
  id: `c${at}`,
  statement: `${at} ${'many words '.repeat(80)}`,
  status: 'unsupported' as const,
  evidence: Array.from({ length: 10 }, () => ({ source: 'CRM', quote: 'long quote '.repeat(300) })),
}));

const CASES: [string, Partial<ProposalInput>, RegExp][] = [
  ['scripts in every field', { ...everywhere(SCRIPT), ...content({}) }, /<script>window\.pwned=1/],
  [
    'direction and invisible characters in every field',
    { ...everywhere(BIDI), ...content({ subject: BIDI }) },
    /right-to-left override/,
  ],
  [
    'markup in the body',
    content({
      subject: 'Markup',
      body: `<p>Hello ${SCRIPT} <a href="javascript:alert(1)">there</a></p>`,
    }),
    /Hello/,
  ],
  [
    'a body near its limit',
    content({ subject: 'Long', body: `<p>${'word '.repeat(39_000)}</p>` }),
    /word word/,
  ],
  [
    'as many claims as there may be',
    { claims: MANY, ...content({ subject: 'Many' }) },
    /many words/,
  ],
  [
    'one word without an end',
    content({ subject: 'W'.repeat(998), body: `<p>${'W'.repeat(20_000)}</p>` }),
    /WWWW/,
  ],
];

/** Watches the whole browser for anything that goes to somewhere else. */
function watchRequests(): string[] {
  const seen: string[] = [];
  stage.context.on('request', (request: Request) => {
    if (/evil\.example/.test(request.url())) seen.push(request.url());
  });
  return seen;
}

describe('a proposal with', () => {
  it.each(CASES)(
    '%s is shown as text that does nothing, and the queue goes on',
    async (_, more, shows) => {
      stage.configure();
      const asked = watchRequests();
      const item = await stage.propose({ delivery: 'gate', more: { ...more } });
      const { mail } = await stage.open(item);
      const panel = await mail.panel();
      await expect.poll(() => panel.holds(), { timeout: 15_000 }).toMatch(shows);
      await panel.frame.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      // Each finding with its evidence comes on screen once.
      for (let n = 0; n < 3; n += 1) await panel.press('f');
      await timeEnough();
      const made = await panel.frame.evaluate(() => ({
        elements: document.querySelectorAll(
          'script:not([src^="/"]), iframe, object, embed, img, [onerror], [onload], [onclick]',
        ).length,
        outside: [...document.querySelectorAll('[src], [href]')].filter((node) => {
          const url = node.getAttribute('src') ?? node.getAttribute('href') ?? '';
          return /^(javascript|data|vbscript):/i.test(url.trim());
        }).length,
        pwned: 'pwned' in window,
        loads: performance
          .getEntriesByType('resource')
          .filter(({ name }) => !name.startsWith(location.origin)).length,
      }));
      expect(made).toEqual({ elements: 0, outside: 0, pwned: false, loads: 0 });
      expect(await mail.page.evaluate(() => 'pwned' in window)).toBe(false);
      expect(asked).toEqual([]);
      await mail.page.close();

      const next = await stage.propose({ delivery: 'compose' });
      const { mail: other } = await stage.approved(next);
      await other.page.close();
    },
  );
});

describe('a proposal that is refused', () => {
  it.each([
    ['an unknown field', { surprise: true }, /surprise/],
    ['a control character in the subject', content({ subject: 'a\u0000b' }), /subject/],
    ['a body over its limit', content({ body: `<p>${'x'.repeat(200_001)}</p>` }), /body/],
  ])('for %s names the field, and the queue goes on', async (_, more, path) => {
    stage.configure();
    await expect(
      stage.propose({ delivery: 'gate', more: more as Partial<ProposalInput> }),
    ).rejects.toMatchObject({
      problem: { status: expect.toSatisfy((status) => status >= 400 && status < 500) },
    });
    await stage
      .propose({ delivery: 'gate', more: more as Partial<ProposalInput> })
      .catch((error: { problem?: unknown }) => expect(JSON.stringify(error.problem)).toMatch(path));
    const { mail } = await stage.approved(await stage.propose({ delivery: 'compose' }));
    await timeEnough(0);
    await mail.page.close();
  });
});
