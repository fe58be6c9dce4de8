import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type Received = { raw: Buffer; mail: ParsedMail; from: string; to: string[] };

/** A real SMTP server that keeps what it takes. `refuse` answers instead of taking. */
export async function startSink(
  refuse: {
    recipient?: (address: string) => Error | null;
    data?: (mail: ParsedMail) => Error | null | 'cut';
  } = {},
) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      done(refuse.recipient?.(address) ?? null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        void simpleParser(raw).then((mail) => {
          const no = refuse.data?.(mail) ?? null;
          if (no instanceof Error) return done(no);
          const from = session.envelope.mailFrom;
          received.push({
            raw,
            mail,
            from: from === false ? '' : from.address,
            to: session.envelope.rcptTo.map(({ address }) => address),
          });
          // Taken, and then the connection dies before the answer: only the sender doesn't know.
          if (no === 'cut') for (const each of server.connections) each.close();
          else done();
        });
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** An SMTP error with its reply code, as smtp-server sends it. */
export const reply = (code: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode: code });
