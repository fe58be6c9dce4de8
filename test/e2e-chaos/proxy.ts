import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Socket } from 'node:net';

/**
 * `open`: as if it weren't there. `cut`: every connection dies, none is made. `deaf`: what the
 * browser says arrives, no answer comes back. `still`: connections are made and nothing moves.
 */
export type Line = 'open' | 'cut' | 'deaf' | 'still';

/** The network between browser and gate. */
export type Network = {
  url: string;
  /** where the gate listens; it may be away */
  to(port: number): void;
  /** how it is from now on; connections that hung in another state die when it opens again */
  set(line: Line): void;
  close(): Promise<void>;
};

/** Starts a TCP relay on loopback whose line can fail in several ways. */
export async function startNetwork(): Promise<Network> {
  let target = 0;
  let line: Line = 'open';
  const open = new Set<Socket>();
  const hang = (): void => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((near) => {
    if (line === 'cut') {
      near.destroy();
      return;
    }
    const far = dial(target, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
    }
    near.on('data', (chunk) => {
      if (line !== 'still') far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (line === 'open') near.write(chunk);
    });
    const end = (): void => {
      open.delete(near);
      open.delete(far);
      near.destroy();
      far.destroy();
    };
    near.on('close', end);
    far.on('close', end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    to(next) {
      target = next;
    },
    set(next) {
      line = next;
      // What was swallowed meanwhile never comes: such a connection is of no more use.
      if (next === 'cut' || next === 'open') hang();
    },
    async close() {
      hang();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
