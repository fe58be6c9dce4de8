import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeDigest, type Run, tailDigest } from '../../../src/core/digest/compose.ts';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { EmailContent } from '../../../src/core/schema/email.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';
import { runsOf } from '../../../src/core/text/runs.ts';
import { fingerprint, planFromReading, planFromText } from '../../../src/pages/review/approval.ts';
import { itemOf, mailOf, readingMessage } from './samples.ts';

type MailItem = ReviewItem & { content: EmailContent };
const item = async (change: Partial<EmailContent> = {}) =>
  (await itemOf(1, { content: mailOf(change) })) as MailItem;
const file = { name: 'a.pdf', mediaType: 'application/pdf', size: 10, sha256: '0'.repeat(64) };

describe('in a bound compose', () => {
  test('an untouched draft approves the revision itself, with both digests of the page', async () => {
    const it = await item();
    const reading = readingMessage(it.content);
    const plan = await planFromReading(it, reading);
    expect(plan).toMatchObject({
      can: true,
      action: 'approve',
      contentDigest: it.contentDigest,
      composeDigest: await composeDigest(reading.compose),
      tailDigest: await tailDigest(reading.compose),
    });
    expect(plan).not.toHaveProperty('content');
  });

  test('a signature goes into the content that is signed, and nothing else does', async () => {
    const it = await item();
    const tailHtml = '<p>Ana Reyes</p><p>Northwind</p>';
    const reading = {
      ...readingMessage(it.content, { tail: runsOf(tailHtml) }),
      tailHtml,
    };
    const plan = await planFromReading(it, reading);
    const content = { ...it.content, tail: tailHtml };
    expect(plan).toMatchObject({
      can: true,
      action: 'approve',
      content,
      contentDigest: await contentDigest(content),
    });
  });

  test('any change of a field is an edit of exactly that field', async () => {
    const it = await item({ cc: [{ email: 'tom@huber-logistik.de', name: 'Tom' }] });
    const cases: [Partial<EmailContent>, Parameters<typeof readingMessage>[1]][] = [
      [{ subject: 'Other' }, { subject: 'Other' }],
      [{ from: { email: 'b@c.example.com' } }, { from: 'b@c.example.com' }],
      [{ cc: [] }, { cc: [] }],
      [
        { to: [{ email: 'tom@huber-logistik.de', name: 'Tom' }] },
        { to: ['Tom@Huber-Logistik.de'] },
      ],
    ];
    for (const [change, read] of cases) {
      const plan = await planFromReading(it, readingMessage(it.content, read));
      const content = { ...it.content, ...change };
      expect(plan).toMatchObject({
        can: true,
        action: 'approve_edited',
        content,
        contentDigest: await contentDigest(content),
      });
    }
  });

  test('an edited body leaves as it is read', async () => {
    const it = await item();
    const body = authoredOf('Hi Petra,\nshort now.');
    const plan = await planFromReading(it, readingMessage({ ...it.content, body }));
    expect(plan).toMatchObject({ action: 'approve_edited', content: { ...it.content, body } });
  });

  test('other attachments: the gate cannot send them, Gmail can', async () => {
    const gate = await item();
    const attached = { attachments: [{ name: 'a.pdf', size: 10 }] };
    expect(await planFromReading(gate, readingMessage(gate.content, attached))).toMatchObject({
      can: false,
      why: expect.stringContaining('attachments'),
    });
    const compose = await item({ delivery: 'compose', attachments: [] });
    const reading = readingMessage(compose.content, attached);
    expect(await planFromReading(compose, reading)).toMatchObject({
      can: true,
      action: 'approve',
      contentDigest: compose.contentDigest,
      composeDigest: await composeDigest(reading.compose),
    });
    const kept = await item({ attachments: [file] });
    expect(await planFromReading(kept, readingMessage(kept.content))).toMatchObject({ can: true });
    expect(
      await planFromReading(kept, readingMessage(kept.content, { attachments: [] })),
    ).toMatchObject({ can: false });
  });

  test.each([
    ['no recipient', { to: [] }, 'recipient'],
    ['half an address', { to: ['petra'] }, 'complete mail address'],
    ['no sender', { from: '' }, 'sender'],
  ])('%s cannot be approved', async (_, change, why) => {
    const it = await item();
    expect(await planFromReading(it, readingMessage(it.content, change))).toMatchObject({
      can: false,
      why: expect.stringContaining(why),
    });
  });

  test('nothing is approved that was not shown', async () => {
    const it = await item();
    const reading = readingMessage(it.content);
    const cases = [
      { ...reading, authoredHtml: '<p>Something else</p>' },
      { ...reading, authoredHtml: '<img src="x">' },
      { ...reading, tailHtml: '<script>1</script>' },
      {
        ...reading,
        compose: {
          ...reading.compose,
          authored: [...reading.compose.authored, { image: 'cid:1' }],
        },
      },
    ];
    for (const one of cases) {
      expect((await planFromReading(it, one)).can).toBe(false);
    }
    const empty = authoredOf('');
    const blank = readingMessage({ ...it.content, body: empty });
    expect(await planFromReading(it, blank)).toMatchObject({
      can: false,
      why: expect.stringContaining('empty'),
    });
  });

  test('the fingerprint is the same exactly when both digests are', async () => {
    const base = readingMessage(mailOf());
    const change = fc.record(
      {
        subject: fc.constantFrom('The new warehouse in Ulm', 'The new warehouse in Ulm ', 'x'),
        from: fc.constantFrom('ana.reyes@northwind.example.com', 'a@b.example.com'),
        to: fc.constantFrom<string[]>(
          ['petra.wolf@huber-logistik.de'],
          ['PETRA.WOLF@huber-logistik.de'],
          [],
        ),
        tail: fc.constantFrom<Run[]>(
          [],
          [{ text: 'Ana' }],
          [{ link: 'https://a.example.com', text: 'a' }],
        ),
        attachments: fc.constantFrom<{ name: string; size: number }[]>(
          [],
          [{ name: 'a', size: 1 }],
          [{ name: 'a', size: 2 }],
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(change, change, async (a, b) => {
        const [one, two] = [a, b].map((part) => ({
          ...base,
          compose: { ...base.compose, ...part },
        }));
        if (!one || !two) return;
        const digests = async ({ compose }: typeof base) =>
          `${await composeDigest(compose)} ${await tailDigest(compose)}`;
        expect(fingerprint(one) === fingerprint(two)).toBe(
          (await digests(one)) === (await digests(two)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('without a compose', () => {
  test('the revision itself; for a mail that Gmail sends with the digests of an untouched compose', async () => {
    const gate = await item();
    expect(await planFromText(gate)).toMatchObject({
      action: 'approve',
      contentDigest: gate.contentDigest,
    });
    expect(await planFromText(gate)).not.toHaveProperty('composeDigest');
    const compose = await item({ delivery: 'compose' });
    expect(await planFromText(compose)).toHaveProperty('composeDigest');
  });

  test('a typed text that says the same is no edit; another one is, with its own digest', async () => {
    const it = await item();
    const { subject } = it.content;
    const { text } = plainOf(it.content.body);
    expect(await planFromText(it, { subject, body: text })).toMatchObject({ action: 'approve' });
    const content = { ...it.content, body: authoredOf('Hi,\n\n<b>not markup</b>') };
    expect(await planFromText(it, { subject, body: 'Hi,\n\n<b>not markup</b>' })).toMatchObject({
      action: 'approve_edited',
      content,
      contentDigest: await contentDigest(content),
    });
  });

  test('an edit that would drop links says so', async () => {
    const it = await item({ body: '<p>See <a href="https://a.example.com">this</a></p>' });
    const plan = await planFromText(it, { subject: 's', body: 'See that' });
    expect(plan.can && plan.notes).toEqual([expect.stringContaining('links')]);
  });
});
