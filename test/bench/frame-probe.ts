import type { Frame, Page } from 'playwright-core';
import { until } from './stage.ts';

const PANEL = '/src/pages/panel/index.html';

/*
 * Runs in every frame before the page's own script. In the panel's frame it notes, as milliseconds
 * of the machine's clock (the same in all frames):
 *   shown    when the frame that draws an item (its number stands in the subject) is done
 *   keys     a press of `a`: its own time stamp, what its listeners and their follow-ups took, in
 *            which frame after it the next item stood, and how long until that frame began
 *   decided  a question `decide` to the worker: milliseconds until it was answered
 * On the mail page it notes when a compose's body came into the document, on a record page when the
 * record's part did.
 * As a string: the TypeScript loader would put its own helpers into functions.
 */
const PROBE = `(() => {
  const now = () => performance.timeOrigin + performance.now();
  const bench = { shown: [], keys: [], decided: [], composes: [] };
  globalThis.bench = bench;
  if (location.protocol === 'https:' && self === top) {
    const surface = location.hostname === 'mail.google.com' ? '[g_editable=true]' : 'section.tab';
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) {
        if (node.nodeType === 1 && (node.matches(surface) || node.querySelector(surface)))
          bench.composes.push(now());
      }
    }).observe(document, { childList: true, subtree: true });
    return;
  }
  if (location.protocol !== 'chrome-extension:' || location.pathname !== '${PANEL}') return;
  const item = () => {
    const text = document.querySelector('main')?.textContent ?? '';
    return /No (\\d{6})/.exec(text)?.[1] ?? null;
  };
  const after = (run) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = run;
    port2.postMessage(0);
  };
  let last = null;
  const look = () => {
    const at = item();
    if (at === null || at === last) return;
    last = at;
    requestAnimationFrame(() => after(() => bench.shown.push({ item: at, at: now() })));
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  const real = chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = (message) => {
    const answer = real(message);
    if (message?.name === 'decide') {
      const before = performance.now();
      const { decisionId } = message.payload;
      answer.then(
        (outcome) => bench.decided.push({ decisionId, ms: performance.now() - before, saved: outcome?.reply?.saved === true }),
        () => bench.decided.push({ decisionId, ms: null, saved: false }),
      );
    }
    return answer;
  };
  let press = null;
  addEventListener('keydown', (event) => {
    if (event.key !== 'a' || event.repeat) return;
    press = { before: item(), stamp: event.timeStamp, began: performance.now() };
  }, true);
  addEventListener('keydown', () => {
    if (press === null) return;
    const { before, stamp, began } = press;
    const script = performance.now() - began;
    press = null;
    let frames = 0;
    const each = () => {
      frames += 1;
      const at = item();
      if (at !== before && at !== null) bench.keys.push({ before, at, script, frames, ms: performance.now() - stamp });
      else if (frames < 120) requestAnimationFrame(each);
      else bench.keys.push({ before, at: null, script, frames, ms: null });
    };
    requestAnimationFrame(each);
  });
})();`;

export type Shown = { item: string; at: number };
export type Key = {
  before: string | null;
  at: string | null;
  script: number;
  frames: number;
  ms: number | null;
};
export type Decided = { decisionId: string; ms: number | null; saved: boolean };
export type Bench = { shown: Shown[]; keys: Key[]; decided: Decided[]; composes: number[] };

/** The script for `addInitScript`. */
export const PROBE_SCRIPT = { content: PROBE };

/** The panel's frame of this page, once it is there. */
export const panelFrame = (page: Page): Promise<Frame> =>
  until('a panel on the page', async () =>
    page.frames().find((frame) => frame.url().endsWith(PANEL)),
  );

/** What the probe has noted in this frame so far. */
export const noted = (frame: Frame | Page): Promise<Bench> =>
  frame.evaluate(() => (globalThis as unknown as { bench: Bench }).bench);
