import { afterEach, beforeEach } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Release } from '../../src/content/release.ts';
import { type ComposeReading, composeDigest, tailDigest } from '../../src/core/digest/compose.ts';
import { matchDigest } from '../../src/core/digest/match.ts';
import { recipientsSum } from '../../src/core/digest/recipients-sum.ts';
import { gmail } from '../../src/hosts/gmail/index.ts';
import type { IndexEntry } from '../../src/messages/shared.ts';
import {
  type ComposeOptions,
  type SyntheticCompose,
  syntheticCompose,
} from '../fixtures/hosts/synthetic-gmail-compose.ts';

/** The worker's side of the message line: what was asked, and what it answers. */
export const asked: [string, unknown][] = [];
const no = { released: false, refusal: 'not-approved', detail: 'nobody approved it' };
export const yes = { released: true, dispatchId: '0190a000-0000-7000-8000-00000000000d' };
let answer: () => Promise<unknown> = async () => no;
/** What the worker is to say to a redemption, until the test ends. */
export const answerWith = (next: typeof answer): void => {
  answer = next;
};
const runtime = {
  id: 'test',
  sendMessage: async ({ name, payload }: { name: string; payload: unknown }) => {
    asked.push([name, payload]);
    if (name === 'send.redeem') return { ok: true, reply: await answer() };
    if (name === 'compose.digests') {
      const { compose } = payload as { compose: ComposeReading };
      const reply = { match: await matchDigest(compose), compose: await composeDigest(compose) };
      return { ok: true, reply: { ...reply, tail: await tailDigest(compose) } };
    }
    return { ok: true, reply: name === 'compose.seen' ? { bound: true } : {} };
  },
};
Object.assign(globalThis, { chrome: { ...(globalThis as { chrome?: object }).chrome, runtime } });
const { createComposes } = await import('../../src/content/composes.ts');
const { createGuard } = await import('../../src/content/guard.ts');
const { Index } = await import('../../src/content/index.ts');

export const entry: IndexEntry = {
  proposalId: '0190a000-0000-7000-8000-000000000001',
  revision: 1,
  state: 'pending',
  delivery: 'compose',
  account: 'me@north.example',
  draftId: 'r-7673660351152959857',
  matchDigest: 'a'.repeat(64),
  recipientsSum: recipientsSum(['eve@elsewhere.example']),
};
export const redeemed = () => asked.filter(([name]) => name === 'send.redeem').length;

/** A guarded compose on a Gmail-shaped page: it ends with the test, by hooks in the file that imports this. */
export function stage(
  options: ComposeOptions & { stays?: boolean } = {},
  entries: IndexEntry[] | null = [entry],
) {
  const sent: string[] = [];
  const ended: Release[] = [];
  const questions: string[] = [];
  const life = new AbortController();
  const index = new Index();
  const composes = createComposes(gmail, index, () => undefined);
  const guard = createGuard({
    host: gmail,
    index,
    composes,
    events: {
      ended: (_compose, _attempt, result) => ended.push(result),
      ask: ({ match }) => questions.push(match?.matched ?? 'none'),
      held: () => questions.push('held'),
      discarding: () => questions.push('discarding'),
    },
  });
  guard.listen(life.signal);
  const made: SyntheticCompose = syntheticCompose({
    ...{ to: ['bob@acme.example'], from: 'me@north.example', subject: 'Hi' },
    ...options,
    onSend: (how) => {
      sent.push(how);
      if (sent.length === 1 && !options.stays) made.remove();
    },
  });
  if (entries) index.set(entries, true, true);
  const compose = composes.added(made.root);
  end = () => {
    life.abort();
    made.remove();
  };
  return { sent, ended, questions, made, index, composes, compose, guard };
}

let end: () => void = () => undefined;
/** Ends what `stage` began, before the test does. */
export const stop = (): void => end();
beforeEach(() => {
  asked.length = 0;
  answer = async () => no;
  document.title = 'Inbox - me@north.example - Gmail';
});
afterEach(stop);

export const PRESSES: [string, (made: SyntheticCompose) => Promise<void>][] = [
  ['a click on Send', (made) => userEvent.click(made.send())],
  ['Enter on it', (made) => pressOn(made.send(), '{Enter}')],
  ['Space on it', (made) => pressOn(made.send(), ' ')],
  ['Ctrl+Enter in the text', (made) => pressOn(made.body(), '{Control>}{Enter}{/Control}')],
  ['Cmd+Enter in the text', (made) => pressOn(made.body(), '{Meta>}{Enter}{/Meta}')],
  [
    'Ctrl+Shift+Enter',
    (made) => pressOn(made.body(), '{Control>}{Shift>}{Enter}{/Shift}{/Control}'),
  ],
  ['send and archive', (made) => userEvent.click(made.archive)],
  ['an entry of the menu', (made) => userEvent.click(made.menuItem)],
];
export const NEVER: typeof PRESSES = [
  ['schedule send', (made) => userEvent.click(made.schedule)],
  ['Enter in the menu', (made) => pressOn(made.menu, '{Enter}')],
];
export async function pressOn(node: HTMLElement, keys: string) {
  node.focus();
  await userEvent.keyboard(keys);
}
