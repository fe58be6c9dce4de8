import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { ReviewItem } from '../../src/core/schema/proposal.ts';
import { SyncAnswer } from '../../src/protocol/sync.ts';

/** What stands at a place of the feed. */
export type EntryAt = (at: number, real: readonly ReviewItem[]) => SyncAnswer['entries'][number];

export type LongFeed = {
  /** what browsers pair with */
  url: string;
  /** where the gate itself listens, once it does */
  gateUrl: string;
  /** lets the feed go on to this place; a request beyond it is answered then */
  release(to: number): void;
  /** how long the feed is; told as ended there */
  length: number;
  /** places that were asked for and given */
  given: number;
  /** seconds from a request to its answer's end, the wait for `release` left out */
  ownSeconds: number;
  close(): Promise<void>;
};

/** As many as fit on a page of the real feed. */
const PAGE = 500;

/**
 * Stands before a gate and makes its feed as long as is asked for: every request goes on to the gate,
 * which checks its token and proof; a sync's answer keeps all but its entries, in whose place are
 * `entryAt`'s, made of the items that the gate itself told of. So nothing on the device's side is
 * another's than with a gate that has them, and the feed isn't what is waited for.
 */
export async function longFeed(entryAt: EntryAt): Promise<LongFeed> {
  let released = 0;
  let waiting: (() => void)[] = [];
  const server = createServer((asked, answer) => {
    handle(asked, answer).catch(() => answer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const feed: LongFeed = {
    ...{ url: `http://127.0.0.1:${port}`, gateUrl: '', length: 0, given: 0, ownSeconds: 0 },
    release(to) {
      released = to;
      for (const go of waiting) go();
      waiting = [];
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function handle(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(asked.url ?? '/', feed.url);
    if (asked.method !== 'GET' || url.pathname !== '/v1/sync') {
      const told = await passOn(feed.gateUrl, asked, url.pathname + url.search);
      answer.writeHead(told.status, told.headers).end(told.body);
      return;
    }
    const from = Number((url.searchParams.get('cursor') ?? '0').split('.')[0]);
    const began = performance.now();
    const told = await passOn(feed.gateUrl, asked, url.pathname);
    let waited = 0;
    if (told.status === 200) {
      const paused = performance.now();
      while (from >= released && from < feed.length)
        await new Promise<void>((resolve) => waiting.push(resolve));
      waited = performance.now() - paused;
      told.body = JSON.stringify(page(SyncAnswer.parse(JSON.parse(told.body.toString())), from));
    }
    answer.writeHead(told.status, told.headers);
    await new Promise<void>((resolve) => answer.end(told.body, resolve));
    feed.ownSeconds += (performance.now() - began - waited) / 1000;
  }

  function page(real: SyncAnswer, from: number): SyncAnswer {
    const items = real.entries.flatMap((one) => (one.op === 'upsert' ? [one.item] : []));
    const to = Math.min(from + PAGE, released, feed.length);
    const entries = Array.from({ length: Math.max(0, to - from) }, (_, n) =>
      entryAt(from + n, items),
    );
    feed.given = Math.max(feed.given, to);
    return { ...real, entries, cursor: `${Math.max(from, to)}.0`, more: to < feed.length };
  }
  return feed;
}

type Told = { status: number; headers: Record<string, string | string[]>; body: Buffer | string };

/** The gate's own answer. */
async function passOn(gateUrl: string, asked: IncomingMessage, path: string): Promise<Told> {
  const { host: _ours, 'accept-encoding': _packed, ...headers } = asked.headers;
  const sent = request(new URL(path, gateUrl), { method: asked.method, headers });
  const told = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject);
  });
  sent.end(await buffer(asked));
  const response = await told;
  const kept = Object.entries(response.headers).filter(
    ([name, value]) =>
      value !== undefined && !['content-length', 'transfer-encoding', 'connection'].includes(name),
  );
  return {
    status: response.statusCode ?? 502,
    headers: Object.fromEntries(kept) as Told['headers'],
    body: await buffer(response),
  };
}
