import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { certificate } from '../../src/demo/gmail/certificate.ts';

/** A server that answers for any host with an almost empty page under a strict policy. */
export async function startSites(): Promise<{ port: number; close: () => void }> {
  const server: Server = createServer(await certificate(), (_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; frame-src 'none'; require-trusted-types-for 'script'",
    );
    response.end('<!doctype html><title>CRM</title><main>a record</main>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { port, close };
}

/** Ends the extension's worker, as the browser does after half a minute. */
export async function stopWorker(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await page.close();
}

type World = { id: number; origin: string };

/** The worlds in a page's top frame that belong to the extension: one where a script of it runs. */
export async function worldsIn(page: Page, origin: string): Promise<World[]> {
  const cdp = await page.context().newCDPSession(page);
  const found: World[] = [];
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === origin) found.push({ id: context.id, origin: context.origin });
  });
  // Tells of those that are there already.
  await cdp.send('Runtime.enable');
  await cdp.detach();
  return found;
}

export const injected = async (page: Page, origin: string): Promise<number> =>
  (await worldsIn(page, origin)).length;

/** Nothing of the extension is in the page: no script, no node, no frame. */
export async function untouched(page: Page, origin: string): Promise<void> {
  expect(await injected(page, origin)).toBe(0);
  expect(page.frames()).toHaveLength(1);
  const nodes = await page.evaluate(() =>
    [...document.querySelectorAll('*')].map(({ localName }) => localName),
  );
  expect(nodes).toEqual(['html', 'head', 'title', 'body', 'main']);
}

/** What an expression comes to in the extension's world of a page; a rejection as its message. */
export async function inWorld(page: Page, origin: string, expression: string): Promise<unknown> {
  const cdp = await page.context().newCDPSession(page);
  const worlds: number[] = [];
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === origin) worlds.push(context.id);
  });
  await cdp.send('Runtime.enable');
  const [contextId] = worlds;
  if (contextId === undefined) throw new Error('no script of the extension is in this page');
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    ...{ expression, contextId, awaitPromise: true, returnByValue: true },
  });
  await cdp.detach();
  return exceptionDetails?.exception?.description ?? result.value;
}
