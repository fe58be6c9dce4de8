import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * A server that speaks Slack's Web API as docs.slack.dev states it: bearer token, JSON, HTTP 200 with
 * ok or error, 429 with Retry-After, and the limits of blocks. It keeps the messages of one channel, and of
 * the conversations with members, which are `D…` whatever `U…` was written to.
 */

export const TOKEN = 'xoxb-0000000000-countersign-test';
export const CHANNEL = 'C0TESTING1';

export type Block = { type: string; [name: string]: unknown };
export type Message = {
  ts: string;
  channel: string;
  text: string;
  blocks: Block[];
  posts: number;
};
export type Called = { method: string; body: Record<string, unknown> };
type Fault =
  | { status: number; retryAfter?: number }
  | { error: string }
  | 'cut'
  /** answers only after so many milliseconds */
  | { holdMs: number }
  /** done, and the connection dies before the answer */
  | 'done-then-cut';

export async function startSlack() {
  const messages = new Map<string, Message>();
  const ephemerals: { user: string; text: string }[] = [];
  const views: Record<string, unknown>[] = [];
  const calls: Called[] = [];
  const faults: { method: string; fault: Fault }[] = [];
  /** members that nothing reaches */
  const gone = new Set<string>();
  let count = 0;

  const answers: Record<string, (body: Record<string, unknown>) => object> = {
    'auth.test': () => ({ ok: true, team_id: 'T0TEST' }),
    'chat.postMessage'(body) {
      const to = String(body.channel);
      if (gone.has(to)) return { ok: false, error: 'user_not_found' };
      const channel = /^U[A-Z0-9]+$/.test(to) ? conversationWith(to) : to;
      if (to !== CHANNEL && channel === to) return { ok: false, error: 'channel_not_found' };
      const wrong = wrongMessage(body);
      if (wrong) return wrong;
      count += 1;
      const ts = `1700000000.${String(count).padStart(6, '0')}`;
      const blocks = body.blocks as Block[];
      messages.set(ts, { ts, channel, text: String(body.text), blocks, posts: 1 });
      return { ok: true, channel, ts };
    },
    'chat.update'(body) {
      const message = messages.get(String(body.ts));
      if (!message || message.channel !== body.channel)
        return { ok: false, error: 'message_not_found' };
      const wrong = wrongMessage(body);
      if (wrong) return wrong;
      message.text = String(body.text);
      message.blocks = body.blocks as Block[];
      return { ok: true, channel: body.channel, ts: body.ts };
    },
    'chat.postEphemeral'(body) {
      ephemerals.push({ user: String(body.user), text: String(body.text) });
      return { ok: true, message_ts: '1.1' };
    },
    'views.open'(body) {
      if (body.trigger_id === 'expired') return { ok: false, error: 'expired_trigger_id' };
      const view = body.view as { title: { text: string }; private_metadata?: string };
      if (view.title.text.length > 24 || (view.private_metadata?.length ?? 0) > 3000)
        return { ok: false, error: 'invalid_arguments' };
      views.push(body.view as Record<string, unknown>);
      return { ok: true };
    },
  };

  const server = createServer((request, response) => void take(request, response));
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = (request.url ?? '').replace('/api/', '');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    calls.push({ method, body });
    const at = faults.findIndex((each) => each.method === method);
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
    const say = (status: number, answer: object, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(answer));
    if (fault === 'cut') return void request.socket.destroy();
    if (typeof fault === 'object' && 'holdMs' in fault) {
      const { holdMs } = fault;
      await new Promise((resolve) => setTimeout(resolve, holdMs));
      return void say(200, answers[method]?.(body) ?? { ok: false, error: 'unknown_method' });
    }
    if (fault === 'done-then-cut') {
      answers[method]?.(body);
      return void request.socket.destroy();
    }
    if (fault && 'status' in fault) {
      const headers: Record<string, string> =
        fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      return void say(fault.status, { ok: false, error: 'ratelimited' }, headers);
    }
    if (fault) return void say(200, { ok: false, error: fault.error });
    if (request.headers.authorization !== `Bearer ${TOKEN}`)
      return void say(200, { ok: false, error: 'invalid_auth' });
    if (!String(request.headers['content-type']).startsWith('application/json'))
      return void say(200, { ok: false, error: 'invalid_form_data' });
    say(200, answers[method]?.(body) ?? { ok: false, error: 'unknown_method' });
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api`,
    messages,
    ephemerals,
    views,
    calls,
    gone,
    /** the next call of this method goes wrong so */
    next: (method: string, fault: Fault) => faults.push({ method, fault }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
/** Where what is written to a member stands. */
export const conversationWith = (userId: string): string => `D${userId.slice(1)}`;
export type SlackServer = Awaited<ReturnType<typeof startSlack>>;

/** Slack's own limits, so that a message it would refuse is refused here. */
function wrongMessage(body: Record<string, unknown>): object | null {
  const blocks = body.blocks as Block[] | undefined;
  if (!blocks || blocks.length === 0 || blocks.length > 50 || String(body.text).length > 4000)
    return { ok: false, error: 'invalid_blocks' };
  return blocks.every(fits) ? null : { ok: false, error: 'invalid_blocks' };
}

export function fits(block: Block): boolean {
  const texts = textsIn(block);
  if (texts.some((text) => text.length === 0 || text.length > 3000)) return false;
  if (block.type === 'header') return (texts[0]?.length ?? 0) <= 150;
  if (block.type === 'context') return (block.elements as object[]).length <= 10;
  if (block.type !== 'actions') return true;
  const buttons = block.elements as { value?: string; url?: string; action_id?: string }[];
  return buttons.every(
    ({ value = '', url = '', action_id = '' }) =>
      value.length <= 2000 && url.length <= 3000 && action_id.length <= 255,
  );
}

/** Every `text` that a block shows. */
export function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'text' && typeof member === 'string' ? [member] : textsIn(member),
  );
}

/** All that a reader sees of a message. */
export const seen = (message: { blocks: unknown }): string => textsIn(message.blocks).join('\n');

type Button = { action_id: string; value: string; url?: string };
export const buttonsOf = (message: { blocks: Block[] }): Button[] =>
  message.blocks.flatMap((block) => (block.type === 'actions' ? (block.elements as Button[]) : []));
