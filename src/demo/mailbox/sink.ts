import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type AddressObject, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived; `raw` is the message on the wire. */
export type ReceivedMail = {
  /** envelope recipients, bcc included */
  recipients: string[];
  from: string;
  to: string[];
  cc: string[];
  subject: string;
  text: string;
  html: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  attachments: { name: string; size: number }[];
  raw: Buffer;
  receivedAt: string;
};

export type Sink = {
  port: number;
  url: string;
  mails(): readonly ReceivedMail[];
  /** calls back for every mail that arrives from now on; returns how to stop */
  onMail(listener: (mail: ReceivedMail) => void): () => void;
  close(): Promise<void>;
};

/** A real SMTP server on loopback that keeps what it gets in memory and delivers nothing. */
export async function startSink(options: { port?: number } = {}): Promise<Sink> {
  const mails: ReceivedMail[] = [];
  const events = new EventEmitter();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      // A sender that vanishes in the middle of its data leaves no mail behind.
      stream.on('error', done);
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received(Buffer.concat(chunks), recipients).then((mail) => {
          mails.push(mail);
          events.emit('mail', mail);
          done();
        }, done);
      });
    },
  });
  // Connections cut by the tests' faults are expected here and concern the sender alone.
  server.on('error', () => undefined);
  const listening = server.listen(options.port ?? 0, '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    listening.once('listening', resolve);
    listening.once('error', reject);
  });
  const { port } = listening.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    mails: () => mails,
    onMail(listener) {
      events.on('mail', listener);
      return () => events.off('mail', listener);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function received(raw: Buffer, recipients: string[]): Promise<ReceivedMail> {
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true });
  const addresses = (field: AddressObject | AddressObject[] | undefined) =>
    [field ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''));
  const references = parsed.references ?? [];
  return {
    recipients,
    from: addresses(parsed.from)[0] ?? '',
    to: addresses(parsed.to),
    cc: addresses(parsed.cc),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html || '',
    messageId: parsed.messageId ?? '',
    inReplyTo: parsed.inReplyTo ?? null,
    references: typeof references === 'string' ? [references] : references,
    attachments: parsed.attachments.map(({ filename, size }) => ({ name: filename ?? '', size })),
    raw,
    receivedAt: new Date().toISOString(),
  };
}
