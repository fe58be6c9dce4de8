import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type PageFiles, pageFiles } from './bundle.ts';
import { type Certificate, certificate } from './certificate.ts';
import type { Language, PageConfig, SendRequest, ThreadDto, Violation } from './contract.ts';
import { contentSecurityPolicy, pageDocument } from './document.ts';
import { htmlTree } from './html-tree.ts';
import { GMAIL_IDS, type MailIds } from './ids.ts';
import {
  Mailbox,
  type NewDraft,
  type SeedThread,
  type SentMail,
  type StoredDraft,
} from './mailbox.ts';
import { routeApi } from './routes.ts';
import { defaultSeed, type GmailSeed } from './seed.ts';
import { ViolationLog } from './violation-log.ts';

export interface GmailOptions extends Partial<Omit<PageConfig, 'signature'>> {
  /** 0 or none: any free port. */
  port?: number;
  account: string;
  accountName?: string;
  language?: Language;
  seed?: GmailSeed;
}

/** A site that shows a mailbox: its address, its page, and how it numbers things. */
export interface MailSite {
  /** where a browser begins, once it maps the host to the server's port */
  url: string;
  /** paths that answer with the page */
  page: RegExp;
  files: () => Promise<PageFiles>;
  document: (config: PageConfig, nonce: string) => string;
  ids: MailIds;
}

/** In this order: later ones may narrow earlier ones. */
const SHEETS = ['base', 'list', 'thread', 'windows', 'compose', 'overlays'];

const GMAIL: MailSite = {
  url: 'https://mail.google.com/mail/u/0/',
  page: /^\/mail\/(u\/\d+|b\/[^/]+\/u\/\d+)\/(popout)?$/,
  files: () =>
    pageFiles(
      new URL('./page/main.ts', import.meta.url),
      SHEETS.map((name) => new URL(`./page/styles/${name}.css`, import.meta.url)),
    ),
  document: pageDocument,
  ids: GMAIL_IDS,
};

/** What a test may change while the server runs; pages pick it up when they load. */
export type GmailChanges = Partial<Omit<PageConfig, 'signature' | 'account'>> & {
  signatureHtml?: string;
};

export interface MailServer {
  port: number;
  /** The site's first page, for a browser that maps the host to `port`. */
  url: string;
  certificate: Certificate;
  /** Server-side truth: every mail that was SENT (its undo window had passed), oldest first. */
  sent(): SentMail[];
  /** Sends still inside the undo window. */
  pending(): SendRequest[];
  scheduled(): SendRequest[];
  /** Lets the time of all scheduled mail come now. */
  runScheduled(): void;
  drafts(): StoredDraft[];
  threads(): ThreadDto[];
  createDraft(draft: NewDraft): StoredDraft;
  createThread(thread: SeedThread): ThreadDto;
  /** Content-security violations any page of it saw, the browser's own reports included. */
  violations(): Violation[];
  /** Calls back at each mail sent; the answer unsubscribes. */
  onSent(callback: (mail: SentMail) => void): () => void;
  configure(changes: GmailChanges): void;
  /** Empties and seeds again: mail, counts, violations. Settings stay. */
  reset(seed?: GmailSeed): void;
  close(): Promise<void>;
}

function pageConfig({ port: _, seed, ...given }: GmailOptions): PageConfig {
  return {
    accountName: given.account.split('@')[0] ?? given.account,
    aliases: [],
    language: 'en',
    classNames: 'stable',
    sendHandlers: 'all',
    rerenderSendButtonEveryMs: 0,
    theme: 'light',
    modern: true,
    lateDraftIdMs: 0,
    lateAddressMs: 0,
    recreateBodyOnMove: true,
    sendAndArchive: true,
    shortcuts: true,
    sendDelayMs: 5000,
    ...given,
    signature: htmlTree(seed?.signatureHtml ?? ''),
  };
}

function fill(mailbox: Mailbox, seed: GmailSeed): void {
  mailbox.clear();
  for (const thread of seed.threads) mailbox.addThread(thread);
  for (const draft of seed.drafts ?? []) mailbox.createDraft(draft);
}

export type GmailServer = MailServer;

/** Starts the synthetic Gmail, see {@link startMailSite}. */
export const startGmail = (options: GmailOptions): Promise<GmailServer> =>
  startMailSite(GMAIL, options);

/** Starts a synthetic mail site over HTTPS on 127.0.0.1. Rejects when the port is taken. */
export async function startMailSite(site: MailSite, options: GmailOptions): Promise<MailServer> {
  const firstSeed = options.seed ?? defaultSeed(options);
  let config = pageConfig({ ...options, seed: firstSeed });
  const owner = () => ({ email: config.account, name: config.accountName });
  const mailbox = new Mailbox(owner, site.ids);
  fill(mailbox, firstSeed);
  const [pair, files] = await Promise.all([certificate(), site.files()]);
  const log = new ViolationLog();
  const streams = new Set<ServerResponse>();
  mailbox.on('changed', () => {
    for (const stream of streams) stream.write('data: changed\n\n');
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', site.url).pathname;
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    if (path === '/') response.writeHead(302, { location: site.url }).end();
    else if (site.page.test(path)) {
      const nonce = randomBytes(16).toString('base64');
      response.setHeader('content-security-policy', contentSecurityPolicy(nonce));
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(site.document(config, nonce));
    } else if (path === '/mail/x/page.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8').end(files.script);
    } else if (path === '/mail/x/styles.css') {
      response.setHeader('content-type', 'text/css; charset=utf-8').end(files.styles);
    } else if (path === '/mail/x/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
    } else
      await routeApi({
        path,
        request,
        response,
        mailbox,
        log,
        delayMs: config.sendDelayMs,
      });
  }

  const server = createServer(pair, (request, response) => {
    serve(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    port: (server.address() as AddressInfo).port,
    url: site.url,
    certificate: pair,
    sent: () => [...mailbox.sent],
    pending: () => mailbox.pending(),
    scheduled: () => mailbox.scheduled(),
    runScheduled: () => mailbox.runScheduled(),
    drafts: () => [...mailbox.drafts.values()],
    threads: () => [...mailbox.threads.values()],
    createDraft: (draft) => mailbox.createDraft(draft),
    createThread: (thread) => mailbox.addThread(thread),
    violations: () => log.list(),
    onSent(callback) {
      mailbox.on('sent', callback);
      return () => mailbox.off('sent', callback);
    },
    configure({ signatureHtml, ...changes }) {
      config = { ...config, ...changes };
      if (signatureHtml !== undefined) config.signature = htmlTree(signatureHtml);
    },
    reset(seed = firstSeed) {
      fill(mailbox, seed);
      log.clear();
    },
    async close() {
      mailbox.removeAllListeners();
      mailbox.clear();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
