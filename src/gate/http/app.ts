import { upgradeWebSocket } from '@hono/node-server';
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import { Slug, Uuid } from '../../core/schema/scalars.ts';
import { ROUTES, type Route, type RouteName } from '../../protocol/routes.ts';
import { Refusal } from '../dispatch/ports.ts';
import { parseWith, readJson, readText } from './body.ts';
import type { Handlers } from './call.ts';
import type { App, Caller, Env, HttpDeps } from './context.ts';
import { registerDocs } from './docs.ts';
import { adminHandlers } from './handlers-admin.ts';
import { agentHandlers } from './handlers-agent.ts';
import { antiPatternHandlers } from './handlers-antipatterns.ts';
import { auditHandlers } from './handlers-audit.ts';
import { brakeHandlers } from './handlers-brakes.ts';
import { conductHandlers } from './handlers-conduct.ts';
import { deviceHandlers } from './handlers-device.ts';
import { feedbackHandlers } from './handlers-feedback.ts';
import { laneHandlers } from './handlers-lanes.ts';
import { leverHandlers } from './handlers-levers.ts';
import { manageHandlers } from './handlers-manage.ts';
import { metricHandlers } from './handlers-metrics.ts';
import { operateHandlers } from './handlers-operate.ts';
import { ownershipHandlers } from './handlers-ownership.ts';
import { policyHandlers } from './handlers-policies.ts';
import { reportHandlers } from './handlers-report.ts';
import { reviewHandlers } from './handlers-review.ts';
import { scanHandlers } from './handlers-scan.ts';
import { sheetHandlers } from './handlers-sheet.ts';
import { spotCheckHandlers } from './handlers-spot-checks.ts';
import { weeklyHandlers } from './handlers-weekly.ts';
import { commonHeaders, extensionCors } from './headers.ts';
import { createIdentify } from './identify.ts';
import { registerLive } from './live.ts';
import { createNonces } from './nonce.ts';
import { observed, registerMetrics } from './observe.ts';
import { logOf, problem, problemOf } from './problem.ts';
import { allowWorkflow, workflowNamed } from './scope.ts';
import { registerSlack } from './slack.ts';
import { streamed } from './streamed.ts';

/**
 * The gate's HTTP side as a Hono app, testable without a port by `app.request`. Every route of the
 * protocol's table is registered from that table, so none can be forgotten.
 */
export function createApp(deps: HttpDeps): App {
  const { store, keys, config, log, stopping } = deps;
  const nonces = createNonces(keys, deps.now);
  const app = new Hono<Env>();
  app.use(commonHeaders(config, nonces));
  app.use(extensionCors(config));
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    const ms = Math.round(performance.now() - started);
    // The route, not the path: what strangers put there is theirs.
    const facts = { method: c.req.method, route: routePath(c, -1), status: c.res.status, ms };
    log.debug(facts, 'request');
  });
  app.onError((error, c) => {
    const { response, unexpected } = problemOf(error);
    if (unexpected) log.error({ ...logOf(error), route: routePath(c, -1) }, 'request failed');
    return response;
  });
  app.notFound(() => problem('not-found', 'There is no such endpoint.'));

  const identify = createIdentify({ ...deps, nonces });
  const handlers: Handlers = {
    ...agentHandlers(deps),
    ...deviceHandlers(deps),
    ...reviewHandlers(deps),
    ...manageHandlers(deps),
    ...leverHandlers(deps),
    ...adminHandlers(deps),
    ...operateHandlers(deps),
    ...ownershipHandlers(deps),
    ...policyHandlers(deps),
    ...auditHandlers(deps),
    ...conductHandlers(deps),
    ...brakeHandlers(deps),
    ...laneHandlers(deps),
    ...metricHandlers(deps),
    ...feedbackHandlers(deps),
    ...antiPatternHandlers(deps),
    ...scanHandlers(deps),
    ...reportHandlers(deps),
    ...weeklyHandlers(deps),
    ...sheetHandlers(deps),
    ...spotCheckHandlers(deps),
  };
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route: Route = ROUTES[name];
    // The table ties each handler to its own row's types; here they are all called alike.
    const handler = handlers[name] as (call: {
      id: string;
      query: unknown;
      body: unknown;
      caller: Caller;
      signal: AbortSignal;
    }) => Promise<object>;
    app.on(
      route.method,
      route.path.replace(/\{(\w+)\}/g, ':$1'),
      observed(deps, name),
      async (c) => {
        const caller = await identify(c, route);
        const id = idOf(route, c.req.param('id'));
        const query = route.query ? parseWith(route.query, c.req.query()) : undefined;
        const read = route.takes ? readText(c.req.raw, route.takes) : null;
        const body = route.body
          ? parseWith(route.body, await (read ?? readJson(c.req.raw)))
          : undefined;
        const workflow = workflowNamed(route, { id, body });
        if (caller.kind === 'agent' && workflow !== null) allowWorkflow(caller.agent, workflow);
        const answer = await handler({
          ...{ id, query, body, caller },
          // Made where it is asked for: few calls wait, and each of these listens to two others.
          get signal() {
            return AbortSignal.any([c.req.raw.signal, stopping]);
          },
        });
        if (route.lines) return streamed(answer as AsyncIterable<string>, route.lines);
        if (route.gives)
          return c.body(String(answer), route.status, {
            'content-type': `${route.gives}; charset=utf-8`,
          });
        return c.json(answer, route.status);
      },
    );
  }
  registerLive(app, deps, upgradeWebSocket);

  app.get('/.well-known/jwks.json', async (c) => {
    c.header('Cache-Control', 'public, max-age=300');
    return c.json(await keys.jwks());
  });
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    if (stopping.aborted) return problem('unavailable', 'The gate is stopping.');
    try {
      await store.ready();
    } catch (error) {
      log.warn(logOf(error), 'not ready');
      return problem('unavailable', 'The database does not answer.');
    }
    return c.json({ ok: true });
  });
  registerMetrics(app, deps);
  registerSlack(app, deps);
  registerDocs(app, config);
  return app;
}

/** An id of the wrong form names nothing here. @throws Refusal not-found */
function idOf(route: Route, id: string | undefined): string {
  if (id === undefined) return '';
  const form = route.path.startsWith('/v1/workflows/') ? Slug : Uuid;
  if (!form.safeParse(id).success) throw new Refusal('not-found', 'There is no such thing.');
  return id;
}
