import { parseConnectionUrl } from 'nodemailer/lib/shared';
import type { SmtpServer } from './send.ts';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

/** @param url `smtp://` (STARTTLS where offered, required with a password) or `smtps://` */
export function serverOf(url: string): SmtpServer {
  const parsed = parseConnectionUrl(url) as SmtpServer;
  return {
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    // A password never goes in clear over a network.
    ...(parsed.auth && !LOOPBACK.test(parsed.host ?? '') ? { requireTLS: true } : {}),
    ...parsed,
    logger: false,
  };
}
