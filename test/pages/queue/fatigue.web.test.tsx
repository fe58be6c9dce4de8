import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ReviewSession } from '../../../src/core/attention/session.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { Queue } from '../../../src/pages/queue/queue.ts';
import type { Store } from '../../../src/store/db.ts';
import { getMeta, putMeta } from '../../../src/store/meta.ts';
import { idOf, itemOf } from '../panel/samples.ts';
import { browserWith, cloneOf, due, storeWith } from './stage.tsx';

let db: Store;
let browser: ReturnType<typeof browserWith>;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => browser.close());

type Input = Parameters<typeof browserWith>[1];
async function start(items: ReviewItem[], input: Input = {}) {
  db = await storeWith(items);
  browser = browserWith(db, input);
  const tab = browser.open();
  await armed(tab.queue);
  return tab;
}
const armed = (queue: Queue) =>
  vi.waitFor(
    () => {
      if (!queue.session.guard.armed(performance.now())) throw new Error('not armed');
      if (!queue.session.model.plan.value) throw new Error('no plan');
    },
    { timeout: 5000 },
  );
const shows = (root: HTMLElement, words: string) =>
  vi.waitFor(() => expect(root.textContent).toContain(words), { timeout: 3000 });
const decisions = async () => (await db.outbox.toArray()).map(({ decision }) => decision);

const FLAG = 'Promises a price nobody approved';
const STEP = 'They asked for a quote last week';
const blindItem = (n: number, change: Partial<ReviewItem> = {}) =>
  itemOf(n, {
    ...{ tier: 'high', blind: { reason: 'share' }, confidence: 0.93 },
    flags: [{ code: 'x', severity: 'high', message: FLAG, origin: 'check' }],
    reasoning: [{ text: STEP }],
    trigger: { code: 'check-flag', message: 'A check found a price promise.' },
    ...{ dueAt: due(n), ...change },
  });

describe('a blind look', () => {
  test('shows neither confidence, flags, trigger, marks nor reasoning before the decision', async () => {
    const { root, queue } = await start([await blindItem(1)]);
    await shows(root, 'Decide first, then see the rest');
    for (const hidden of [FLAG, STEP, '0.93', 'price promise'])
      expect(root.textContent).not.toContain(hidden);
    expect(root.querySelectorAll('.findings, [data-mark], .confidence')).toHaveLength(0);
    expect(queue.session.model.findings.value).toEqual([]);
    const { violations } = await axe.run(root);
    expect(violations).toEqual([]);
  });

  test('by keyboard: the first key decides nothing yet, then the rest is there, and it can be changed', async () => {
    const { root, queue } = await start([await blindItem(1), await blindItem(2)]);
    await userEvent.keyboard('a');
    await shows(root, FLAG);
    expect(root.textContent).toContain('you said approve');
    await shows(root, STEP);
    expect(await decisions()).toEqual([]);
    expect(queue.session.model.currentId.value).toBe(idOf(1));
    await armed(queue);
    await userEvent.keyboard('r');
    await armed(queue);
    await userEvent.keyboard('5');
    await vi.waitFor(async () =>
      expect(await decisions()).toMatchObject([
        { proposalId: idOf(1), action: 'reject', firstLook: { action: 'approve' } },
      ]),
    );
    const [decided] = await decisions();
    expect(decided?.firstLook?.attention.flagsSeen).toBe(false);
    // The next item is blind again.
    await shows(root, 'Decide first, then see the rest');
  });

  test('is kept by its key, with the reason it had', async () => {
    const { root, queue } = await start([await blindItem(1)]);
    await userEvent.keyboard('r');
    await armed(queue);
    await userEvent.keyboard('3');
    await shows(root, 'you said reject: ');
    await armed(queue);
    await userEvent.keyboard('o');
    await vi.waitFor(async () =>
      expect(await decisions()).toMatchObject([
        {
          action: 'reject',
          reason: { code: 'tone' },
          firstLook: { action: 'reject', reason: 'tone' },
        },
      ]),
    );
  });

  test('one key held down, or pressed again at once, does not decide what was not yet seen', async () => {
    const { root, queue } = await start([await blindItem(1)]);
    await userEvent.keyboard('aaaa');
    await shows(root, FLAG);
    expect(await decisions()).toEqual([]);
    expect(queue.session.model.currentId.value).toBe(idOf(1));
  });

  test('is made once: a page that is opened later has the first one, and nothing to look at blind', async () => {
    const { root } = await start([await blindItem(1)]);
    await userEvent.keyboard('a');
    await shows(root, FLAG);
    const again = browser.open();
    await shows(again.root, FLAG);
    expect(again.root.textContent).toContain('you said approve');
    const later = { ...none, activeMs: 99 };
    const { look } = await again.queue.session.ask('first.look', {
      ...{ proposalId: idOf(1), revision: 1 },
      look: { action: 'reject', attention: later },
    });
    expect(look?.action).toBe('approve');
  });

  test('cannot be left out: the worker saves no decision on such an item without one', async () => {
    const { queue } = await start([await blindItem(1)]);
    queue.session.model.looks.value = new Map([
      [`${idOf(1)}/1`, { action: 'approve', attention: none }],
    ]);
    await armed(queue);
    await userEvent.keyboard('a');
    await vi.waitFor(() =>
      expect(queue.session.model.progress.value.get(idOf(1))).toMatchObject({ step: 'not-saved' }),
    );
    expect(await decisions()).toEqual([]);
  });

  test('edit, strike and the walk of flags say what to do instead', async () => {
    const { root } = await start([await blindItem(1)]);
    for (const key of ['e', 'f', 'd']) {
      await userEvent.keyboard(key);
      await shows(root, 'Decide first');
    }
    expect(root.querySelector('textarea')).toBeNull();
  });
});
const none = { activeMs: 0, unseenWords: 0, flagsSeen: false, evidenceOpened: 0 };

