import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { normalText } from '../../../src/core/digest/compose.ts';
import { contentDigest } from '../../../src/core/digest/content.ts';
import type { Content } from '../../../src/core/schema/content.ts';
import { authoredOf, plainOf } from '../../../src/core/text/plain.ts';
import { smtpExecutor } from '../../../src/gate/connectors/smtp/index.ts';
import { type DispatchWork, Rejected } from '../../../src/gate/dispatch/ports.ts';
import { mail } from '../store/scene.ts';
import { reply, startSink } from './sink.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const sinkWith = async (refuse: Parameters<typeof startSink>[0] = {}) => {
  const sink = await startSink(refuse);
  ends.push(sink.stop);
  return sink;
};

const workOf = async (content: Content): Promise<DispatchWork> => ({
  workspaceId: randomUUID(),
  dispatchId: randomUUID(),
  proposalId: randomUUID(),
  workflowId: 'outbound',
  clearanceId: randomUUID(),
  clearanceJws: '',
  executor: 'gate:smtp',
  state: 'claimed',
  content,
  contentDigest: await contentDigest(content),
  tries: 0,
});

/** Runs it, counting hand-overs. */
async function run(url: string, content: Content, handOver: () => Promise<void> = async () => {}) {
  const work = await workOf(content);
  let handed = 0;
  const outcome = await smtpExecutor(url)
    .execute(work, async () => {
      handed += 1;
      await handOver();
    })
    .then(
      (done) => ({ done, error: null }),
      (error: unknown) => ({ done: null, error }),
    );
  return { work, handed, ...outcome };
}

describe('what does not leave', () => {
  it('is refused by the server at a recipient: rejected, never handed over', async () => {
    const sink = await sinkWith({ recipient: () => reply(550, 'No such person') });
    const { error, handed } = await run(sink.url, mail());
    expect(error).toBeInstanceOf(Rejected);
    expect(handed).toBe(0);
    expect(sink.received).toEqual([]);
  });

  it('is refused at the end of DATA, for now or for good', async () => {
    for (const code of [451, 554]) {
      const sink = await sinkWith({ data: () => reply(code, 'Not today') });
      const { error, handed } = await run(sink.url, mail());
      expect(error).toBeInstanceOf(Rejected);
      expect(handed).toBe(1);
      expect(sink.received).toEqual([]);
    }
  });

  it('stays when the hand-over is refused, though the server was ready', async () => {
    const sink = await sinkWith();
    const { error } = await run(sink.url, mail(), async () => {
      throw new Error('not ours');
    });
    expect(error).toMatchObject({ message: 'not ours' });
    expect(error).not.toBeInstanceOf(Rejected);
    await sink.stop();
    expect(sink.received).toEqual([]);
  });

  it('has no server to go to: nothing handed over', async () => {
    const sink = await sinkWith();
    await sink.stop();
    ends.pop();
    const { error, handed } = await run(sink.url, mail());
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(Rejected);
    expect(handed).toBe(0);
  });

  it('lacks the bytes of an attachment', async () => {
    const sink = await sinkWith();
    const attachments = [
      { name: 'a.txt', mediaType: 'text/plain', size: 1, sha256: 'a'.repeat(64) },
    ];
    const { error, handed } = await run(sink.url, mail({ attachments }));
    expect(error).toMatchObject({ message: expect.stringContaining('are missing') });
    expect(handed).toBe(0);
  });
});

it('does not know, when the connection ends after the hand-over', async () => {
  const sink = await sinkWith({ data: () => 'cut' });
  const { error, handed } = await run(sink.url, mail());
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(Rejected);
  expect(handed).toBe(1);
  expect(sink.received).toHaveLength(1);
});

