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
/** By message name. A message without a check carries an object of no interest. */
export type Checks<M> = { [N in keyof M]?: Check };

const ofType =
  (...types: string[]): Check =>
  (value) =>
    types.includes(typeof value);
const string = ofType('string');
const number = ofType('number');
const boolean = ofType('boolean');
const object: Check = (value) => typeof value === 'object' && value !== null;
const maybeString = ofType('string', 'undefined');
const oneOf =
  (words: string): Check =>
  (value) =>
    typeof value === 'string' && new RegExp(`^(${words})$`).test(value);
const uuid = oneOf('[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}');
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const shape =
  (members: Record<string, Check>): Check =>
  (value) =>
    object(value) &&
    Object.entries(members).every(([name, check]) =>
      check((value as Record<string, unknown>)[name]),
    );

const entries = list(
  shape({
    proposalId: uuid,
    revision: number,
    state: string,
    delivery: oneOf('gate|compose'),
    account: string,
    draftId: maybeString,
    threadId: maybeString,
    replyTo: maybeString,
    matchDigest: oneOf('[0-9a-f]{64}'),
  }),
);
const index = { paired: boolean, entries };
const released = shape({ released: (value) => value === true, dispatchId: uuid });
const refused = shape({ released: (value) => value === false, refusal: string, detail: string });

/** Replies to what content asks of the worker. Those not named carry nothing. */
export const workerReplies: Checks<ContentToWorker> = {
  'page.opened': shape({ ...index, unknownCompose: oneOf('let-through|hold') }),
  'panel.nonce': shape({ nonce: string, url: string }),
  'compose.seen': shape({ bound: boolean, detail: maybeString }),
  'send.redeem': (value) => released(value) || refused(value),
};
/** What the worker says to content. */
export const workerSays: Checks<WorkerToContent> = {
  'index.changed': shape(index),
  'compose.open': shape({ proposalId: string }),
};
/** What the panel asks of content. The reading in `write` is compared with the page before use. */
export const panelSays: Checks<PanelToContent> = {
  mark: shape({
    marks: list(shape({ id: string, field: string, start: number, end: number, status: string })),
  }),
  reveal: shape({ id: (value) => value === null || string(value) }),
  write: shape({
    expected: shape({ compose: object }),
    authoredHtml: string,
    subject: maybeString,
  }),
  open: shape({ proposalId: uuid }),
  layout: shape({ width: number, height: number, folded: boolean }),
};

/** {@link sender} of channel.ts, with these checks. Rejects when refused, or not understood. */
export const lightSender =
  <M extends MessageMap>(input: {
    to: string;
    checks: Checks<M>;
    transport: (envelope: { to: string; name: string; payload: unknown }) => Promise<unknown>;
  }) =>
  async <N extends keyof M & string>(name: N, payload: Payload<M, N>): Promise<Reply<M, N>> => {
    const outcome = await input.transport({ to: input.to, name, payload });
    const { ok, reply, error } = (outcome ?? {}) as {
      ok?: unknown;
      reply?: unknown;
      error?: string;
    };
    if (ok === true && (input.checks[name] ?? object)(reply)) return reply as Reply<M, N>;
    throw new Error(ok === false ? error : `no answer to ${name}`);
  };

/** A handler may answer nothing where there is nothing to say. */
export type LightHandlers<M extends Record<string, Message>> = {
  [N in keyof M]: (payload: Payload<M, N>) => Record<string, never> extends Reply<M, N>
    ? // biome-ignore lint/suspicious/noConfusingVoidType: what a handler without an answer returns
      Promise<Reply<M, N>> | Reply<M, N> | void
    : Promise<Reply<M, N>> | Reply<M, N>;
};

/** {@link receiver} of channel.ts, with these checks; null for what is not for it. */
export const lightReceiver =
  <M extends MessageMap>(input: { to: string; checks: Checks<M>; handlers: LightHandlers<M> }) =>
  (raw: unknown): Promise<unknown> | null => {
    if (!shape({ to: (to) => to === input.to, name: string })(raw)) return null;
    const { name, payload } = raw as { name: keyof M; payload: unknown };
    const answer = async () => {
      const handle = Object.hasOwn(input.handlers, name) && input.handlers[name];
      if (!handle || !(input.checks[name] ?? object)(payload)) throw new Error('not understood');
      return { ok: true, reply: (await handle(payload as Payload<M, keyof M>)) ?? {} };
    };
    return answer().catch((error: unknown) => ({
      ok: false,
      error: error instanceof Error ? error.message : '',
    }));
  };

/** {@link portLine} of port-line.ts, with these checks: the content script's end of the panel's port. */
export function lightPortLine(input: {
  port: MessagePort;
  to: { panel: string; content: string };
  handlers: LightHandlers<PanelToContent>;
}) {
  const { port, to, handlers } = input;
  const waiting: ((outcome: unknown) => void)[] = [];
  const receive = lightReceiver<PanelToContent>({ to: to.content, checks: panelSays, handlers });
  port.onmessage = async ({ data }: MessageEvent<unknown>) => {
    if (!shape({ id: number })(data)) return;
    const { id, envelope, outcome } = data as { id: number; envelope?: unknown; outcome?: unknown };
    if (envelope === undefined) waiting[id]?.(outcome);
    else port.postMessage({ id, outcome: await receive(envelope) });
  };
  return lightSender<ContentToPanel>({
    to: to.panel,
    checks: {},
    transport: (envelope) =>
      new Promise((resolve) => {
        port.postMessage({ id: waiting.push(resolve) - 1, envelope });
      }),
  });
}
