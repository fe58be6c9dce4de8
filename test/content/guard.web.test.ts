import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
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
const asked: [string, unknown][] = [];
const no = { released: false, refusal: 'not-approved', detail: 'nobody approved it' };
const yes = { released: true, dispatchId: '0190a000-0000-7000-8000-00000000000d' };
let answer: () => Promise<unknown> = async () => no;
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

const entry: IndexEntry = {
  proposalId: '0190a000-0000-7000-8000-000000000001',
  revision: 1,
  state: 'pending',
  delivery: 'compose',
  account: 'me@north.example',
  draftId: 'r-7673660351152959857',
  matchDigest: 'a'.repeat(64),
  recipientsSum: recipientsSum(['eve@elsewhere.example']),
};
const redeemed = () => asked.filter(([name]) => name === 'send.redeem').length;

function stage(
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
  stop = () => {
    life.abort();
    made.remove();
  };
  return { sent, ended, questions, made, index, composes, compose, guard };
}

let stop: () => void = () => undefined;
beforeEach(() => {
  asked.length = 0;
  answer = async () => no;
  document.title = 'Inbox - me@north.example - Gmail';
});
afterEach(() => stop());

const PRESSES: [string, (made: SyntheticCompose) => Promise<void>][] = [
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
const NEVER: typeof PRESSES = [
  ['schedule send', (made) => userEvent.click(made.schedule)],
  ['Enter in the menu', (made) => pressOn(made.menu, '{Enter}')],
];
async function pressOn(node: HTMLElement, keys: string) {
  node.focus();
  await userEvent.keyboard(keys);
}

describe.each(['mousedown', 'mouseup', 'click', 'keydown'] as const)(
  'handlers on %s',
  (handlers) => {
    it.each([...PRESSES, ...NEVER])('%s is stopped while nobody approved', async (_, press) => {
      const { sent, ended, made } = stage({ handlers });
      await press(made);
      await expect.poll(() => ended.length).toBe(1);
      expect(sent).toEqual([]);
      expect(ended[0]).toMatchObject({ released: false });
    });

    it.each(PRESSES)('%s sends exactly once when it is cleared', async (_, press) => {
      answer = async () => yes;
      const { sent, ended, made } = stage({ handlers });
      await press(made);
      await expect.poll(() => ended.length).toBe(1);
      expect(sent).toHaveLength(1);
      expect(ended[0]).toMatchObject({ released: true, outcome: 'executed' });
      expect(redeemed()).toBe(1);
      expect(asked.at(-1)).toEqual([
        'send.result',
        { dispatchId: yes.dispatchId, outcome: 'executed' },
      ]);
    });

    it.each(NEVER)('%s is stopped also when it is cleared', async (_, press) => {
      answer = async () => yes;
      const { sent, ended, made } = stage({ handlers });
      await press(made);
      await expect.poll(() => ended.length).toBe(1);
      expect(ended[0]).toMatchObject({ released: false, refusal: 'schedule' });
      expect([sent, redeemed()]).toEqual([[], 0]);
    });
  },
);

describe('a bound compose', () => {
  it('is redeemed once however fast Send is pressed, and by a button that was made anew meanwhile', async () => {
    let open: (told: unknown) => void = () => undefined;
    answer = () => new Promise((resolve) => (open = resolve));
    const { sent, ended, made } = stage();
    await userEvent.click(made.send());
    await userEvent.click(made.send());
    await pressOn(made.body(), '{Control>}{Enter}{/Control}');
    made.rerenderSend();
    expect(redeemed()).toBe(1);
    open(yes);
    await expect.poll(() => ended.length).toBe(1);
    expect(sent).toEqual(['send']);
  });

  it('starts once when the button is made anew between press and release', async () => {
    const { sent, ended, made } = stage({ handlers: 'mouseup' });
    const { left, top } = made.send().getBoundingClientRect();
    const frame = window.frameElement?.getBoundingClientRect() ?? new DOMRect();
    const scale = frame.width / window.innerWidth || 1;
    const at = {
      x: frame.left + (left + 4) * scale,
      y: frame.top + (top + 4) * scale,
      button: 'left',
      clickCount: 1,
    };
    const dispatch = (type: string) =>
      (cdp() as unknown as { send(name: string, input: object): Promise<void> }).send(
        'Input.dispatchMouseEvent',
        { type, ...at },
      );
    await dispatch('mousePressed');
    made.rerenderSend();
    await dispatch('mouseReleased');
    await expect.poll(() => ended.length).toBe(1);
    expect([sent, redeemed()]).toEqual([[], 1]);
  });

  it.each(['gate', 'executed'] as const)(
    'never leaves by Gmail when the gate sends it (%s)',
    async (state) => {
      answer = async () => yes;
      const its = {
        ...entry,
        delivery: 'gate' as const,
        state: state === 'executed' ? state : ('approved' as const),
      };
      const { sent, ended, made } = stage({}, [its]);
      await userEvent.click(made.send());
      await expect.poll(() => ended.length).toBe(1);
      expect([sent, redeemed()]).toEqual([[], 0]);
      expect(ended[0]).toMatchObject({
        refusal: state === 'executed' ? 'already-sent' : 'gate-sends',
      });
    },
  );

  it.each([
    ['a character', (made: SyntheticCompose) => made.body().append('!')],
    [
      'the quote',
      (made: SyntheticCompose) => made.body().querySelector('.gmail_quote')?.append('!'),
    ],
    [
      'a recipient',
      (made: SyntheticCompose) =>
        made.root
          .querySelector('[role=option]')
          ?.setAttribute('data-hovercard-id', 'eve@evil.example'),
    ],
  ])('is not sent when %s changes while the gate is asked', async (_, change) => {
    const quote = document.createElement('div');
    quote.className = 'gmail_quote';
    quote.append('before');
    const { sent, ended, made } = stage({ body: [document.createTextNode('text'), quote] });
    answer = async () => {
      change(made);
      return yes;
    };
    await userEvent.click(made.send());
    await expect.poll(() => ended.length).toBe(1);
    expect(sent).toEqual([]);
    expect(ended[0]).toMatchObject({ released: false, refusal: 'changed' });
    expect(asked.at(-1)?.[1]).toMatchObject({
      dispatchId: yes.dispatchId,
      outcome: 'not_executed',
    });
  });

  it('is not sent when the worker does not answer, nor when it answers nonsense', async () => {
    for (const broken of [
      () => Promise.reject(new Error('gone')),
      async () => ({ released: true }),
    ]) {
      answer = broken;
      const { sent, ended, made } = stage();
      await userEvent.click(made.send());
      await expect.poll(() => ended.length).toBe(1);
      expect(ended[0]).toMatchObject({ released: false, refusal: 'offline' });
      expect(sent).toEqual([]);
      stop();
    }
  });

  it('is neither sent nor redeemed by what the page makes up', async () => {
    answer = async () => yes;
    const { sent, made } = stage();
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
      made.send().dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
    made.send().click();
    made.body().dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'Enter',
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
      }),
    );
    expect([sent, redeemed()]).toEqual([[], 0]);
  });

  it("sends once even if the page adds events of its own to the guard's", async () => {
    answer = async () => yes;
    const { sent, made } = stage({ handlers: 'mouseup', stays: true });
    made.send().addEventListener('mousedown', () => {
      for (const _ of [1, 2])
        made.send().dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
    });
    await userEvent.click(made.send());
    await expect.poll(() => sent.length).toBe(1);
    expect(sent).toEqual(['send']);
  });

  it('is refused when Gmail refuses', async () => {
    answer = async () => yes;
    const { ended, made } = stage();
    made.send().addEventListener(
      'click',
      (event) => {
        event.stopImmediatePropagation();
        const dialog = document.createElement('div');
        dialog.setAttribute('role', 'alertdialog');
        document.body.append(dialog);
      },
      { capture: true },
    );
    await userEvent.click(made.send());
    await expect.poll(() => ended.length).toBe(1);
    expect(ended[0]).toMatchObject({ released: true, outcome: 'not_executed' });
    document.querySelector('[role=alertdialog]')?.remove();
  });

  it('is unapproved again when Undo brings it back, also if the index has dropped it', async () => {
    answer = async () => yes;
    const { composes, compose, index, ended, made } = stage();
    await userEvent.click(made.send());
    await expect.poll(() => ended.length).toBe(1);
    composes.sent(compose);
    index.set([], true, true);
    const back = syntheticCompose({});
    expect(composes.verdict(composes.added(back.root))).toBe('bound');
    back.remove();
  });

  it('says when the person discards it', async () => {
    const { questions, made } = stage();
    await userEvent.click(made.discard);
    expect(questions).toEqual(['discarding']);
  });
});

