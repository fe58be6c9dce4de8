import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Alert } from '../../../core/schema/alert.ts';
import type { PageJob, PageWork } from '../../dispatch/ports.ts';
import { alertHeadline, alertLines } from '../alert-lines.ts';
import { send } from './send.ts';
import { serverOf } from './server.ts';

/**
 * Tells alerts by mail, through the server that approved mail goes by. A mail that is tried
 * again carries the same Message-ID.
 * @param url as of `smtpExecutor`
 * @param from the sender, the gate's own address
 */
export function alertMailer(
  url: string,
  from: string,
): (work: PageWork, why: PageJob['why']) => Promise<void> {
  const server = serverOf(url);
  return async ({ alert, to, workspace }, why) => {
    if (to.length === 0) return;
    const messageId = `<${alert.id}.${why}.${alert.times}@${from.slice(from.lastIndexOf('@') + 1)}>`;
    const bytes = await new MailComposer({
      from,
      to: [...to],
      subject: subjectOf(alert, why),
      text: textOf(alert, { workspace, why }),
      textEncoding: 'quoted-printable',
      messageId,
      date: new Date(),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': randomUUID() },
    })
      .compile()
      .build();
    const envelope = { from, to: [...to] };
    await send(server, { messageId, envelope, bytes }, () => Promise.resolve());
  };
}

const subjectOf = (alert: Alert, why: PageJob['why']): string =>
  `${why === 'escalated' ? 'Nobody has looked: ' : ''}${alertHeadline(alert)}`;

function textOf(
  alert: Alert,
  { workspace, why }: { workspace: string; why: PageJob['why'] },
): string {
  return [
    alert.title,
    ...alertLines(alert),
    '',
    why === 'escalated'
      ? `Its owner, ${alert.owner || 'nobody by name'}, has not looked at it since ${alert.firstAt}.`
      : 'It is in the extension, with what went out; resuming takes a person and a reason.',
    `Workspace: ${workspace}. Alert ${alert.id}, first raised ${alert.firstAt}.`,
  ].join('\n');
}
