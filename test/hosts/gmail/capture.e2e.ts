import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { gmail as Gmail } from '../../../src/hosts/gmail/index.ts';
import { launchPlain } from '../../support/chromium.ts';

declare global {
  interface Window {
    gmailHost: { gmail: typeof Gmail };
  }
}

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const capture = at('../../../../shared/data/gmail/compose-popout-new-message-2020.html');
const missing = existsSync(capture) ? '' : ' (skipped: the capture is not beside the project)';

/** The host alone, as one script: it does nothing on load. */
async function hostScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: at('../../../src/hosts/gmail/index.ts'), formats: ['iife'], name: 'gmailHost' },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  const chunk = first && 'output' in first ? first.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error('the host did not build');
  return chunk.code;
}

describe.skipIf(missing)(`a real compose of 2020${missing}`, () => {
  let close = async () => undefined as unknown;
  let page: Page;
  beforeAll(async () => {
    const launched = await launchPlain();
    close = launched.close;
    page = await launched.context.newPage();
    const html = await readFile(capture, 'utf8');
    const script = await hostScript();
    // Its images point at servers: nothing may be asked of them.
    await page.route('**/*', (route) => route.abort());
    await page.setContent(`<title>Inbox - me@north.example - Gmail</title>${html}`, {
      waitUntil: 'commit',
    });
    await page.evaluate(script.replace(/^(var|const) gmailHost/, 'window.gmailHost'));
  });
  afterAll(() => close());

  it('is recognised: root, ids, subject, body, the empty recipients row', async () => {
    const seen = await page.evaluate(() => {
      const { gmail } = window.gmailHost;
      const root = document.querySelector<HTMLElement>('.M9');
      if (!root) throw new Error('no compose in the capture');
      const surface = gmail.surfaceOf(root);
      return { identity: gmail.identify(surface), reading: gmail.read(surface) };
    });
    expect(seen.identity).toEqual({
      account: 'me@north.example',
      draftId: 'r-7673660351152959857',
      threadId: 'thread-a:r-7681922771531347793',
      source: 'form',
    });
    expect(seen.reading).toEqual({
      compose: {
        from: 'me@north.example',
        to: [],
        cc: [],
        bcc: [],
        subject: '',
        authored: [{ text: '\n' }],
        tail: [],
        attachments: [],
      },
      authoredHtml: '',
      tailHtml: '',
    });
  });

  it('has Send and schedule send where the guard looks, and nothing else', async () => {
    const paths = await page.evaluate(() => {
      const { gmail } = window.gmailHost;
      const found: string[] = [];
      for (const node of document.querySelectorAll('[role=button], [role=menuitem], button, img')) {
        node.addEventListener('probe', (event) => {
          const attempt = gmail.sendAttempt(event);
          if (attempt) found.push(`${attempt.path}: ${node.textContent?.trim()}`);
        });
        node.dispatchEvent(new Event('probe', { bubbles: false, composed: true }));
      }
      return found;
    });
    expect(paths).toEqual(['click: Send', 'schedule: Schedule send', 'schedule: ']);
  });

  it('gives its own log note and the same with every class gone', async () => {
    const seen = await page.evaluate(() => {
      const { gmail } = window.gmailHost;
      for (const node of document.querySelectorAll('[class]')) node.removeAttribute('class');
      const body = document.querySelector('[g_editable=true]');
      const root = document.querySelector<HTMLElement>('[jslog^="77394"]');
      if (!body || !root) throw new Error('no compose in the capture');
      const surface = gmail.surfaceOf(root);
      const identity = gmail.identify(surface);
      for (const name of ['draft', 'rt'])
        root.querySelector(`[name=${name}]`)?.setAttribute('value', '');
      return { identity, log: gmail.identify(surface), readable: gmail.read(surface) !== null };
    });
    expect(seen.identity.draftId).toBe('r-7673660351152959857');
    expect(seen.log).toMatchObject({
      draftId: 'r-7673660351152959857',
      threadId: 'thread-a:r-7681922771531347793',
      source: 'attribute',
    });
    expect(seen.readable).toBe(true);
  });
});
