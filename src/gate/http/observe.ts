import type { MiddlewareHandler } from 'hono';
import type { App, Env, HttpDeps } from './context.ts';

/** Calls that wait for something to happen: their time says nothing about the gate. */
const waits = (route: string, query: string | undefined): boolean =>
  (route === 'sync' || route === 'awaitDecision') && query !== undefined && query !== '0';

/** Tells the metrics about every request of one route, by the route's name. */
export const observed =
  (deps: HttpDeps, route: string): MiddlewareHandler<Env> =>
  async (c, next) => {
    const started = performance.now();
    await next();
    deps.observe?.({
      route,
      status: c.res.status,
      seconds: (performance.now() - started) / 1000,
      waited: waits(route, c.req.query('wait')),
    });
  };

/**
 * `/metrics` for Prometheus, on the gate's own port, for who has the token only. Without
 * `METRICS_TOKEN` there is no such endpoint.
 */
export function registerMetrics(app: App, deps: HttpDeps): void {
  const { metrics } = deps;
  if (!metrics) return;
  app.get('/metrics', async (c) => {
    if (!metrics.allows(c.req.header('authorization') ?? ''))
      return c.text('Send METRICS_TOKEN as a bearer token.\n', 401, {
        'www-authenticate': 'Bearer',
      });
    const { type, text } = await metrics.page();
    return c.body(text, 200, { 'content-type': type });
  });
}
