import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { MailPage } from '../../src/demo/drive/mail-page.ts';
import { distFolder, timeEnough, useStage } from './stage.ts';

const PANEL = 'src/pages/panel/index.html';

const stage = useStage();

async function opened(delivery: 'gate' | 'compose' = 'compose') {
  stage.configure();
  const item = await stage.propose({ delivery });
  const { mail, compose } = await stage.open(item);
  return { item, mail, compose, panel: await mail.panel() };
}

const seenKeys = ({ page }: MailPage) => page.evaluate(() => window.__gmailKeys);
const panelBox = async ({ page }: MailPage) => {
  const box = await page.locator('[data-countersign][popover]').boundingBox();
  if (!box) throw new Error('the panel is not on screen');
  return box;
};

describe('keys typed in the panel', () => {
  it('reach no listener of the page, and do nothing there', async () => {
    const { mail, panel } = await opened();
    await panel.focus();
    await mail.page.evaluate(() => {
      window.__gmailKeys.length = 0;
    });
    const threads = JSON.stringify(stage.world.gmail.threads());
    for (const key of [
      '#',
      '!',
      'j',
      'k',
      'u',
      'c',
      'y',
      '/',
      '[',
      'x',
      'Enter',
      ' ',
      'ArrowDown',
      'f',
      '?',
      '?',
    ]) {
      await panel.focus();
      await mail.page.keyboard.press(key);
    }
    await timeEnough();
    expect(await seenKeys(mail)).toEqual([]);
    expect(JSON.stringify(stage.world.gmail.threads())).toBe(threads);
    await mail.page.close();
  });

  it('of editing give the focus to the draft; the page sees no shortcut in them', async () => {
    const { mail, compose, panel } = await opened();
    const before = await compose.body.textContent();
    await panel.focus();
    await mail.page.evaluate(() => {
      window.__gmailKeys.length = 0;
    });
    await mail.page.keyboard.press('e', { delay: 60 });
    await expect
      .poll(() => compose.body.evaluate((node) => document.activeElement === node))
      .toBe(true);
    await timeEnough();
    expect((await seenKeys(mail)).filter(({ acted, type }) => acted || type !== 'keyup')).toEqual(
      [],
    );
    expect(await compose.body.textContent()).toBe(before);
    await mail.page.close();
  });

  it('of a note are text, also those that Gmail archives and deletes by', async () => {
    const { mail, panel } = await opened();
    await panel.press('r');
    const note = panel.frame.locator('textarea, input[type=text], input:not([type])').first();
    await note.click();
    await mail.page.evaluate(() => {
      window.__gmailKeys.length = 0;
    });
    await mail.page.keyboard.type('e#jk a');
    expect(await note.inputValue()).toBe('e#jk a');
    expect(await seenKeys(mail)).toEqual([]);
    await mail.page.close();
  });
});