it('hands over only after the server took recipients and DATA, before the final dot', async () => {
  let text = '';
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 test\r\n');
    let inData = false;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (inData) {
        if (text.endsWith('\r\n.\r\n')) {
          inData = false;
          socket.write('250 taken\r\n');
        }
        return;
      }
      for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
        inData ||= line === 'DATA';
        socket.write(line === 'DATA' ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { done } = await run(`smtp://127.0.0.1:${port}`, mail(), async () => {
    expect(text).toContain('RCPT TO:<bob@buyer.example>');
    expect(text).toMatch(/DATA\r\n/);
    expect(text).not.toContain('\r\n.\r\n');
  });
  expect(done?.detail).toContain('taken');
  expect(text.endsWith('\r\n.\r\n') || text.includes('\r\n.\r\nQUIT')).toBe(true);
});

describe('what arrives', () => {
  it('is what was approved: addresses, subject, both texts, attachment, thread', async () => {
    const sink = await sinkWith();
    const bytes = Buffer.from(Array.from({ length: 300 }, (_, index) => index % 256));
    const content = mail({
      from: { email: 'ana@seller.example', name: 'Ana "A." Ruiz, Müller' },
      to: [{ email: 'bob@buyer.example', name: 'Bob' }, { email: 'eve@buyer.example' }],
      cc: [{ email: 'cc@buyer.example', name: 'שלום' }],
      bcc: [{ email: 'hidden@seller.example' }],
      subject:
        'Größe & Maß: שלום עולם \u{1f600} — a subject that is long enough to be folded twice',
      body:
        '<p>Hello\u00a0Bob,</p><p><br></p><p>.a line with a dot and <a href="https://x.example/?a=1&amp;b=2">a link</a></p>' +
        `<ul><li>one</li><li>two</li></ul><p>${'word '.repeat(60)}end</p><p>From here</p>`,
      tail: '<p>-- <br>Ana</p><blockquote><p>Earlier</p></blockquote>',
      attachments: [
        {
          name: 'Größe "1".bin',
          mediaType: 'application/octet-stream',
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          content: bytes.toString('base64'),
        },
      ],
      thread: { inReplyTo: '<b@x.example>', references: ['<a@x.example>', '<b@x.example>'] },
    });
    const { work, done, handed } = await run(sink.url, content);
    expect(handed).toBe(1);
    expect(done?.externalRef).toBe(`<${work.clearanceId}@seller.example>`);
    const [got] = sink.received;
    expect(got?.from).toBe('ana@seller.example');
    expect(got?.to).toEqual([
      'bob@buyer.example',
      'eve@buyer.example',
      'cc@buyer.example',
      'hidden@seller.example',
    ]);
    expect(got?.raw.toString('latin1')).not.toContain('hidden@');
    const parsed = got?.mail;
    expect(parsed?.subject).toBe(content.subject);
    expect(parsed?.from?.value).toEqual([
      { address: 'ana@seller.example', name: 'Ana "A." Ruiz, Müller' },
    ]);
    expect(parsed?.messageId).toBe(done?.externalRef);
    expect(parsed?.inReplyTo).toBe('<b@x.example>');
    expect(parsed?.references).toEqual(['<a@x.example>', '<b@x.example>']);
    expect(parsed?.date?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(parsed?.attachments.map((each) => [each.filename, each.content])).toEqual([
      ['Größe "1".bin', bytes],
    ]);
    const html = content.body + content.tail;
    expect(normalText(String(parsed?.html))).toBe(normalText(html));
    expect(normalText(parsed?.text ?? '')).toBe(normalText(plainOf(html).text));
  });

  it('has the very text, whatever it says (property)', async () => {
    const sink = await sinkWith();
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ unit: 'grapheme', minLength: 1, maxLength: 400 })
          // What authored text can't hold; the sanitizer has taken it out before.
          .map((text) => text.replace(/[\p{Cc}\p{Surrogate}]/gu, (c) => (c === '\n' ? c : '')))
          .filter((text) => text.trim() !== ''),
        fc
          .string({ unit: 'grapheme', maxLength: 120 })
          .map((text) => text.replace(/[\p{Cc}\p{Surrogate}]/gu, '').trim()),
        async (text, subject) => {
          sink.received.length = 0;
          const content = mail({ body: authoredOf(text), subject });
          const { done } = await run(sink.url, content);
          expect(done).not.toBeNull();
          const parsed = sink.received[0]?.mail;
          expect(parsed?.html).toBe(content.body);
          expect(normalText(parsed?.text ?? '')).toBe(normalText(plainOf(content.body).text));
          expect(normalText(parsed?.subject ?? '')).toBe(normalText(subject));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes no header from a name, a file name or a subject', async () => {
    const sink = await sinkWith();
    const evil = 'x\r\nBcc: thief@evil.example\r\n\r\nHi';
    const content = mail({
      from: { email: 'ana@seller.example', name: evil },
      to: [{ email: 'bob@buyer.example', name: evil }],
      subject: evil,
      attachments: [
        {
          name: evil,
          mediaType: 'text/plain',
          size: 1,
          sha256: createHash('sha256').update('a').digest('hex'),
          content: Buffer.from('a').toString('base64'),
        },
      ],
    });
    await run(sink.url, content);
    const [got] = sink.received;
    expect(got?.to).toEqual(['bob@buyer.example']);
    expect(got?.mail.headers.has('bcc')).toBe(false);
    expect(got?.mail.text?.trim()).toBe(plainOf(content.body).text);
  });

  it('says which recipients the server refused', async () => {
    const sink = await sinkWith({
      recipient: (address) => (address.startsWith('eve') ? reply(550, 'gone') : null),
    });
    const { done } = await run(
      sink.url,
      mail({ to: [{ email: 'bob@buyer.example' }, { email: 'eve@buyer.example' }] }),
    );
    expect(done?.detail).toContain('refused recipients: eve@buyer.example');
    expect(sink.received[0]?.to).toEqual(['bob@buyer.example']);
  });
});
