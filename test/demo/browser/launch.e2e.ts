import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchPlain, launchWithExtension } from '../../support/chromium.ts';

let folder = '';
let server: Server;
let port = 0;

// A whole extension in two files: a worker, and a script that marks the mapped host's page.
const MANIFEST = {
  manifest_version: 3,
  name: 'synthetic launcher test',
  version: '1.0',
  background: { service_worker: 'worker.js' },
  content_scripts: [{ matches: ['https://mail.google.com/*'], js: ['page.js'] }],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-launch-'));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
  await writeFile(join(folder, 'worker.js'), 'self.started = "yes";');
  await writeFile(join(folder, 'page.js'), 'document.title = "marked";');
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'synthetic' }]);
  server = createServer({ key, cert }, (request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><p>${request.headers.host}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the launcher', () => {
  it('loads the extension and serves a real host name from this machine', async () => {
    const browser = await launchWithExtension({
      dist: folder,
      hosts: { 'mail.google.com': port },
    });
    try {
      expect(browser.origin).toMatch(/^chrome-extension:\/\/[a-p]{32}$/);
      expect(await browser.worker.evaluate('self.started')).toBe('yes');
      const page = await browser.context.newPage();
      await page.goto('https://mail.google.com/mail/u/0/');
      expect(await page.textContent('p')).toBe('mail.google.com');
      await expect.poll(() => page.title()).toBe('marked');
    } finally {
      await browser.close();
    }
  });

  it('reaches no other host', async () => {
    const browser = await launchPlain({ hosts: { 'mail.google.com': port } });
    try {
      const page = await browser.context.newPage();
      await page.goto('https://mail.google.com/');
      expect(await page.title()).toBe('');
      await expect(page.goto('https://example.com/')).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
    } finally {
      await browser.close();
    }
  });
});
