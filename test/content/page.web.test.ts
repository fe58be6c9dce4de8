import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Beside, BringBeside } from '../../src/content/beside.ts';
import { type ComposeReading, composeDigest, tailDigest } from '../../src/core/digest/compose.ts';
import { matchDigest } from '../../src/core/digest/match.ts';
import { recipientsSum } from '../../src/core/digest/recipients-sum.ts';
import { gmail } from '../../src/hosts/gmail/index.ts';
import type { IndexEntry } from '../../src/messages/shared.ts';
import {
  type SyntheticCompose,
  syntheticCompose,
} from '../fixtures/hosts/synthetic-gmail-compose.ts';

/** The worker's side: what was asked, what it answers, and what it says by itself. */
const asked: string[] = [];
let cleared = false;
let entries: IndexEntry[] = [];
let hear: (message: unknown, sender: object, reply: (outcome: unknown) => void) => void;
const replies: Record<string, (payload: { compose: ComposeReading }) => unknown> = {
  'page.opened': () => ({ paired: true, unknownCompose: 'hold', entries }),
  'compose.seen': () => ({ bound: true }),
  'compose.digests': async ({ compose }) => ({
    match: await matchDigest(compose),
    compose: await composeDigest(compose),
    tail: await tailDigest(compose),
  }),
  'send.redeem': () =>
    cleared
      ? { released: true, dispatchId: '0190a000-0000-7000-8000-00000000000d' }
      : { released: false, refusal: 'not-approved', detail: 'nobody approved it' },
};
const runtime = {
  id: 'test',
  onMessage: {
    addListener: (listener: typeof hear) => {
      hear = listener;
    },
    removeListener: () => undefined,
  },
  async sendMessage({ name, payload }: { name: string; payload: { compose: ComposeReading } }) {
    asked.push(name);
    return { ok: true, reply: (await replies[name]?.(payload)) ?? {} };
  },
};
Object.assign(globalThis, { chrome: { ...(globalThis as { chrome?: object }).chrome, runtime } });
const { startPage } = await import('../../src/content/page.ts');

const entry = (n: number, draftId: string): IndexEntry => ({
  proposalId: `0190a000-0000-7000-8000-00000000000${n}`,
  revision: 1,
  state: 'pending',
  delivery: 'compose',
  account: 'me@north.example',
  draftId,
  matchDigest: 'a'.repeat(64),
  recipientsSum: recipientsSum(['eve@elsewhere.example']),
});
const says = (now: IndexEntry[]) =>
  new Promise((resolve) => {
    const payload = { paired: true, entries: now };
    hear({ to: 'worker-to-content', name: 'index.changed', payload }, { id: 'test' }, resolve);
  });
const count = (name: string) => asked.filter((one) => one === name).length;

let life: AbortController;
const made: SyntheticCompose[] = [];
const sent: string[] = [];
function compose(n: number): SyntheticCompose {
  const one: SyntheticCompose = syntheticCompose({
    ...{ to: ['bob@acme.example'], from: 'me@north.example', subject: 'Hi' },
    draft: `#msg-a:r-${n}`,
    onSend: (how) => {
      sent.push(how);
      one.remove();
    },
  });
  made.push(one);
  return one;
}
async function start(bringBeside: BringBeside) {
  life = new AbortController();
  startPage({ host: gmail, bringBeside, signal: life.signal });
  await expect.poll(() => count('page.opened')).toBeGreaterThan(0);
}
const never: BringBeside = () => new Promise(() => undefined);
/** What of it the panel would have been told, in order. */
function recorder(told: string[]) {
  const line = (name: string) => {
    told.push(name);
    return Promise.resolve({});
  };
  const ready = Promise.resolve(line);
  const frame = {
    prepare: () => ready,
    show: async (_: unknown, __: unknown, say: (to: typeof line) => unknown) => {
      told.push('(show)');
      say(await ready);
    },
    hide: () => told.push('(hide)'),
    place: () => undefined,
  };
  const highlights = { clear: () => undefined };
  return { frame, highlights } as unknown as Beside;
}

beforeEach(() => {
  cleared = false;
  entries = [entry(1, 'r-1')];
  document.title = 'Inbox - me@north.example - Gmail';
});
afterEach(() => {
  life.abort();
  for (const one of made.splice(0)) one.remove();
  sent.length = 0;
  asked.length = 0;
});

describe('with what stands beside the mail not there yet', () => {
  it('Send on a bound compose is stopped, and asked about, all the same', async () => {
    await start(never);
    const { send } = compose(1);
    await expect.poll(() => count('compose.seen')).toBe(1);
    await userEvent.click(send());
    await expect.poll(() => count('send.redeem')).toBe(1);
    expect(sent).toEqual([]);
  });

  it('Send on what was approved goes out, once', async () => {
    cleared = true;
    await start(never);
    const { send } = compose(1);
    await expect.poll(() => count('compose.seen')).toBe(1);
    await userEvent.click(send());
    await expect.poll(() => count('send.result')).toBe(1);
    expect(sent).toEqual(['send']);
  });
});

describe('what stands beside the mail', () => {
  it('is brought once something waits, not before, and once', async () => {
    let brought = 0;
    const waiting = entries;
    entries = [];
    await start(() => {
      brought += 1;
      return never();
    });
    compose(2);
    await says([]);
    expect(brought).toBe(0);
    await says(waiting);
    await says(waiting);
    expect(brought).toBe(1);
  });

  it('is asked for again where it could not be had; a person sees that nothing was sent', async () => {
    let brought = 0;
    await start(() => {
      brought += 1;
      return Promise.reject(new Error('no such file'));
    });
    const { send } = compose(1);
    await expect.poll(() => count('compose.seen')).toBe(1);
    const before = brought;
    const atEdge = () => document.querySelectorAll('[data-countersign][data-edge]').length;
    // The compose is shown, or would be: no mark at the edge besides.
    await expect.poll(atEdge).toBe(0);
    await userEvent.click(send());
    await expect.poll(atEdge).toBe(1);
    expect(brought).toBeGreaterThan(before);
    expect(sent).toEqual([]);
  });

  it('hears in order what happened before it came', async () => {
    const told: string[] = [];
    let come: (maker: Awaited<ReturnType<BringBeside>>) => void = () => undefined;
    entries = [entry(1, 'r-1'), entry(2, 'r-2')];
    await start(() => new Promise((resolve) => (come = resolve)));
    const first = compose(1);
    await expect.poll(() => count('compose.seen')).toBe(1);
    compose(2);
    await expect.poll(() => count('compose.seen')).toBe(2);
    first.remove();
    // Long enough for the page to be looked over; should it not be, the order is to be the same.
    await new Promise((resolve) => setTimeout(resolve, 400));
    come(() => recorder(told));
    await expect.poll(() => told.filter((name) => name === 'show').length).toBe(2);
    expect(told.filter((name) => name !== '(show)' && name !== '(hide)')).toEqual([
      ...['show', 'reading', 'hide'],
      'show',
    ]);
    expect(told.filter((name) => /\(/.test(name))).toEqual(['(show)', '(hide)', '(show)']);
  });
});