describe("the page's scripts", () => {
  it('cannot read the panel', async () => {
    const { item, mail } = await opened();
    const found = await mail.page.evaluate((subject) => {
      const all = [...document.querySelectorAll('*')];
      const frames = all.filter((node) => node instanceof HTMLIFrameElement);
      const reads = Array.from({ length: window.length }, (_, at) => {
        try {
          return window[at]?.document.body.textContent ?? 'nothing';
        } catch (error) {
          return error instanceof DOMException ? error.name : 'other';
        }
      });
      return {
        frames: frames.length,
        shadows: all.filter((node) => node.shadowRoot !== null).length,
        named: all.filter((node) => node.hasAttribute('data-countersign') && node.textContent)
          .length,
        reads,
        chrome: typeof (window as { chrome?: { runtime?: unknown } }).chrome?.runtime,
        globals: Object.keys(window).filter((name) => /countersign/i.test(name)),
        subject,
      };
    }, item.subject);
    // Not even a window to send a message to: frames in a closed shadow tree have no name or number.
    expect(found.reads).toEqual([]);
    expect(found).toMatchObject({
      frames: 0,
      shadows: 0,
      named: 0,
      globals: [],
      chrome: 'undefined',
    });
    await mail.page.close();
  });

  it('cannot press its buttons or keys', async () => {
    const { item, mail } = await opened();
    const box = await panelBox(mail);
    await timeEnough(500);
    await mail.page.evaluate(({ x, y, width, height }) => {
      for (const box of document.querySelectorAll<HTMLElement>('[data-countersign]')) {
        box.focus();
        box.click();
        for (let left = x + 10; left < x + width; left += 30) {
          for (let top = y + 10; top < y + height; top += 30) {
            const at = { bubbles: true, composed: true, clientX: left, clientY: top };
            const target = document.elementFromPoint(left, top) ?? box;
            for (const type of ['mousedown', 'mouseup', 'click'])
              target.dispatchEvent(new MouseEvent(type, at));
          }
        }
        for (const key of ['a', 'A', 'Enter'])
          box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      }
    }, box);
    await timeEnough(1000);
    expect(await stage.state(item.proposalId)).toBe('pending');
    await mail.page.close();
  });

  it.each([
    ['covers it', coverIt],
    ['covers it by something nearly invisible that lets presses through', coverThinly],
    ['scales it', scaleIt],
    ['fades it', fadeIt],
  ] as const)('that %s make it refuse to decide', async (_, act) => {
    const { item, mail, panel } = await opened();
    await panel.button('approve').and(panel.frame.locator(':not([aria-disabled=true])')).waitFor();
    await act(mail.page, await panelBox(mail));
    await panel.frame.locator('[data-name=approve][aria-disabled=true]').waitFor({ timeout: 5000 });
    await panel.focus();
    await timeEnough(500);
    await mail.page.keyboard.press('a', { delay: 40 });
    await panel.says(/covers or scales|not in full view/);
    await timeEnough(800);
    expect(await stage.state(item.proposalId)).toBe('pending');
    await mail.page.close();
  });

  it.each([
    ['without a nonce', false],
    ['with a forged one', true],
  ])('see nothing in a panel that they open in a frame of their own, %s', async (_, forge) => {
    const { item, mail } = await opened();
    const url = `${stage.browser.origin}/${PANEL}`;
    const heard = await mail.page.evaluate(
      async ({ src, nonce }) => {
        const frame = document.createElement('iframe');
        frame.name = 'theirs';
        frame.src = src;
        document.body.append(frame);
        await new Promise((resolve) => setTimeout(resolve, 1000));
        const { port1, port2 } = new MessageChannel();
        const answers: unknown[] = [];
        port1.onmessage = ({ data }) => answers.push(data);
        if (nonce) frame.contentWindow?.postMessage({ countersign: 'panel', nonce }, '*', [port2]);
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return { answers, document: frame.contentDocument };
      },
      { src: url, nonce: forge ? crypto.randomUUID() : '' },
    );
    expect(heard).toEqual({ answers: [], document: null });
    const theirs = mail.page.frames().find((frame) => frame.name() === 'theirs');
    const shown =
      (await theirs
        ?.locator('body')
        .textContent()
        .catch(() => '')) ?? '';
    expect(shown).not.toContain(item.subject);
    expect(shown).not.toContain('Approve');
    if (forge && theirs?.url() === url) expect(shown).toContain('This panel was not admitted');
    await mail.page.close();
  });

  it('cannot open another page of the extension in a frame', async () => {
    const { mail } = await opened();
    const other = ['options', 'health', 'popup'].map(
      (name) => `${stage.browser.origin}/src/pages/${name}/index.html`,
    );
    await mail.page.evaluate((urls) => {
      for (const src of urls) {
        const frame = document.createElement('iframe');
        frame.src = src;
        document.body.append(frame);
      }
    }, other);
    await timeEnough(1000);
    for (const frame of mail.page.frames()) expect(other).not.toContain(frame.url());
    await mail.page.close();
  });

  it('cannot speak to the worker by the extension’s name', async () => {
    const { mail } = await opened();
    const answer = await mail.page.evaluate(
      () =>
        typeof (window as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome?.runtime
          ?.sendMessage,
    );
    expect(answer).toBe('undefined');
    await mail.page.close();
  });

  it('find no panel at the top of a tab either', async () => {
    const { item, mail } = await opened();
    const tab = await stage.context.newPage();
    await tab.goto(`${stage.browser.origin}/${PANEL}`);
    await timeEnough(800);
    expect(await tab.locator('body').textContent()).not.toContain(item.subject);
    await tab.close();
    await mail.page.close();
  });
});

type Box = { x: number; y: number; width: number; height: number };

async function cover(page: Page, { x, y, width, height }: Box, style: Record<string, string>) {
  const place = { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
  await page.evaluate(
    (all) => {
      const node = document.createElement('div');
      node.popover = 'manual';
      Object.assign(node.style, { position: 'fixed', margin: '0', inset: 'auto', ...all });
      document.body.append(node);
      node.showPopover();
    },
    { ...place, ...style },
  );
}
const coverIt = (page: Page, box: Box) =>
  cover(page, { ...box, y: box.y + box.height / 2, height: 40 }, { background: 'white' });
const coverThinly = (page: Page, box: Box) =>
  cover(page, box, { background: 'white', opacity: '0.02', pointerEvents: 'none', border: '0' });
async function scaleIt(page: Page) {
  await page.locator('[data-countersign][popover]').evaluate((node) => {
    node.style.transform = 'scale(0.6)';
  });
}
async function fadeIt(page: Page) {
  await page.locator('[data-countersign][popover]').evaluate((node) => {
    node.style.opacity = '0.3';
  });
}

// What it asks for and opens, as a whole: manifest.e2e.ts.
describe('the built extension', () => {
  const manifest = async (): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(join(distFolder(), 'manifest.json'), 'utf8'));

  it('runs only its own scripts, and loads nothing from elsewhere', async () => {
    const built = await manifest();
    const { extension_pages: policy } = built.content_security_policy as {
      extension_pages: string;
    };
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|wasm|data:|blob:/);
    const files = await readdir(distFolder(), { recursive: true });
    for (const name of files.filter((file) => file.endsWith('.html'))) {
      const html = await readFile(join(distFolder(), name), 'utf8');
      expect(html, name).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(html, name).not.toMatch(/<script(?![^>]* src=)/);
    }
  });

  it('has a content script that is one file and brings one more of ours, and uses no HTML string', async () => {
    const built = await manifest();
    const [script] = built.content_scripts as { js: string[] }[];
    expect(script?.js).toHaveLength(1);
    const code = await readFile(join(distFolder(), script?.js[0] ?? ''), 'utf8');
    expect(code).not.toMatch(/^import\b|\bfrom\s*["']\./m);
    expect(code.match(/\bimport\s*\(/g)).toHaveLength(1);
    expect(code.match(/["'`][^"'`]*\.js["'`]/g)).toEqual([
      expect.stringMatching(/^.content\/beside\.js.$/),
    ]);
    const beside = await readFile(join(distFolder(), 'content/beside.js'), 'utf8');
    expect(beside).not.toMatch(/\bimport\b|\bfrom\s*["']/);
    for (const each of [code, beside])
      expect(each).not.toMatch(/\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write/);
  });
});
