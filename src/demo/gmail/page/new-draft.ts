import type {
  ComposeMode,
  DraftDto,
  HtmlNode,
  MessageDto,
  Person,
  ThreadDto,
} from '../contract.ts';
import type { App } from './app.ts';

/** Who writes, and in which language. */
type Writer = Pick<App, 'config' | 'labels'>;

function clientId(): string {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return `r${BigInt.asIntN(63, (BigInt(high) << 32n) | BigInt(low))}`;
}

function div(className: string, children: HtmlNode[], more: Record<string, string> = {}): HtmlNode {
  return {
    tag: 'div',
    attrs: { ...(className ? { class: className } : {}), ...more },
    children,
  };
}

const BREAK: HtmlNode = { tag: 'br', attrs: {}, children: [] };

function signature(app: Writer): HtmlNode[] {
  if (app.config.signature.length === 0) return [];
  const marks = { dir: 'auto', 'data-smartmail': 'gmail_signature' };
  return [BREAK, div('gmail_signature', app.config.signature, marks)];
}

function quote(app: Writer, message: MessageDto, mode: ComposeMode): HtmlNode {
  const { lang } = document.documentElement;
  const date = new Intl.DateTimeFormat(lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(message.date);
  const who = `${message.from.name} <${message.from.email}>`;
  if (mode === 'forward') {
    const head = div(
      'gmail_attr',
      [`---------- ${app.labels.forwarded} ---------`, BREAK, who, BREAK, date, BREAK],
      { dir: 'ltr' },
    );
    return div('gmail_quote', [head, ...message.body]);
  }
  const head = div('gmail_attr', [`${date}, ${who} ${app.labels.wrote}`, BREAK], { dir: 'ltr' });
  const style = 'margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex';
  const block: HtmlNode = {
    tag: 'blockquote',
    attrs: { class: 'gmail_quote', style },
    children: message.body,
  };
  return div('gmail_quote gmail_quote_container', [head, block]);
}

function empty(app: Writer): DraftDto {
  return {
    ...{
      messageId: `msg-a:${clientId()}`,
      threadId: `thread-a:${clientId()}`,
      legacyThreadId: '',
    },
    ...{
      replyTo: '',
      mode: 'new',
      from: app.config.account,
      to: [],
      cc: [],
      bcc: [],
      subject: '',
    },
    ...{
      bodyHtml: '',
      attachments: [],
      legacyMessageId: '',
      snippet: '',
      date: Date.now(),
    },
    body: [BREAK, ...signature(app)],
  };
}

/** A mail that exists only in this page: the client makes its ids. */
export function newMail(app: Writer): DraftDto {
  return empty(app);
}

/** A reply or forward of `message`, its quoted history at the end. */
export function newReply(
  app: Writer,
  on: { thread: ThreadDto; message: MessageDto; mode: ComposeMode },
): DraftDto {
  const { thread, message, mode } = on;
  const others = (people: Person[]) => people.filter((one) => one.email !== app.config.account);
  const mine = message.from.email === app.config.account;
  const to = mode === 'forward' ? [] : mine ? message.to : [message.from];
  const known = new Set(to.map((one) => one.email));
  const cc =
    mode === 'reply-all'
      ? others([...message.to, ...message.cc]).filter((one) => !known.has(one.email))
      : [];
  const bare = thread.subject.replace(/^(re|fwd): /i, '');
  return {
    ...empty(app),
    ...{
      mode,
      to,
      cc,
      threadId: thread.id,
      legacyThreadId: thread.legacyId,
      replyTo: message.id,
    },
    subject: `${mode === 'forward' ? 'Fwd' : 'Re'}: ${bare}`,
    body: [BREAK, ...signature(app), BREAK, quote(app, message, mode)],
  };
}
