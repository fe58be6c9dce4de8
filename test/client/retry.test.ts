import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  AnswerError,
  createClient,
  ProblemError,
  UnreachableError,
  WaitTimeoutError,
} from '../../src/client/index.ts';
import { persistently } from '../../src/client/retry.ts';
import { problemType } from '../../src/protocol/problem.ts';

/** A server that answers each request with the next of `answers`, the last one for ever. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const servers: { close(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serving(...answers: Answer[]) {
  const seen: { method: string; url: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', body });
      const answer = answers[Math.min(seen.length, answers.length) - 1];
      answer?.(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({ url, key: 'csk_x', retry: { firstMs: 1, longestMs: 5 } });
  return { url, seen, client };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
const busy = (status = 503, headers = {}) =>
  json(status, { type: problemType('unavailable'), title: 'away', status }, headers);
const cut: Answer = (request) => request.socket.destroy();
const half: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"accepted":');
  response.socket?.end();
};
const ID = '018f0000-0000-7000-8000-000000000000';
const report = (state: string, action?: string) =>
  json(200, {
    ...{ proposalId: ID, revision: 1, state },
    decision: action ? { action, receivedAt: '2026-11-22T00:00:00Z' } : null,
  });
const fine = json(200, { accepted: 1, duplicates: 0 });
const signal = (id = 's') => ({ id, type: 'reply' as const, at: '2026-11-22T00:00:00Z' });

describe('a gate that is away or busy', () => {
  it('is asked again with the same request after 503, 429, a cut and half an answer', async () => {
    const { client, seen } = await serving(
      busy(),
      busy(429, { 'retry-after': '0' }),
      cut,
      half,
      fine,
    );
    expect(await client.reportSignal(signal())).toEqual({ accepted: 1, duplicates: 0 });
    expect(seen).toHaveLength(5);
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1);
  });

  it('waits as long as Retry-After says, but not for ever', async () => {
    vi.useFakeTimers();
    try {
      const problem = { type: problemType('rate-limited'), title: 'busy', status: 429 };
      let calls = 0;
      const call = (seconds: number) => () => {
        calls += 1;
        return calls % 2
          ? Promise.reject(new ProblemError(problem, seconds))
          : Promise.resolve(calls);
      };
      const first = persistently(call(7), { firstMs: 1 });
      await vi.advanceTimersByTimeAsync(6_999);
      expect(calls).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await first).toBe(2);
      const long = persistently(call(86_400), {});
      await vi.advanceTimersByTimeAsync(300_000);
      expect(await long).toBe(4);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is given up after the tries, with the error as it came', async () => {
    const { seen, url } = await serving(busy());
    const twice = createClient({ url, key: 'k', retry: { attempts: 2, firstMs: 1 } });
    await expect(twice.withdraw(ID)).rejects.toBeInstanceOf(ProblemError);
    expect(seen).toHaveLength(2);
    const nobody = createClient({
      url: 'http://127.0.0.1:1',
      key: 'k',
      retry: { attempts: 2, firstMs: 1 },
    });
    await expect(nobody.withdraw(ID)).rejects.toBeInstanceOf(UnreachableError);
  });

  it('that hangs is unreachable after the time for one answer', async () => {
    const { url, seen } = await serving(() => undefined);
    const client = createClient({
      url,
      key: 'k',
      timeoutMs: 20,
      retry: { attempts: 2, firstMs: 1 },
    });
    await expect(client.withdraw(ID)).rejects.toBeInstanceOf(UnreachableError);
    expect(seen).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 409, 413, 422, 500])(
    'that says %i is not asked again',
    async (status) => {
      const { client, seen } = await serving(json(status, { type: 'x', title: 'no', status }));
      await expect(client.withdraw(ID)).rejects.toMatchObject({ status });
      expect(seen).toHaveLength(1);
    },
  );

  it('of another protocol is an AnswerError, not asked again', async () => {
    const { client, seen } = await serving(json(200, { hello: 1 }));
    await expect(client.withdraw(ID)).rejects.toBeInstanceOf(AnswerError);
    expect(seen).toHaveLength(1);
  });
});

describe('waiting for a decision', () => {
  it('goes on over time-outs, restarts and cuts, as often as it takes', async () => {
    const away = Array.from({ length: 12 }, (_, n) => (n % 2 ? busy() : cut));
    const { client, seen } = await serving(
      report('pending'),
      ...away,
      report('approved', 'approve'),
    );
    expect((await client.waitForDecision(ID)).decision?.action).toBe('approve');
    expect(seen).toHaveLength(14);
    expect(seen.every(({ url }) => url === `/v1/proposals/${ID}/decision?wait=30`)).toBe(true);
  });

  it('ends with what ended it: withdrawn, expired', async () => {
    const { client } = await serving(report('expired'));
    expect(await client.waitForDecision(ID)).toMatchObject({ state: 'expired', decision: null });
  });

  it('stops when told, with the reason, during a poll and during a pause', async () => {
    const { client } = await serving(() => undefined);
    const stop = new AbortController();
    const waiting = client.waitForDecision(ID, { signal: stop.signal, timeoutMs: 60_000 });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const later = await serving(busy(503, { 'retry-after': '60' }));
    const slow = new AbortController();
    const paused = later.client.waitForDecision(ID, { signal: slow.signal });
    await expect.poll(() => later.seen.length).toBe(1);
    slow.abort(new Error('enough too'));
    await expect(paused).rejects.toThrow('enough too');
  });

  it('says when its own time is over, also while the gate is away', async () => {
    const { client } = await serving(busy(503, { 'retry-after': '60' }));
    await expect(client.waitForDecision(ID, { timeoutMs: 30 })).rejects.toBeInstanceOf(
      WaitTimeoutError,
    );
  });
});

it('sends any number of signals, in batches', async () => {
  const { client, seen } = await serving(json(200, { accepted: 500, duplicates: 0 }), fine);
  const many = Array.from({ length: 501 }, (_, n) => signal(`s${n}`));
  expect(await client.reportSignals(many)).toEqual({ accepted: 501, duplicates: 0 });
  expect(seen.map(({ body }) => (JSON.parse(body) as { signals: [] }).signals.length)).toEqual([
    500, 1,
  ]);
  expect(await client.reportSignals([])).toEqual({ accepted: 0, duplicates: 0 });
});
