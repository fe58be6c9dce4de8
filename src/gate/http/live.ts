import type { UpgradeWebSocket } from 'hono/ws';
import { LIVE_SUBPROTOCOL, type LiveFrame } from '../../protocol/sync.ts';
import { Refusal } from '../dispatch/ports.ts';
import type { App, HttpDeps } from './context.ts';
import { TOKEN_SECONDS } from './handlers-device.ts';
import { hashSecret } from './identify.ts';
import { HttpRefusal } from './problem.ts';

/** how often a socket's device is looked up again, in milliseconds */
const RECHECK_MS = 30_000;

/**
 * `wss …/v1/live`. The ticket comes as the second subprotocol and works once; the Origin must be a
 * configured extension's. Frames say only that the cursor moved. Closed when the device is revoked,
 * when a token's life is over, and at shutdown.
 */
export function registerLive(
  app: App,
  deps: Pick<HttpDeps, 'store' | 'config' | 'stopping'>,
  upgrade: UpgradeWebSocket,
): void {
  const { store, config, stopping } = deps;
  app.get(
    '/v1/live',
    async (c, next) => {
      if (c.req.header('upgrade')?.toLowerCase() !== 'websocket')
        throw new Refusal('not-found', 'This is a WebSocket; ask for a ticket by POST.');
      if (!config.extensionOrigins.includes(c.req.header('origin') ?? ''))
        throw new Refusal('forbidden', 'Not from this origin.');
      const [first, ticket = ''] = (c.req.header('sec-websocket-protocol') ?? '')
        .split(',')
        .map((part) => part.trim());
      const identity =
        first === LIVE_SUBPROTOCOL && ticket.length <= 200
          ? await store.people.takeTicket(hashSecret(ticket))
          : null;
      if (!identity) throw new HttpRefusal('unauthenticated', 'The ticket is not valid.', {});
      c.set('live', identity);
      await next();
    },
    upgrade((c) => {
      const { workspaceId, deviceId } = c.get('live');
      const ends: (() => void)[] = [];
      return {
        onOpen: (_event, socket) => {
          const send = (frame: LiveFrame): void => socket.send(JSON.stringify(frame));
          const close = (code: number, reason: string) => () => socket.close(code, reason);
          const stop = close(1001, 'the gate stops');
          const expiry = setTimeout(close(4001, 'expired'), TOKEN_SECONDS * 1000);
          const recheck = setInterval(() => {
            store.people.deviceById(deviceId).then(
              (device) => {
                if (!device) close(4003, 'revoked')();
              },
              // a database that is away for a moment is no reason to cut anyone off
              () => undefined,
            );
          }, RECHECK_MS);
          stopping.addEventListener('abort', stop);
          ends.push(
            store.feed.onMoved(workspaceId, () => send({ type: 'moved' })),
            () => clearTimeout(expiry),
            () => clearInterval(recheck),
            () => stopping.removeEventListener('abort', stop),
          );
          // What moved between the client's last sync and now is told at once.
          send({ type: 'moved' });
          if (stopping.aborted) stop();
        },
        onMessage: (event, socket) => {
          if (event.data === 'ping') socket.send(JSON.stringify({ type: 'pong' }));
          else socket.close(1008, 'only ping is understood');
        },
        onClose: () => {
          for (const end of ends.splice(0)) end();
        },
      };
    }),
  );
}
