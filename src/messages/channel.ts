import * as z from 'zod/mini';

/** One message: what is sent and what comes back. */
export type Message = { payload: z.ZodMiniType; reply: z.ZodMiniType };
/** One direction inside the extension: name → message. */
export type MessageMap = Record<string, Message>;

export type Payload<M extends MessageMap, N extends keyof M> = z.output<M[N]['payload']>;
export type Reply<M extends MessageMap, N extends keyof M> = z.output<M[N]['reply']>;
export type Handlers<M extends MessageMap, Sender> = {
  [N in keyof M]: (payload: Payload<M, N>, sender: Sender) => Promise<Reply<M, N>> | Reply<M, N>;
};

/** What travels: the direction's name keeps one map's messages out of another's. */
export const Envelope = z.object({ to: z.string(), name: z.string(), payload: z.unknown() });
const Outcome = z.union([
  z.object({ ok: z.literal(true), reply: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

/** Thrown where the other side refused or failed. */
export class MessageError extends Error {
  override name = 'MessageError';
}

/** A sender for one direction over any transport; replies are parsed. */
export function sender<M extends MessageMap>(input: {
  to: string;
  map: M;
  transport: (envelope: z.output<typeof Envelope>) => Promise<unknown>;
}) {
  return async <N extends keyof M & string>(
    name: N,
    payload: Payload<M, N>,
  ): Promise<Reply<M, N>> => {
    const message = input.map[name];
    if (!message) throw new MessageError(`no message ${name}`);
    const outcome = Outcome.parse(await input.transport({ to: input.to, name, payload }));
    if (!outcome.ok) throw new MessageError(outcome.error);
    return z.parse(message.reply, outcome.reply) as Reply<M, N>;
  };
}

/**
 * A receiver for one direction: parses, checks the sender, runs the handler, wraps what comes back.
 * Returns null for envelopes that are not for it.
 */
export function receiver<M extends MessageMap, Sender>(input: {
  to: string;
  map: M;
  /** throws when this sender may not send in this direction */
  admit: (sender: Sender) => Promise<void> | void;
  handlers: Handlers<M, Sender>;
}) {
  return (raw: unknown, from: Sender): Promise<z.output<typeof Outcome>> | null => {
    const envelope = z.safeParse(Envelope, raw);
    if (!envelope.success || envelope.data.to !== input.to) return null;
    return answer(envelope.data, from);
  };

  async function answer(envelope: z.output<typeof Envelope>, from: Sender) {
    try {
      await input.admit(from);
      const name = envelope.name as keyof M & string;
      const message = Object.hasOwn(input.map, name) ? input.map[name] : undefined;
      if (!message) throw new MessageError(`no message ${envelope.name}`);
      const payload = z.parse(message.payload, envelope.payload) as Payload<M, typeof name>;
      return { ok: true as const, reply: await input.handlers[name](payload, from) };
    } catch (error) {
      return { ok: false as const, error: error instanceof Error ? error.message : String(error) };
    }
  }
}
