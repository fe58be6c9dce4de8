import { existsSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';

export interface TestBrowser {
  newContext(): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Chromium without the extension, in which mail.google.com is our server and nothing else exists. */
export async function openBrowser(port: number): Promise<TestBrowser> {
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) =>
    existsSync(path),
  );
  const browser = await chromium.launch({
    ...(system ? { executablePath: system } : {}),
    chromiumSandbox: process.getuid?.() !== 0,
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
