import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP relay that can be cut: what stands between clients and gates, and between gates and database. */
export type Relay = {
  port: number;
  /** Destroys every connection that is open now. @returns how many */
  cut(): number;
  close(): Promise<void>;
};

/**
 * Relays each connection to one of `targets` in turn, to the next where one refuses, as a balancer
 * does. With `spread` each comes from a loopback address of its own, as many clients' would.
 */
export async function startRelay(
  targets: () => readonly number[],
  options: { spread?: boolean } = {},
): Promise<Relay> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer({ pauseOnConnect: true }, (client) => {
    turn += 1;
    const ports = targets();
    const order = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    const from = options.spread ? { localAddress: `127.0.0.${2 + (turn % 200)}` } : {};
    keep(client);
    const next = (): void => {
      const port = order.shift();
      if (port === undefined || client.destroyed) {
        client.destroy();
        return;
      }
      const server_ = connect({ host: '127.0.0.1', port, ...from });
      server_.once('error', refused);
      server_.once('connect', () => {
        server_.off('error', refused);
        keep(server_);
        const both = () => {
          client.destroy();
          server_.destroy();
        };
        client.once('close', both);
        server_.once('close', both);
        client.pipe(server_).pipe(client);
        client.resume();
      });
      function refused(): void {
        server_.destroy();
        next();
      }
    };
    next();
  });
  const keep = (socket: Socket): void => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  const cut = (): number => {
    const n = open.size;
    // Without a goodbye, as a cable does.
    for (const socket of open) socket.resetAndDestroy();
    return n;
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}
