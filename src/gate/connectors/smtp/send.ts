import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { RateLimited, Rejected } from '../../dispatch/ports.ts';
import type { Message } from './message.ts';

export type SmtpServer = SMTPConnection.Options & {
  auth?: SMTPConnection.AuthenticationType;
};

/** What the server said: its last reply, and who of the recipients it refused. */
export type Sent = { response: string; refused: string[] };

/**
 * Sends one message over its own connection. `handOver` is awaited when the server has taken
 * sender, recipients and DATA, and all but the last bytes are on their way: without these and the
 * final dot no server delivers.
 * @throws Rejected when the server answered no (4xx, 5xx); RateLimited when it said "not now" (421,
 * 450, 451, 452) before the hand-over; any other error otherwise
 */
export async function send(
  options: SmtpServer,
  message: Message,
  handOver: () => Promise<void>,
): Promise<Sent> {
  const connection = new SMTPConnection(options);
  // What fails outside of a call: each call below fails with it too, this keeps it from being fatal.
  const broken = new Promise<never>((_, reject) => connection.once('error', reject));
  broken.catch(() => undefined);
  connection.on('error', () => undefined);
  let handed = false;
  const handing = (): Promise<void> => {
    handed = true;
    return handOver();
  };
  try {
    await Promise.race([
      broken,
      new Promise<void>((resolve, reject) => {
        connection.connect((error) => (error ? reject(error) : resolve()));
      }),
    ]);
    await login(connection, { options, broken });
    const sent = await transmit(connection, { message, handOver: handing });
    connection.quit();
    return sent;
  } catch (error) {
    // Without the final dot: an unfinished message is dropped by the server.
    connection.close();
    throw asRejected(error, handed);
  }
}

async function login(
  connection: SMTPConnection,
  { options, broken }: { options: SmtpServer; broken: Promise<never> },
): Promise<void> {
  const { auth } = options;
  if (!auth) return;
  await Promise.race([
    broken,
    new Promise<void>((resolve, reject) => {
      connection.login(auth, (error) => (error ? reject(error) : resolve()));
    }),
  ]);
}

const KEPT_BACK = 8;

function transmit(
  connection: SMTPConnection,
  { message, handOver }: { message: Message; handOver: () => Promise<void> },
): Promise<Sent> {
  const { bytes, envelope } = message;
  const cut = Math.max(0, bytes.length - KEPT_BACK);
  let refusal: unknown;
  // Read only once the server said 354: the stream is piped after the envelope was accepted.
  async function* body() {
    yield bytes.subarray(0, cut);
    try {
      await handOver();
    } catch (error) {
      refusal = error;
      throw error;
    }
    yield bytes.subarray(cut);
  }
  return new Promise((resolve, reject) => {
    connection.send(
      { ...envelope, size: bytes.length },
      Readable.from(body(), { objectMode: false }),
      (error, info) => {
        if (refusal !== undefined) reject(refusal);
        else if (error) reject(error);
        else resolve({ response: info.response, refused: info.rejected });
      },
    );
  });
}

/** RFC 5321: the service, a mailbox or room in it is not available now. Greylisting says so too. */
const NOT_NOW = new Set([421, 450, 451, 452]);
/** SMTP names no time. */
const NOT_NOW_MS = 60_000;

/** A reply of the server is knowledge; a lost connection is not. */
function asRejected(error: unknown, handed: boolean): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'responseCode' in error ? Number(error.responseCode) : 0;
  if ('code' in error && error.code === 'EAUTH')
    return new Rejected(`The mail server refused the login (${code}). Check SMTP_URL.`);
  if (!handed && NOT_NOW.has(code)) return new RateLimited(error.message, NOT_NOW_MS);
  if (code >= 400 && code < 600) return new Rejected(error.message, { cause: error });
  return error;
}
