import type { Message, MessageMap, Payload, Reply } from './channel.ts';
import type { ContentToWorker } from './content-to-worker.ts';
import type { ContentToPanel, PanelToContent } from './panel-and-content.ts';
import type { WorkerToContent } from './worker-to-content.ts';

/*
 * What content scripts hear, checked without zod: the maps with their schemas weigh 10 KB gzip, two
 * thirds of what the whole script may weigh in every Gmail tab (B1). The types are the maps' own; a
 * test gives both the same messages and expects the same verdicts. Unknown members pass, as there.
 */
export type Check = (value: unknown) => boolean;

const string: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const int: Check = (value) => Number.isSafeInteger(value);
const boolean: Check = (value) => typeof value === 'boolean';
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const uuid = matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const sha256 = matching(/^[0-9a-f]{64}$/);
const oneOf = (words: string) => matching(new RegExp(`^(${words})$`));
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const nullable =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const either =
  (...checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const shape =
  (members: Record<string, Check>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(members).every(([name, check]) =>
      check((value as Record<string, unknown>)[name]),
    );
const is =
  (wanted: unknown): Check =>
  (value) =>
    value === wanted;

const nothing = shape({});
const entry = shape({
  proposalId: uuid,
  revision: int,
  state: oneOf(
    'pending|approved|dispatching|executed|failed|unknown|rejected|escalated|withdrawn|expired|recalled',
  ),
  delivery: oneOf('gate|compose'),
  account: string,
  draftId: optional(string),
  threadId: optional(string),
  replyTo: optional(string),
  matchDigest: sha256,
});
const entries = list(entry);
const run = either(shape({ text: string }), shape({ image: string }));
const reading = shape({
  compose: shape({
    from: string,
    to: list(string),
    cc: list(string),
    bcc: list(string),
    subject: string,
    authored: list(run),
    tail: list(run),
    attachments: list(shape({ name: string, size: number })),
  }),
  authoredHtml: string,
  tailHtml: string,
});
const marks = list(
  shape({
    id: string,
    field: oneOf('subject|body'),
    start: int,
    end: int,
    status: oneOf('supported|unsupported|contradicted|stale|flag'),
  }),
);
const detail = optional(string);

/** Replies to what content asks of the worker. */
export const workerReplies: Record<keyof ContentToWorker, Check> = {
  'page.opened': shape({ paired: boolean, entries, unknownCompose: oneOf('let-through|hold') }),
  'panel.nonce': shape({ nonce: string, url: string }),
  'compose.seen': shape({ bound: boolean, detail }),
  'compose.discarded': nothing,
  'send.redeem': either(
    shape({ released: is(true), dispatchId: uuid }),
    shape({
      released: is(false),
      refusal: oneOf(
        'not-approved|changed|gate-sends|already-sent|schedule|offline|expired|paused|unknown',
      ),
      detail: string,
    }),
  ),
  'send.result': nothing,
  'send.uncleared': nothing,
  'health.report': nothing,
};
/** What the worker says to content. */
export const workerSays: Record<keyof WorkerToContent, Check> = {
  'index.changed': shape({ paired: boolean, entries }),
  'panel.focus': nothing,
  'compose.open': shape({ proposalId: string }),
};
/** What the panel asks of content. */
export const panelSays: Record<keyof PanelToContent, Check> = {
  read: nothing,
  mark: shape({ marks }),
  reveal: shape({ id: nullable(string) }),
  write: shape({ expected: reading, authoredHtml: string, subject: optional(string) }),
  confirm: nothing,
  deny: nothing,
  send: nothing,
  discard: nothing,
  open: shape({ proposalId: uuid }),
  layout: shape({ width: number, height: number, folded: boolean }),
  blur: nothing,
};
/** The panel answers nothing in particular. */
export const panelReplies: Record<keyof ContentToPanel, Check> = {
  show: nothing,
  hide: nothing,
  reading: nothing,
  stopped: nothing,
  sent: nothing,
};

/** {@link sender} of channel.ts, with these checks. Rejects when refused, or not understood. */
export function lightSender<M extends MessageMap>(input: {
  to: string;
  checks: Record<keyof M, Check>;
  transport: (envelope: { to: string; name: string; payload: unknown }) => Promise<unknown>;
}) {
  return async <N extends keyof M & string>(
    name: N,
    payload: Payload<M, N>,
  ): Promise<Reply<M, N>> => {
    const outcome = await input.transport({ to: input.to, name, payload });
    if (!shape({ ok: boolean })(outcome)) throw new Error(`no answer to ${name}`);
    const { ok, reply, error } = outcome as { ok: boolean; reply?: unknown; error?: unknown };
    if (!ok) throw new Error(String(error));
    if (!input.checks[name](reply)) throw new Error(`an answer to ${name} that makes no sense`);
    return reply as Reply<M, N>;
  };
}

export type LightHandlers<M extends Record<string, Message>> = {
  [N in keyof M]: (payload: Payload<M, N>) => Promise<Reply<M, N>> | Reply<M, N>;
};

/** {@link receiver} of channel.ts, with these checks; null for what is not for it. */
export function lightReceiver<M extends MessageMap>(input: {
  to: string;
  checks: Record<keyof M, Check>;
  handlers: LightHandlers<M>;
}) {
  const answer = async (name: string, payload: unknown) => {
    try {
      if (!Object.hasOwn(input.checks, name)) throw new Error(`no message ${name}`);
      if (!input.checks[name as keyof M](payload)) throw new Error(`${name} makes no sense`);
      const reply = await input.handlers[name as keyof M](payload as Payload<M, keyof M>);
      return { ok: true as const, reply };
    } catch (error) {
      return { ok: false as const, error: error instanceof Error ? error.message : String(error) };
    }
  };
  return (raw: unknown): ReturnType<typeof answer> | null => {
    if (!shape({ to: is(input.to), name: string })(raw)) return null;
    const { name, payload } = raw as { name: string; payload: unknown };
    return answer(name, payload);
  };
}

/** {@link portLine} of port-line.ts, with these checks: the content script's end of the panel's port. */
export function lightPortLine(input: {
  port: MessagePort;
  to: { panel: string; content: string };
  handlers: LightHandlers<PanelToContent>;
}) {
  const { port } = input;
  const waiting = new Map<
    number,
    { resolve(outcome: unknown): void; reject(error: Error): void }
  >();
  let last = 0;
  const receive = lightReceiver<PanelToContent>({
    to: input.to.content,
    checks: panelSays,
    handlers: input.handlers,
  });
  const onMessage = ({ data }: MessageEvent<unknown>) => {
    if (!shape({ id: int })(data)) return;
    const { id, envelope, outcome } = data as { id: number; envelope?: unknown; outcome?: unknown };
    if (envelope !== undefined)
      receive(envelope)?.then((answer) => port.postMessage({ id, outcome: answer }));
    else {
      waiting.get(id)?.resolve(outcome);
      waiting.delete(id);
    }
  };
  port.addEventListener('message', onMessage);
  port.start();
  return {
    say: lightSender<ContentToPanel>({
      to: input.to.panel,
      checks: panelReplies,
      transport: (envelope) =>
        new Promise((resolve, reject) => {
          last += 1;
          waiting.set(last, { resolve, reject });
          port.postMessage({ id: last, envelope });
        }),
    }),
    close() {
      port.removeEventListener('message', onMessage);
      port.close();
      for (const { reject } of waiting.values()) reject(new Error('the line is closed'));
      waiting.clear();
    },
  };
}