describe('a compose that is not ours', () => {
  it.each(PRESSES)('%s is untouched', async (_, press) => {
    const { sent, made } = stage({}, [{ ...entry, draftId: 'r-1' }]);
    await press(made);
    expect(sent).toHaveLength(1);
    expect(asked).toEqual([]);
  });

  it('is untouched by typing, Enter and Space in the text', async () => {
    const { made, sent } = stage();
    await userEvent.type(made.body(), 'Dear d D{Enter}x');
    expect(made.body().textContent).toContain('Dear d D');
    expect([sent, redeemed()]).toEqual([[], 0]);
  });
});

describe('a compose that is not known yet', () => {
  it('is held until the index comes, then guarded', async () => {
    const { sent, ended, made, index } = stage({}, null);
    await userEvent.click(made.send());
    index.set([entry], true, true);
    await expect.poll(() => ended.length).toBe(1);
    expect([sent, redeemed()]).toEqual([[], 1]);
  });

  it('is let through once the index says that it is not ours', async () => {
    const { sent, made, index } = stage({}, null);
    await userEvent.click(made.send());
    expect(sent).toEqual([]);
    index.set([{ ...entry, draftId: 'r-1' }], true, true);
    await expect.poll(() => sent).toEqual(['send']);
  });

  it.each([
    ['let-through', ['send'], []],
    ['hold', [], ['held']],
  ] as const)(
    'goes by policy when its id never comes (%s), and is reported',
    async (policy, left, said) => {
      const { sent, questions, made, index } = stage({ draft: '' });
      index.unknownCompose = policy;
      await userEvent.click(made.send());
      await expect
        .poll(() => asked.some(([name]) => name === 'send.uncleared'), { timeout: 3000 })
        .toBe(true);
      expect([sent, questions]).toEqual([left, said]);
    },
  );

  it('is guarded when its id comes late', async () => {
    const { sent, ended, made } = stage({ draft: '' });
    await userEvent.click(made.send());
    made.root.querySelector('[name=draft]')?.setAttribute('value', '#msg-a:r-7673660351152959857');
    await expect.poll(() => ended.length, { timeout: 3000 }).toBe(1);
    expect([sent, redeemed()]).toEqual([[], 1]);
  });

  it('is asked about when its text is that of an item', async () => {
    const { matchDigest } = await import('../../src/core/digest/match.ts');
    const body = () => [document.createTextNode('the very text')];
    const reading = {
      to: ['bob@acme.example'],
      subject: 'Hi',
      authored: [{ text: 'the very text' }],
    };
    const { draftId: _, ...bare } = entry;
    const { sent, questions, made, composes, compose } = stage({ body: body() }, [
      {
        ...bare,
        matchDigest: await matchDigest(reading),
        recipientsSum: recipientsSum(reading.to),
      },
    ]);
    await expect.poll(() => compose.match?.matched).toBe('text');
    await userEvent.click(made.send());
    expect([sent, questions, redeemed()]).toEqual([[], ['text'], 0]);
    expect(await composes.confirm(compose, entry.proposalId)).toEqual({ bound: true });
    expect(composes.verdict(compose)).toBe('bound');
    composes.deny(compose);
    expect(composes.verdict(compose)).toBe('not-ours');
  });
});
