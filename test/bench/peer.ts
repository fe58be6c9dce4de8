import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { extensionIdOf } from '../../src/demo/browser/launch.ts';

/*
 * The empty extension that ours is measured beside, in the same browser and on the same page. Its
 * content script mounts an iframe with an empty page in a popover, as ours does, and does nothing
 * else; its worker writes one row of a given size to IndexedDB, durably, and answers.
 */
const CONTENT = `
const box = document.createElement('div');
box.setAttribute('data-peer', '');
box.popover = 'manual';
let frame = null;
const mount = (at) => {
  frame = document.createElement('iframe');
  frame.src = chrome.runtime.getURL('frame.html') + '#' + at;
  box.append(frame);
  document.documentElement.append(box);
};
addEventListener('peer-cold', ({ detail }) => { frame?.remove(); mount(detail); box.showPopover(); });
addEventListener('peer-warm', ({ detail }) => {
  box.showPopover();
  frame.contentWindow.postMessage({ at: detail }, chrome.runtime.getURL('').slice(0, -1));
});
addEventListener('peer-hide', () => { if (box.matches(':popover-open')) box.hidePopover(); });
`;
const FRAME = `
globalThis.painted = [];
const note = (at) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => globalThis.painted.push(performance.timeOrigin + performance.now() - at);
  port2.postMessage(0);
});
const asked = Number(location.hash.slice(1));
const show = (at) => { document.body.textContent = String(at); note(at); };
if (asked > 0) show(asked);
addEventListener('message', ({ data }) => { if (data.at) show(data.at); });
globalThis.commit = async (bytes) => {
  const before = performance.now();
  await chrome.runtime.sendMessage({ bytes });
  return performance.now() - before;
};
`;
const WORKER = `
const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open('peer', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('rows', { keyPath: 'id' });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
chrome.runtime.onMessage.addListener(({ bytes }, _from, reply) => {
  void opened.then((db) => {
    const write = db.transaction('rows', 'readwrite', { durability: 'strict' });
    write.objectStore('rows').put({ id: crypto.randomUUID(), text: 'x'.repeat(bytes) });
    write.oncomplete = () => reply({ ok: true });
  });
  return true;
});
`;

const HOSTS = [
  'https://mail.google.com/*',
  'https://app.hubspot.com/*',
  'https://*.lightning.force.com/*',
];

export type Peer = {
  folder: string;
  /** `chrome-extension://…/` */
  origin: string;
  /** opened for the first time at that moment: frame.html is loaded and paints; milliseconds */
  cold(page: Page): Promise<number>;
  /** shown again, loaded as it is; milliseconds until it paints */
  warm(page: Page): Promise<number>;
  /** one message to the worker and one durable commit there; milliseconds */
  commit(page: Page, bytes: number): Promise<number>;
};

/** Writes the empty extension to a folder. */
export async function writePeer(folder: string): Promise<Peer> {
  await mkdir(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'Empty peer',
    version: '1',
    background: { service_worker: 'worker.js' },
    content_scripts: [{ matches: HOSTS, js: ['content.js'], run_at: 'document_start' }],
    web_accessible_resources: [{ resources: ['frame.html'], matches: HOSTS }],
  };
  await Promise.all([
    writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest)),
    writeFile(join(folder, 'content.js'), CONTENT),
    writeFile(join(folder, 'frame.js'), FRAME),
    writeFile(join(folder, 'worker.js'), WORKER),
    writeFile(
      join(folder, 'frame.html'),
      '<!doctype html><body></body><script src="frame.js"></script>',
    ),
  ]);
  const origin = `chrome-extension://${await extensionIdOf(folder)}/`;
  return {
    folder,
    origin,
    cold: (page) => shown(page, origin, 'peer-cold'),
    warm: (page) => shown(page, origin, 'peer-warm'),
    async commit(page, bytes) {
      const frame = await frameOf(page, origin);
      return frame.evaluate(
        (size) => (globalThis as unknown as { commit(size: number): Promise<number> }).commit(size),
        bytes,
      );
    },
  };
}

async function frameOf(page: Page, origin: string): Promise<Frame> {
  for (let tries = 0; tries < 500; tries += 1) {
    const frame = page.frames().find((one) => one.url().startsWith(origin));
    if (frame) return frame;
    await page.waitForTimeout(10);
  }
  throw new Error('the empty extension has no frame on this page');
}

async function shown(page: Page, origin: string, event: 'peer-cold' | 'peer-warm') {
  await page.evaluate((name) => {
    const detail = performance.timeOrigin + performance.now();
    dispatchEvent(new CustomEvent(name, { detail }));
  }, event);
  const ms = await page.waitForTimeout(150).then(async () => {
    const frame = await frameOf(page, origin);
    const got = await frame.waitForFunction(
      () => (globalThis as unknown as { painted: number[] }).painted.pop() ?? null,
    );
    return (await got.jsonValue()) ?? Number.NaN;
  });
  await page.evaluate(() => dispatchEvent(new Event('peer-hide')));
  return ms;
}
