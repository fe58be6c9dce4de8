import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// This page is of no host of the catalogue, as a custom CRM's is: each address is a place of its own.
/** The worker's side of the line: what was asked of it, and its answers, given when the test says so. */
type Told = { waiting?: string[]; undoUntil?: string };
const questions: { href: string; panel: boolean; tell(told?: Told): void }[] = [];
/** what frames were handed, by which one */
const handed: { frame: HTMLIFrameElement; nonce: string; first: string | undefined }[] = [];
const PANEL = URL.createObjectURL(new Blob(['<!doctype html>'], { type: 'text/html' }));
const NOTHING: Told = {};
let nonces = 0;

const runtime = {
  id: 'test',
  onMessage: { addListener: () => undefined, removeListener: () => undefined },
  sendMessage: ({ name, payload }: { name: string; payload: { href: string; panel: boolean } }) => {
    if (name !== 'record.opened') return Promise.resolve({ ok: true, reply: {} });
    const { href, panel } = payload;
    return new Promise((resolve) => {
      const tell = ({ waiting = [], undoUntil }: Told = {}) => {
        const isWanted = waiting.length > 0 || undoUntil !== undefined;
        const pass = isWanted && panel ? { panel: { nonce: `nonce-${++nonces}`, url: PANEL } } : {};
        const rest = undoUntil === undefined ? {} : { undoUntil };
        resolve({ ok: true, reply: { href, paired: true, waiting, ...rest, ...pass } });
      };
      questions.push({ href, panel, tell });
    });
  },
};
Object.assign(globalThis, { chrome: { ...(globalThis as { chrome?: object }).chrome, runtime } });
const { startRecordPage } = await import('../../src/content/record-page.ts');

// The roots are closed to everybody: a page that could read them would be a fault of its own.
const roots: ShadowRoot[] = [];
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) {
  const root = attach.call(this, init);
  roots.push(root);
  return root;
};
const windows = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
  configurable: true,
  get(this: HTMLIFrameElement) {
    return {
      postMessage: (told: { nonce: string; proposalId?: string }) =>
        handed.push({ frame: this, nonce: told.nonce, first: told.proposalId }),
    };
  },
});
afterAll(() => {
  Element.prototype.attachShadow = attach;
  if (windows) Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', windows);
});

const work = (n: number) => `0190a000-0000-7000-8000-00000000000${n}`;
const frames = () =>
  roots.flatMap((root) => {
    const frame = root.querySelector('iframe');
    return frame?.isConnected ? [frame] : [];
  });
const isShown = () => document.querySelector('[data-countersign]:popover-open') !== null;
const go = (record: string) => history.pushState({}, '', `#${record}`);
/** The question about this address, once it was asked. */
const asked = (record: string) =>
  vi.waitFor(() => {
    const found = questions.findLast(({ href }) => href.endsWith(`#${record}`));
    if (!found) throw new Error(`nothing was asked about ${record}`);
    return found;
  });
async function open(record: string, told: Told): Promise<void> {
  go(record);
  (await asked(record)).tell(told);
  await new Promise((resolve) => setTimeout(resolve));
}
const handedOver = (count: number) => vi.waitFor(() => expect(handed).toHaveLength(count));

const before = location.href;
let life: AbortController;
beforeEach(() => {
  for (const list of [questions, handed, roots]) list.length = 0;
  go('start');
  life = new AbortController();
  startRecordPage(life);
});
afterEach(() => {
  life.abort();
  expect(frames()).toEqual([]);
  history.replaceState({}, '', before);
});

describe('a page on which nothing was ever to review', () => {
  it('gets no frame, whatever it goes to', async () => {
    for (const record of ['one', 'two', 'three']) {
      await open(record, NOTHING);
      expect(frames()).toEqual([]);
    }
  });
});

describe('a page on which something is', () => {
  beforeEach(async () => {
    await open('one', { waiting: [work(1)] });
    await handedOver(1);
  });

  it('shows it, also where no catalogue names its records', async () => {
    await vi.waitFor(() => expect(isShown()).toBe(true));
    expect(handed[0]).toMatchObject({ frame: frames()[0], first: work(1) });
  });

  it('takes the panel away in the task in which it goes on', async () => {
    await vi.waitFor(() => expect(isShown()).toBe(true));
    go('two');
    expect(frames()).toEqual([]);
    expect(isShown()).toBe(false);
  });

  it('has another panel for the record after, let in for that one', async () => {
    const [first] = frames();
    await open('two', { waiting: [work(2)] });
    await handedOver(2);
    expect(handed[1]).toEqual({ frame: frames()[0], nonce: `nonce-${nonces}`, first: work(2) });
    expect(handed[1]?.frame).not.toBe(first);
  });

  it('never hands anything of a record that it has left to the panel of the next', async () => {
    go('two');
    const two = await asked('two');
    // The frame may still load; it isn't waited for.
    two.tell({ waiting: [work(2)] });
    await Promise.resolve();
    go('three');
    (await asked('three')).tell({ waiting: [work(3)] });
    await vi.waitFor(() => expect(handed.at(-1)?.first).toBe(work(3)));
    expect(handed.filter(({ frame }) => frame === frames()[0])).toHaveLength(1);
    expect(new Set(handed.map(({ nonce }) => nonce)).size).toBe(handed.length);
  });
});
