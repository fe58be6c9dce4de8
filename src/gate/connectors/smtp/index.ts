import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { type GateExecutor, GUARANTEES, Rejected } from '../../dispatch/ports.ts';
import { messageOf } from './message.ts';
import { type SmtpServer, send } from './send.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

/**
 * Mail through an SMTP server.
 * @param url `smtp://` (STARTTLS where offered, required with a password) or `smtps://`
 */
export function smtpExecutor(url: string): GateExecutor {
  const parsed = parseConnectionUrl(url) as SmtpServer;
  const options: SmtpServer = {
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    // A password never goes in clear over a network.
    ...(parsed.auth && !LOOPBACK.test(parsed.host ?? '') ? { requireTLS: true } : {}),
    ...parsed,
    logger: false,
  };
  return {
    name: 'gate:smtp',
    kinds: GUARANTEES['gate:smtp'].kinds,
    idempotent: GUARANTEES['gate:smtp'].idempotent,
    async execute(work, handOver) {
      if (work.content.kind !== 'email.draft') throw new Rejected('Only mail goes out by SMTP.');
      const message = await messageOf(work.content, work.clearanceId);
      const { response, refused } = await send(options, message, handOver);
      const detail =
        refused.length > 0 ? `${response}; refused recipients: ${refused.join(', ')}` : response;
      return { externalRef: message.messageId, detail };
    },
  };
}
