import { type GateExecutor, GUARANTEES, Rejected } from '../../dispatch/ports.ts';
import { messageOf } from './message.ts';
import { send } from './send.ts';
import { serverOf } from './server.ts';

export { alertMailer } from './page.ts';

/**
 * Mail through an SMTP server.
 * @param url `smtp://` (STARTTLS where offered, required with a password) or `smtps://`
 */
export function smtpExecutor(url: string): GateExecutor {
  const options = serverOf(url);
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
