import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { streamSSE } from 'hono/streaming';
import type { ReceivedMail, Sink } from './sink.ts';

// The page reloads when a mail arrives; the script is this server's own, so the policy can be strict.
const SCRIPT = `new EventSource('/events').addEventListener('mail', () => location.reload());`;

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#dadce0, #3c4043); --soft: light-dark(#5f6368, #9aa0a6); }
body { font: 14px/20px system-ui, sans-serif; margin: 0 auto; max-width: 760px; padding: 24px 16px; }
h1 { font-size: 20px; line-height: 28px; margin: 0 0 4px; }
p { margin: 0; } .soft { color: var(--soft); }
article { border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; margin-top: 16px; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 0 0 4px; } pre { font: inherit; white-space: pre-wrap; margin: 12px 0 0; }
details { margin-top: 12px; color: var(--soft); } details pre { font: 12px/16px ui-monospace, monospace; }
`;

/** A page on loopback that shows what the sink has received, newest first. */
export async function startViewer(sink: Sink, options: { port?: number } = {}) {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
    );
  });
  app.get('/', (context) => context.html(page(sink.mails())));
  app.get('/page.js', (context) =>
    context.body(SCRIPT, 200, { 'Content-Type': 'text/javascript' }),
  );
  app.get('/page.css', (context) => context.body(STYLE, 200, { 'Content-Type': 'text/css' }));
  app.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      const stop = sink.onMail(() => {
        void stream.writeSSE({ event: 'mail', data: '' });
      });
      await new Promise<void>((resolve) => stream.onAbort(resolve));
      stop();
    }),
  );
  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function page(mails: readonly ReceivedMail[]) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mailbox (${mails.length})</title>
<link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script></head>
<body><h1>Mailbox</h1>
<p class="soft">${mails.length === 0 ? 'Nothing has arrived. A mail comes here once you approve its draft.' : `${mails.length} ${mails.length === 1 ? 'mail' : 'mails'} arrived, newest first.`}</p>
${[...mails].reverse().map(
  (mail) => html`<article><h2 dir="auto">${mail.subject || '(no subject)'}</h2>
<p class="soft">From ${mail.from} to ${mail.recipients.join(', ')} · ${mail.receivedAt.slice(11, 19)} UTC</p>
<pre dir="auto">${mail.text}</pre>
<details><summary>As it came over the wire</summary><pre>${mail.raw.toString('utf8')}</pre></details></article>`,
)}
</body></html>`;
}