const atIt = (minutes: number, change: Partial<ReviewSession> = {}) => ({
  last: 'x',
  sessionMinutes: 60,
  session: {
    ...{ startedAt: Date.now() - minutes * 60_000, lastAt: Date.now() - 1000 },
    ...{ workedMs: minutes * 60_000, activeMs: minutes * 40_000, decisions: 90, deliberate: 81 },
    ...{ offerAfter: 0, pausedUntil: 0, batches: { size: null, since: [] } },
    ...change,
  },
});
const plain = async () => [await itemOf(1), await itemOf(2)];

describe('the session', () => {
  test('is shown with its pace once something was decided, and not before', async () => {
    const { root } = await start(await plain());
    expect(root.querySelector('.pace')).toBeNull();
    await userEvent.keyboard('a');
    await shows(root, '1 decided');
    expect(root.textContent).toContain('of 60 min');
  });

  test('offers a pause at the policy’s length, with the reason; taken by its key', async () => {
    db = await storeWith(await plain());
    await putMeta(db, 'reading', atIt(61));
    browser = browserWith(db);
    const { root, queue } = browser.open();
    await armed(queue);
    await shows(root, 'Time for a pause');
    expect(root.textContent).toContain('Reviewers find less after an hour');
    expect(root.textContent).toContain('90 decided · 81 read · 89 an hour');
    expect((await axe.run(root)).violations).toEqual([]);
    await userEvent.keyboard('p');
    await shows(root, 'Nothing is lost meanwhile');
    // It is an offer: deciding goes on, and the session with it.
    await userEvent.keyboard('a');
    await shows(root, '91 decided');
    await shows(root, 'Time for a pause');
  });

  test('"not now" puts the offer off', async () => {
    db = await storeWith(await plain());
    await putMeta(db, 'reading', atIt(61));
    browser = browserWith(db);
    const { root, queue } = browser.open();
    await armed(queue);
    await shows(root, 'Time for a pause');
    await page.getByRole('button', { name: 'Not now' }).click();
    await vi.waitFor(() => expect(root.textContent).not.toContain('Time for a pause'));
  });

  test('is one for all tabs', async () => {
    const one = await start(await plain());
    const two = browser.open();
    await armed(two.queue);
    await one.queue.session.decisions.approve();
    await shows(one.root, '1 decided');
    await shows(two.root, '1 decided');
  });

  test('undone decisions do not count', async () => {
    const { root } = await start(await plain());
    await userEvent.keyboard('a');
    await shows(root, '1 decided');
    await userEvent.keyboard('z');
    await vi.waitFor(() => expect(root.querySelector('.pace')).toBeNull(), { timeout: 3000 });
  });
});

