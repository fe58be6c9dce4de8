import { type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from '../../../src/demo/browser/find.ts';
import { sandboxWorks } from '../../../src/demo/browser/sandbox.ts';

export interface TestBrowser {
  newContext(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Chromium without the extension, in which mail.google.com is our server and nothing else exists. */
export async function openBrowser(port: number): Promise<TestBrowser> {
  const { browser: found } = await findBrowser();
  if (!found) throw new Error('no Chromium found');
  const browser = await chromium.launch({
    executablePath: found.path,
    chromiumSandbox: await sandboxWorks(found.path),
    args: [
      `--host-resolver-rules=MAP mail.google.com:443 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      '--disable-quic',
    ],
  });
  return {
    newContext: () => browser.newContext({ ignoreHTTPSErrors: true }),
    close: () => browser.close(),
  };
}
