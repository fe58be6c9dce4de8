import { request as http, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as https } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { type Address, addressOf } from './address.ts';

export type Post = {
  url: string;
  /** idempotency key, the same over retries */
  id: string;
  /** dot-separated event type */
  type: string;
  data: unknown;
  secret: string;
  allowLoopback: boolean;
  /** awaited when connected, directly before anything is written */
  handOver?: () => Promise<void>;
};
export type PostAnswer = {
  status: number;
  body: string;
  /** the header as it came */
  retryAfter: string | undefined;
};

const TIMEOUT_MS = 15_000;
const MAX_ANSWER = 64 * 1024;

/**
 * Posts one Standard Webhooks message, follows no redirect, gives up after 15 s.
 * @throws BlockedTarget, network errors, and whatever `handOver` threw
 */
export async function post(message: Post): Promise<PostAnswer> {
  const url = new URL(message.url);
  const address = await addressOf(url, message);
  const at = new Date();
  const body = JSON.stringify({
    type: message.type,
    timestamp: at.toISOString(),
    data: message.data,
  });
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    lookup: pinned(address),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Countersign',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(message.secret).sign(message.id, at, body),
    },
  };
  return exchange({ url, options, body, handOver: message.handOver });
}

const pinned =
  ({ address, family }: Address): LookupFunction =>
  (_host, options, answer) => {
    if (options.all) answer(null, [{ address, family }]);
    else answer(null, address, family);
  };

function exchange(work: {
  url: URL;
  options: RequestOptions;
  body: string;
  handOver: (() => Promise<void>) | undefined;
}): Promise<PostAnswer> {
  const secure = work.url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const call = (secure ? https : http)(work.url, work.options);
    const timer = setTimeout(
      () => call.destroy(new Error('no answer within 15 seconds')),
      TIMEOUT_MS,
    );
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    call.once('error', (error) => end(() => reject(error)));
    call.once('response', (response) => {
      read(response).then(
        (body) =>
          end(() =>
            resolve({
              status: response.statusCode ?? 0,
              body,
              retryAfter: response.headers['retry-after'],
            }),
          ),
        (error: Error) => end(() => reject(error)),
      );
    });
    // Node sends nothing, not even headers, before end().
    call.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        (work.handOver?.() ?? Promise.resolve()).then(
          () => call.end(work.body),
          (error: Error) => call.destroy(error),
        );
      });
    });
  });
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_ANSWER) {
      // The status is what counts; nobody needs a long answer.
      response.destroy();
      break;
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
