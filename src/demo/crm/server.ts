import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { bundledScript } from '../gmail/bundle.ts';
import { certificate } from '../gmail/certificate.ts';
import type { CrmConfig, CrmRecord } from './contract.ts';
import { type CrmSite, SITES } from './sites.ts';

export interface CrmServer {
  port: number;
  /** host → port, as the browser's host mapping wants it */
  hosts: Record<string, number>;
  url(system: string, record?: Pick<CrmRecord, 'object' | 'id'>): string;
  /** replaces what a system's pages show; pages pick it up when they load */
  put(system: string, records: CrmRecord[]): void;
  configure(changes: { theme: 'light' | 'dark' }): void;
  close(): Promise<void>;
}

/** No string may reach a script sink, nothing may be framed, styles come from the server only. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/** The one HTML document: all else is built by the script. */
function documentOf(config: CrmConfig, nonce: string): string {
  const data = JSON.stringify(config).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en" data-look="${config.theme}">
<head>
<meta charset="utf-8">
<title>${config.label}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/x-crm/styles.css">
<script nonce="${nonce}" type="application/json" id="page-config">${data}</script>
<script nonce="${nonce}" src="/x-crm/page.js" defer></script>
</head>
<body></body>
</html>
`;
}

/** Starts all systems' record pages on one port of 127.0.0.1. */
export async function startCrm(options: { theme?: 'light' | 'dark' } = {}): Promise<CrmServer> {
  let theme = options.theme ?? 'light';
  const records = new Map<string, CrmRecord[]>();
  const [pair, script, styles] = await Promise.all([
    certificate(),
    bundledScript(fileURLToPath(new URL('./page/main.ts', import.meta.url))),
    readFile(new URL('./page/styles.css', import.meta.url), 'utf8'),
  ]);

  const configOf = (site: CrmSite): CrmConfig => ({
    ...{ system: site.system, label: site.label, shape: site.shape, list: site.list, theme },
    records: (records.get(site.system) ?? []).map((record) => ({
      ...record,
      place: site.place(record),
    })),
  });

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const site = SITES.find(({ host }) => host === request.headers.host);
    const path = (request.url ?? '/').split('?')[0];
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    if (!site || request.method !== 'GET') response.writeHead(404).end();
    else if (path === '/x-crm/page.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8').end(script);
    } else if (path === '/x-crm/styles.css') {
      response.setHeader('content-type', 'text/css; charset=utf-8').end(styles);
    } else {
      const nonce = randomBytes(16).toString('base64');
      response.setHeader('content-security-policy', policy(nonce));
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(documentOf(configOf(site), nonce));
    }
  }

  const server = createServer(pair, serve);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hosts: Object.fromEntries(SITES.map(({ host }) => [host, port])),
    url(system, record) {
      const site = SITES.find((one) => one.system === system);
      if (!site) throw new Error(`there are no pages of ${system}`);
      return `https://${site.host}${record ? site.place(record) : site.list}`;
    },
    put: (system, all) => void records.set(system, all),
    configure(changes) {
      ({ theme } = changes);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
