import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:net';
import { serve, type WebSocketServerLike } from '@hono/node-server';
import { type DestinationStream, pino } from 'pino';
import { v7 } from 'uuid';
import { WebSocketServer } from 'ws';
import { auditAccess } from './audit/access.ts';
import { type Sealer, startSealer } from './audit/sealer.ts';
import { configuredExecutors, connectedSystems } from './cli/executors.ts';
import { openKeys, openStore } from './cli/open.ts';
import { connectSlack } from './cli/slack.ts';
import { startSweep } from './cli/sweep.ts';
import { startWork } from './cli/work.ts';
import type { GateConfig } from './config.ts';
import { webhookSecret } from './connectors/webhook/index.ts';
import { difference } from './dispatch/difference.ts';
import type { Store } from './dispatch/ports.ts';
import { createApp } from './http/app.ts';
import type { HttpDeps, Log } from './http/context.ts';
import { logOf } from './http/problem.ts';
import { verifyDecisionJws } from './keys/decision-jws.ts';
import { drawOf } from './keys/draw.ts';
import type { GateKeys } from './keys/gate-keys.ts';
import { createMetrics } from './metrics.ts';
import { sanitize } from './sanitize/sanitize.ts';

/** A gate that runs. */
export type Gate = {
  /** the address it listens on, on this machine */
  url: string;
  store: Store;
  keys: GateKeys;
  /** answers what is under way, finishes dispatches that were begun, lets go of the database */
  close(): Promise<void>;
};

/** how long calls under way may take at shutdown, in milliseconds */
const GRACE_MS = 5_000;

/**
 * Starts the gate: database, migrations, keys, jobs, HTTP. @throws with one sentence for people
 * when the database or the port can't be had.
 */
export async function startGate(settings: GateConfig, log: Log = logger(settings)): Promise<Gate> {
  const port = settings.port === 0 ? await freePort(settings.host) : settings.port;
  // With a port of its own choosing the gate's address is only known now.
  const config: GateConfig =
    settings.port === 0 && /:0$/.test(settings.publicUrl)
      ? { ...settings, port, publicUrl: settings.publicUrl.replace(/:0$/, `:${port}`) }
      : { ...settings, port };
  const keys = await openKeys(config, (error) =>
    log.error(logOf(error), 'the signing keys could not be read again; those in use go on'),
  );
  const opened = await openStore(config, (line) => log.info({}, line));
  const { databaseUrl, close } = opened;
  let sealer: Sealer | null = null;
  const metrics = createMetrics(
    () => opened.store.operating.facts(),
    () => sealer?.unsealedSeconds() ?? 0,
  );
  const store = metrics.counted(opened.store);
  const stopping = new AbortController();
  const ends: (() => Promise<void>)[] = [close];
  const shutDown = async (): Promise<void> => {
    stopping.abort();
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const executors = configuredExecutors(config, { master: keys.webhookMaster(), store });
    const slack = await connectSlack({ config, store, log });
    const work = { config, store, keys, executors, databaseUrl, log, instance: v7() };
    ends.push(await startWork({ ...work, ...(slack ? { slack: slack.work } : {}) }));
    sealer = startSealer({
      store,
      keys,
      onError: (error) => log.warn(logOf(error), 'the audit chain waits'),
    });
    ends.push(sealer.stop);
    ends.push(startSweep({ store, days: config.retentionDays, log }));
    const http: HttpDeps = {
      audit: auditAccess({ store, keys, now: () => Date.now() }),
      store,
      keys,
      config,
      log,
      observe: metrics.observe,
      ...(config.metricsToken === null
        ? {}
        : { metrics: { allows: bearer(config.metricsToken), page: metrics.page } }),
      sanitize,
      difference,
      stopping: stopping.signal,
      verifyDecision: verifyDecisionJws,
      sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
      newId: () => v7(),
      draw: drawOf(keys),
      now: () => Date.now(),
      webhookSecret: (workspaceId) => webhookSecret(keys.webhookMaster(), workspaceId),
      systems: connectedSystems(config),
      executors,
      loopbackWebhooks: config.allowLoopbackWebhooks,
    };
    const app = createApp(slack ? { ...http, slack: slack.door(http) } : http);
    if (slack) ends.push(slack.follow());
    ends.push(await listen({ fetch: app.fetch, host: config.host, port }));
  } catch (error) {
    await shutDown();
    throw error;
  }
  const address = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = `http://${address}:${port}`;
  log.info({ url, publicUrl: config.publicUrl }, 'the gate listens');
  let closed: Promise<void> | null = null;
  return {
    url,
    store,
    keys,
    close: () => {
      closed ??= shutDown();
      return closed;
    },
  };
}

async function listen(options: {
  fetch: Parameters<typeof serve>[0]['fetch'];
  host: string;
  port: number;
}): Promise<() => Promise<void>> {
  const { fetch, host, port } = options;
  const wss = new WebSocketServer({ noServer: true, maxPayload: 1024 });
  // The adapter's type and ws' own differ in overloads only.
  const typed = wss as unknown as WebSocketServerLike;
  const server = await new Promise<ReturnType<typeof serve>>((resolve, reject) => {
    const made = serve({ fetch, hostname: host, port, websocket: { server: typed } }, () =>
      resolve(made),
    );
    made.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken; set GATE_PORT to another, or to 0 for a free one.`)
          : error,
      ),
    );
  });
  return async () => {
    const gone = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of wss.clients) socket.close(1001, 'the gate stops');
    const late = setTimeout(() => {
      for (const socket of wss.clients) socket.terminate();
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, GRACE_MS);
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await gone;
    clearTimeout(late);
  };
}

/** Whether an Authorization header carries this token; compared without telling how much of it fits. */
function bearer(token: string): (authorization: string) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const right = digest(`Bearer ${token}`);
  return (authorization) => timingSafeEqual(digest(authorization), right);
}

/** A port that was free a moment ago: keys are issued for an address, so it is needed before listening. */
async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, host, resolve);
  });
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port could be found');
  return address.port;
}

/** Logs as JSON lines. What could hold a secret is left out even where somebody logs it by mistake. */
export function logger(
  config: Pick<GateConfig, 'logLevel'>,
  to: DestinationStream = pino.destination(1),
): Log {
  const paths = [
    'authorization',
    '*.authorization',
    'dpop',
    '*.dpop',
    'token',
    '*.token',
    'botToken',
    '*.botToken',
    'signingSecret',
    '*.signingSecret',
    'url.password',
  ];
  return pino({ level: config.logLevel, base: null, redact: { paths, remove: true } }, to);
}
