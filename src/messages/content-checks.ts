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
export function lightSender<M extends MessageMap>(input: {
  to: string;
  checks: Checks<M>;
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
    if (!(input.checks[name] ?? object)(reply))
      throw new Error(`an answer to ${name} that makes no sense`);
    return reply as Reply<M, N>;
  };
}

export type LightHandlers<M extends Record<string, Message>> = {
  [N in keyof M]: (payload: Payload<M, N>) => Promise<Reply<M, N>> | Reply<M, N>;
};

/** {@link receiver} of channel.ts, with these checks; null for what is not for it. */
export function lightReceiver<M extends MessageMap>(input: {
  to: string;
  checks: Checks<M>;
  handlers: LightHandlers<M>;
}) {
  const answer = async (name: string, payload: unknown) => {
    try {
      const handle = Object.hasOwn(input.handlers, name) && input.handlers[name as keyof M];
      const check = input.checks[name as keyof M] ?? object;
      if (!handle || !check(payload)) throw new Error(`${name} is not understood`);
      const reply = await handle(payload as Payload<M, keyof M>);
      return { ok: true as const, reply };
    } catch (error) {
      return { ok: false as const, error: error instanceof Error ? error.message : String(error) };
    }
  };
  return (raw: unknown): ReturnType<typeof answer> | null => {
    if (!shape({ to: (to) => to === input.to, name: string })(raw)) return null;
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
    if (!shape({ id: number })(data)) return;
    const { id, envelope, outcome } = data as { id: number; envelope?: unknown; outcome?: unknown };
    if (envelope !== undefined)
      void receive(envelope)?.then((answer) => port.postMessage({ id, outcome: answer }));
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
      checks: {},
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
