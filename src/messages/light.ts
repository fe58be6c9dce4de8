import type { Message, MessageMap, Payload, Reply } from './channel.ts';

/*
 * Messages checked without zod, for the two scripts whose weight a person waits for (B1): content
 * scripts, and the panel where it hears the worker. By message name; one without a check carries an
 * object of no interest. Unknown members pass, as in the schemas; tests hold both to the same verdicts.
 */
export type Check = (value: unknown) => boolean;
/** By message name. */
export type Checks<M> = { [N in keyof M]?: Check };

export const ofType =
  (...types: string[]): Check =>
  (value) =>
    types.includes(typeof value);
export const string = ofType('string');
export const number = ofType('number');
export const boolean = ofType('boolean');
export const object: Check = (value) => typeof value === 'object' && value !== null;
export const maybeString = ofType('string', 'undefined');
export const oneOf =
  (words: string): Check =>
  (value) =>
    typeof value === 'string' && new RegExp(`^(${words})$`).test(value);
export const uuid = oneOf('[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}');
export const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const shape =
  (members: Record<string, Check>): Check =>
  (value) =>
    object(value) &&
    Object.entries(members).every(([name, check]) =>
      check((value as Record<string, unknown>)[name]),
    );

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
