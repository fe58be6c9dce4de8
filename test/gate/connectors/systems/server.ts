import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * Our own synthetic servers: they answer as the systems' public documentation says theirs do (paths,
 * fields, status codes, error bodies, limit headers). No line and no record of them is a vendor's.
 */
export type Asked = {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  /** parsed where it is JSON or a form */
  body: Record<string, unknown>;
};
export type Answer = { status: number; headers?: Record<string, string>; json?: unknown };

/** `cut` ends the connection without an answer. */
export async function startServer(answer: (asked: Asked) => Answer | 'cut') {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one: Asked = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', 'http://127.0.0.1'),
        headers: request.headers,
        body: bodyOf(Buffer.concat(chunks).toString('utf8'), request.headers['content-type']),
      };
      asked.push(one);
      const said = answer(one);
      if (said === 'cut') {
        request.socket.destroy();
        return;
      }
      const text = said.json === undefined ? '' : JSON.stringify(said.json);
      response.writeHead(said.status, {
        ...(text === '' ? {} : { 'content-type': 'application/json;charset=utf-8' }),
        ...said.headers,
      });
      response.end(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function bodyOf(text: string, type = ''): Record<string, unknown> {
  if (type.includes('json') && text !== '') return JSON.parse(text);
  return type.includes('form') ? Object.fromEntries(new URLSearchParams(text)) : {};
}

/** What a test has the system do at the next request of its kind; `null` answers as usual. */
export type Fault =
  | null
  /** says "too often" to a read, to a write */
  | 'limit-read'
  | 'limit-write'
  /** says no to the write */
  | 'refuse-write'
  /** does the write, and the connection ends before the answer */
  | 'cut-write'
  /** fails at the write, having done nothing, or so it says */
  | 'fail-write'
  /** the current token has expired */
  | 'expire'
  /** no token is good any more, and none is given */
  | 'revoke'
  /** the token has expired and the token service is away */
  | 'expire-and-down';

/** A system's double: its records, its tokens, what it is told to do. */
export type Double = {
  url: string;
  asked: Asked[];
  records: Map<string, Record<string, unknown>>;
  /** writes that took effect */
  effects(): number;
  /** token requests that were answered with a token */
  renewals(): number;
  fault(next: Fault): void;
  stop(): Promise<void>;
};
