import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import type { Env, HttpConfig } from './context.ts';
import type { Nonces } from './nonce.ts';

/** Headers of every answer: version, nonce, and that nothing here is a page to frame or to cache. */
export const commonHeaders =
  (config: HttpConfig, nonces: Nonces): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    const set = (name: string, value: string): void => {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    };
    set('Countersign-Version', String(PROTOCOL_VERSION));
    set('DPoP-Nonce', nonces.current());
    set('Date', new Date().toUTCString());
    set('Cache-Control', 'no-store');
    set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    set('X-Content-Type-Options', 'nosniff');
    set('Referrer-Policy', 'no-referrer');
    set('Cross-Origin-Resource-Policy', 'same-origin');
    if (config.publicUrl.startsWith('https:')) set('Strict-Transport-Security', 'max-age=31536000');
  };

/** CORS for exactly the configured extension origins; no other origin gets any such header. */
export const extensionCors = (config: HttpConfig): MiddlewareHandler<Env> =>
  cors({
    origin: (origin) => (config.extensionOrigins.includes(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowHeaders: ['Authorization', 'DPoP', 'Content-Type'],
    exposeHeaders: ['DPoP-Nonce', 'Date', 'Countersign-Version', 'Retry-After', 'WWW-Authenticate'],
    maxAge: 600,
  });
