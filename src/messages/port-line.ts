import * as z from 'zod/mini';
import {
  Envelope,
  type Handlers,
  MessageError,
  type MessageMap,
  receiver,
  sender,
} from './channel.ts';

/*
 * The framing of the panel's MessagePort, the same on both ends: a question is {id, envelope}, its
 * answer {id, outcome}. Ids count per end; an answer can't be taken for a question.
 */
const Question = z.object({ id: z.int(), envelope: Envelope });
const Answer = z.object({ id: z.int(), outcome: z.unknown() });

/**
 * Both directions over one MessagePort. Starts listening at once: call it only once the other end
 * is trusted. A question without an answer fails after `timeoutMs` (10 s), and at once on close.
 */
export function portLine<Out extends MessageMap, In extends MessageMap>(input: {
  port: MessagePort;
  out: { to: string; map: Out };
  in: { to: string; map: In; handlers: Handlers<In, MessagePort> };
  timeoutMs?: number;
}) {
  const { port, timeoutMs = 10_000 } = input;
  const waiting = new Map<
    number,
    { resolve(outcome: unknown): void; reject(error: Error): void }
  >();
  let last = 0;
  const receive = receiver<In, MessagePort>({ ...input.in, admit: () => undefined });

  const transport = (envelope: z.output<typeof Envelope>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      const id = last;
      const timer = setTimeout(() => settle(new MessageError('no answer')), timeoutMs);
      const settle = (end: Error | { outcome: unknown }) => {
        clearTimeout(timer);
        waiting.delete(id);
        if (end instanceof Error) reject(end);
        else resolve(end.outcome);
      };
      waiting.set(id, { resolve: (outcome) => settle({ outcome }), reject: settle });
      port.postMessage({ id, envelope });
    });

  const onMessage = (event: MessageEvent<unknown>) => {
    const question = z.safeParse(Question, event.data);
    if (question.success) {
      const { id, envelope } = question.data;
      receive(envelope, port)?.then(
        (outcome) => port.postMessage({ id, outcome }),
        () => undefined, // receive never rejects; a closed port can't be told
      );
      return;
    }
    const answer = z.safeParse(Answer, event.data);
    if (answer.success) waiting.get(answer.data.id)?.resolve(answer.data.outcome);
  };
  port.addEventListener('message', onMessage);
  port.start();

  return {
    send: sender<Out>({ ...input.out, transport }),
    close() {
      port.removeEventListener('message', onMessage);
      port.close();
      for (const { reject } of [...waiting.values()])
        reject(new MessageError('the line is closed'));
    },
  };
}
