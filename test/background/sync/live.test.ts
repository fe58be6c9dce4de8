import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLive } from '../../../src/background/sync/live.ts';

/** The socket as the browser would drive it. */
class Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly url: string;
  readonly protocols: string[];
  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
  }
  send(text: string) {
    log(`sent ${text}`);
    if (answering) this.onmessage?.({ data: '{"type":"pong"}' });
  }
  close() {
    log('socket closed');
  }
}

let timeline: string[];
let sockets: Socket[];
let answering: boolean;
const log = (line: string) => timeline.push(`${Date.now()} ${line}`);

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  timeline = [];
  sockets = [];
  answering = true;
});
afterEach(() => vi.useRealTimers());

function make(ticket = async () => ({ ticket: 'T', url: 'wss://g.example/v1/live' })) {
  return createLive({
    ticket,
    open: (url, protocols) => {
      const socket = new Socket(url, protocols);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    now: () => Date.now(),
    random: () => 0.5,
    onMoved: () => log('moved'),
    onState: (state) => log(state),
  });
}

test('the ticket goes as the second subprotocol; a frame moves the feed; silence of the panel closes', async () => {
  const live = make();
  live.surface();
  await vi.advanceTimersByTimeAsync(0);
  expect(sockets[0]).toMatchObject({
    url: 'wss://g.example/v1/live',
    protocols: ['countersign.v1', 'T'],
  });
  sockets[0]?.onopen?.();
  sockets[0]?.onmessage?.({ data: '{"type":"moved"}' });
  sockets[0]?.onmessage?.({ data: 'rubbish' });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(timeline).toEqual([
    '0 opening',
    '0 open',
    '0 moved',
    '0 moved',
    '20000 sent ping',
    '40000 sent ping',
    '60000 socket closed',
    '60000 closed',
  ]);
});

test('a socket that went silent is given up and opened again', async () => {
  const live = make();
  live.surface();
  await vi.advanceTimersByTimeAsync(0);
  answering = false;
  sockets[0]?.onopen?.();
  for (const _ of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(20_000);
    live.surface();
  }
  expect(timeline.at(-1)).toBe('60000 waiting');
  await vi.advanceTimersByTimeAsync(500);
  expect(timeline.at(-1)).toBe('60500 opening');
});

test('without a ticket it waits longer each time, and only while a surface is open', async () => {
  const live = make(async () => {
    throw new Error('away');
  });
  live.surface();
  await vi.advanceTimersByTimeAsync(200_000);
  const opened = timeline.filter((line) => line.endsWith('opening')).length;
  expect(opened).toBeGreaterThan(3);
  expect(opened).toBeLessThan(9);
  expect(timeline.at(-1)).toMatch(/closed$/);
  expect(live.state()).toBe('closed');
});

test('what an old socket says is not heard once it was given up', async () => {
  const live = make();
  live.surface();
  await vi.advanceTimersByTimeAsync(0);
  live.close();
  timeline = [];
  sockets[0]?.onopen?.();
  sockets[0]?.onmessage?.({ data: '{"type":"moved"}' });
  sockets[0]?.onclose?.();
  expect(timeline).toEqual([]);
});