describe('the size of batches', () => {
  const clones = () => Promise.all([0, 1, 2, 3, 4].map((n) => cloneOf(n)));
  const small = (size: number) => atIt(5, { batches: { size, since: [] } });

  test('follows the policy', async () => {
    const policy = { ...(await cloneOf(0)).policy, fatigue: { batchSize: 3 } };
    const { root } = await start(
      await Promise.all([0, 1, 2, 3, 4].map((n) => cloneOf(n, { policy }))),
    );
    await shows(root, 'Approve these 3');
    expect(root.textContent).toContain('5 like this');
  });

  test('is smaller for who did not read, says so, and the worker holds to it', async () => {
    db = await storeWith(await clones());
    await putMeta(db, 'reading', small(2));
    browser = browserWith(db);
    const { root, queue } = browser.open();
    await armed(queue);
    await shows(root, 'Approve these 2');
    expect(root.textContent).toContain('One press decides 2 for now instead of 20');
    await armed(queue);
    await userEvent.keyboard('c');
    await vi.waitFor(async () => expect(await decisions()).toHaveLength(2));
  });

  test('falls with presses on the table that nobody read', async () => {
    const { queue } = await start(await clones());
    await putMeta(
      db,
      'reading',
      atIt(5, { batches: { size: null, since: [false, false, false] } }),
    );
    const group = await vi.waitFor(() => {
      const now = queue.clones.group.value;
      if (!now) throw new Error('no table');
      return now;
    });
    expect(group.rows).toHaveLength(5);
    queue.session.meter.sight({ visible: false, focused: false }, performance.now());
    await queue.clones.decide('approve');
    await vi.waitFor(async () =>
      expect((await getMeta(db, 'reading'))?.session.batches).toEqual({ size: 10, since: [] }),
    );
  });
});

describe('stopping everything from one source', () => {
  const stopped = [{ proposalId: idOf(5), externalId: 'crm-5', was: 'pending' }];
  const underWay = [{ proposalId: idOf(6), executor: 'gate:smtp' }];

  test('is a manager’s, by key, with a reason; what was stopped is listed', async () => {
    const asked: unknown[] = [];
    const { root, queue } = await start([await itemOf(1, { template: 'spring' })], {
      role: 'manager',
      sweep: (payload) => {
        asked.push(payload);
        return { stopped, underWay };
      },
    });
    await vi.waitFor(() => expect(queue.manager.value).toBe(true));
    await userEvent.keyboard('w');
    await shows(root, 'Stop or take back');
    const button = page.getByRole('button', { name: 'Template spring' });
    await button.click();
    await shows(root, 'Say why first');
    expect(asked).toEqual([]);
    await userEvent.click(page.getByLabelText('Why (agents and reviewers get this)'));
    await userEvent.keyboard('Wrong product, a and r are letters here');
    expect(await decisions()).toEqual([]);
    expect((await axe.run(root)).violations).toEqual([]);
    await button.click();
    await shows(root, '1 stopped, 1 under way');
    expect(root.textContent).toContain('crm-5');
    expect(asked).toEqual([
      { by: { template: 'spring' }, reason: 'Wrong product, a and r are letters here' },
    ]);
  });

  test('or taking back what somebody approved: how many wait again, and what had left', async () => {
    const asked: unknown[] = [];
    const { root, queue } = await start(await plain(), {
      role: 'manager',
      recall: (payload) => {
        asked.push(payload);
        return { recalled: 4, gone: [{ proposalId: idOf(7), state: 'executed' }] };
      },
    });
    await vi.waitFor(() => expect(queue.manager.value).toBe(true));
    await userEvent.keyboard('w');
    await userEvent.click(page.getByLabelText('Why (agents and reviewers get this)'));
    await userEvent.keyboard('Not read');
    await userEvent.keyboard('{Tab}');
    await userEvent.click(page.getByLabelText('Whose approvals (address)'));
    await userEvent.keyboard('ana@northwind.example');
    await page.getByRole('button', { name: 'Recall' }).click();
    await shows(root, '4 wait again, 1 had left');
    expect(asked).toEqual([{ reviewer: 'ana@northwind.example', hours: 8, reason: 'Not read' }]);
    expect(await decisions()).toEqual([]);
  });

  test('is not offered to a rep', async () => {
    const { root } = await start(await plain());
    await userEvent.keyboard('w');
    await shows(root, 'Managers stop everything');
    expect(root.querySelector('#sweep-reason')).toBeNull();
  });

  test('a refusal stays on screen with the reason still there', async () => {
    const { root, queue } = await start(await plain(), {
      role: 'manager',
      sweep: () => ({ detail: 'Nothing was stopped. The gate says no.' }),
    });
    await vi.waitFor(() => expect(queue.manager.value).toBe(true));
    await userEvent.keyboard('w');
    await userEvent.click(page.getByLabelText('Why (agents and reviewers get this)'));
    await userEvent.keyboard('Wrong product');
    await page.getByRole('button', { name: /^Agent / }).click();
    await shows(root, 'The gate says no');
    expect(queue.sweeping.reason.value).toBe('Wrong product');
  });
});

test('what was recalled says why', async () => {
  const recalled = { at: due(-5), reason: 'the review was not deliberate' };
  const { root } = await start([await itemOf(1, { recalled })]);
  await shows(root, 'taken back before it left: the review was not deliberate');
});
