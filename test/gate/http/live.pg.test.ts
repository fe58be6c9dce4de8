import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { LIVE_SUBPROTOCOL, LiveFrame, type SyncAnswer } from '../../../src/protocol/sync.ts';
import { Device, ORIGIN, proposal, submit, type Team, team } from './harness.ts';
import { runningGate } from './running.ts';

let gate: Awaited<ReturnType<typeof runningGate>>;
let acme: Team;
let device: Device;
beforeAll(async () => {
  gate = await runningGate();
  acme = await team(gate.store);
  device = await Device.paired(gate, acme.workspaceId);
});
afterAll(() => gate.close());

const ticket = async (): Promise<string> => {
  const answer = await device.send('POST', '/v1/live');
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { ticket: string }).ticket;
};
const address = () => `${gate.url.replace('http', 'ws')}/v1/live`;
const connect = (protocols: string[], origin = ORIGIN) =>
  new WebSocket(address(), protocols, { origin });
const frame = async (socket: WebSocket) => {
  const [data] = (await once(socket, 'message')) as [Buffer];
  return LiveFrame.parse(JSON.parse(data.toString()));
};
/** the status with which an upgrade is refused */
const refusal = (socket: WebSocket) =>
  new Promise<number>((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.once('open', () => reject(new Error('it was opened')));
    socket.once('error', () => undefined);
  });

describe('/v1/live', () => {
  it('tells that the cursor moved, and answers ping', async () => {
    const socket = connect([LIVE_SUBPROTOCOL, await ticket()]);
    expect(await frame(socket)).toEqual({ type: 'moved' });
    expect(socket.protocol).toBe(LIVE_SUBPROTOCOL);
    const moved = frame(socket);
    await submit(gate, acme);
    expect(await moved).toEqual({ type: 'moved' });
    // Frames may come two in one packet: heard by one listener, so that none falls in between.
    const pong = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        if (JSON.parse(String(data)).type === 'pong') resolve();
      });
    });
    socket.send('ping');
    await pong;
    socket.close();
    await once(socket, 'close');
  });

  it('takes a ticket once', async () => {
    const once_ = await ticket();
    const first = connect([LIVE_SUBPROTOCOL, once_]);
    await frame(first);
    expect(await refusal(connect([LIVE_SUBPROTOCOL, once_]))).toBe(401);
    first.close();
    await once(first, 'close');
  });

  it('refuses other origins, other protocols and made-up tickets', async () => {
    expect(
      await refusal(connect([LIVE_SUBPROTOCOL, await ticket()], 'https://mail.google.com')),
    ).toBe(403);
    expect(await refusal(connect(['other', await ticket()]))).toBe(401);
    expect(await refusal(connect([LIVE_SUBPROTOCOL, 'made-up']))).toBe(401);
    expect(await refusal(connect([LIVE_SUBPROTOCOL]))).toBe(401);
    expect((await fetch(`${gate.url}/v1/live`)).status).toBe(404);
  });

  it('closes on whoever says anything else, or too much', async () => {
    for (const [message, code] of [
      ['hello', 1008],
      ['x'.repeat(5000), 1009],
    ] as const) {
      const socket = connect([LIVE_SUBPROTOCOL, await ticket()]);
      await frame(socket);
      socket.on('error', () => undefined);
      socket.send(message);
      const [closed] = (await once(socket, 'close')) as [number];
      expect(closed).toBe(code);
    }
  });
});

describe('/v1/sync', () => {
  const sync = async (query: string): Promise<SyncAnswer> =>
    (await (await device.send('GET', `/v1/sync${query}`)).json()) as SyncAnswer;
  const catchUp = async (): Promise<string> => {
    let page = await sync('');
    while (page.more) page = await sync(`?cursor=${page.cursor}`);
    return page.cursor;
  };

  it('wakes the long poll when something comes', async () => {
    const cursor = await catchUp();
    const waiting = sync(`?cursor=${cursor}&wait=25`);
    const { id } = await submit(gate, acme, proposal());
    const { entries } = await waiting;
    expect(entries).toMatchObject([{ op: 'upsert', item: { proposalId: id } }]);
  });

  it('answers an empty page when nothing comes', async () => {
    const cursor = await catchUp();
    expect((await sync(`?cursor=${cursor}&wait=0.05`)).entries).toEqual([]);
  });

  it.each(['?cursor=x', '?wait=26', '?limit=0', '?wait=NaN', '?wait=-1'])(
    '%s is refused',
    async (query) => {
      expect((await device.send('GET', `/v1/sync${query}`)).status).toBe(422);
    },
  );

  it('shutting down ends long polls and sockets at once', async () => {
    const socket = connect([LIVE_SUBPROTOCOL, await ticket()]);
    await frame(socket);
    const cursor = await catchUp();
    const { feed } = gate.store;
    const { onMoved } = feed;
    const polling = new Promise<void>((resolve) => {
      feed.onMoved = (...listener) => {
        resolve();
        return onMoved(...listener);
      };
    });
    const waiting = sync(`?cursor=${cursor}&wait=25`);
    const closed = once(socket, 'close');
    await polling;
    await gate.gate.close();
    expect((await closed)[0]).toBe(1001);
    expect((await waiting).entries).toEqual([]);
    await expect(fetch(`${gate.url}/healthz`)).rejects.toThrow();
  });
});
