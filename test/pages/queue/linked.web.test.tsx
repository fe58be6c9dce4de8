import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import type { Reply } from '../../../src/messages/channel.ts';
import type { PanelToWorker } from '../../../src/messages/panel-to-worker.ts';
import { itemIn } from '../../../src/pages/review/item-link.ts';
import type { Store } from '../../../src/store/db.ts';
import { idOf, itemOf, mailOf } from '../panel/samples.ts';
import { bring, browserWith, due, storeWith } from './stage.tsx';

/* One item by its own link, whatever became of it: what each state says, and that none gives a right. */
type Told = Reply<PanelToWorker, 'item.look'>;
let db: Store;
let browser: ReturnType<typeof browserWith>;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => browser.close());

const LINKED = 7;
/** The queue has two others, first and last; the link is to what is neither. */
async function open(
  input: {
    /** what this device holds of it */
    here?: Partial<ReviewItem>;
    /** what the gate's answer is, one after the other; the last one stays */
    gate?: (Told | Error)[];
    link?: string;
    width?: number;
    role?: 'rep' | 'manager';
    theme?: 'light' | 'dark';
  } = {},
) {
  const { here, gate = [], link = `?item=${idOf(LINKED)}`, width } = input;
  db = await storeWith([
    await itemOf(1, { tier: 'high' }),
    ...(here ? [await itemOf(LINKED, here)] : []),
    await itemOf(9, { dueAt: due(500) }),
  ]);
  const asked: unknown[] = [];
  browser = browserWith(db, {
    ...(input.role ? { role: input.role } : {}),
    ...(input.theme ? { theme: input.theme } : {}),
    look: async (payload) => {
      asked.push(payload);
      const answer = gate[Math.min(asked.length, gate.length) - 1];
      if (!answer || answer instanceof Error) throw answer ?? new Error('not asked for');
      return answer;
    },
  });
  const tab = browser.open(width, itemIn(link));
  const card = () => tab.root.querySelector('.queue-card')?.textContent ?? '';
  const says = (...words: string[]) =>
    vi.waitFor(
      () => {
        for (const word of words) expect(card()).toContain(word);
      },
      { timeout: 5000 },
    );
  return { ...tab, asked, card, says, id: () => tab.queue.session.model.currentId.value };
}
const outbox = () => db.outbox.toArray();
const by = (action: string, change: object = {}) => ({
  decision: { id: idOf(70), action, by: 'Tomás Okafor', at: due(-90), ...change },
});
const fine = async (root: HTMLElement) => {
  const { violations } = await axe.run(root, { resultTypes: ['violations'] });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
};
/** Every key that decides or changes something, pressed when keys are armed; nothing may come of it. */
async function nothingDecides(tab: Awaited<ReturnType<typeof open>>): Promise<void> {
  await vi.waitFor(() => expect(tab.queue.session.guard.armed(performance.now())).toBe(true), {
    timeout: 5000,
  });
  await userEvent.keyboard('aAcerxXsSdo1');
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await outbox()).toEqual([]);
  expect(tab.queue.session.model.menu.value).toBeNull();
  expect(tab.id()).toBe(idOf(LINKED));
}

describe('a link that leads to no item says why, and the queue stays beside it:', () => {
  test('an address that was cut off; nobody is asked', async () => {
    const { root, asked, says } = await open({ link: '?item=00000000-0000-4' });
    await says('This address names no item');
    expect(asked).toEqual([]);
    await vi.waitFor(() => expect(root.querySelectorAll('.queue-line')).toHaveLength(2));
    await fine(root);
  });

  test.each<[string, Told | Error, string[]]>([
    ['unknown, or not theirs to see', { why: 'unknown' }, ['No such item', 'another workspace']],
    ['signed out', { why: 'signed-out' }, ['You are signed out']],
    ['of a workspace that is not here', { why: 'elsewhere' }, ['a workspace that is not here']],
    [
      'two workspaces claim it',
      new Error('Two workspaces claim it.'),
      ['Two workspaces claim it.'],
    ],
  ])('%s', async (_name, told, words) => {
    const { root, says, card } = await open({ gate: [told] });
    await says(...words);
    expect(card()).not.toContain('The new warehouse');
    await fine(root);
  });

  test('offline: what did not answer is said, and asking again shows the item once it does', async () => {
    const item = await itemOf(LINKED, { state: 'executed', ...by('approve') });
    const away: Told = { why: 'away', detail: 'No answer from gate.example.' };
    const { root, says } = await open({ gate: [away, { view: { item, became: {} } }] });
    await says('The gate cannot be asked just now', 'No answer from gate.example.');
    await fine(root);
    await userEvent.click(page.getByRole('button', { name: 'Ask again' }));
    await says('It has left', 'Approved by Tomás Okafor');
  });

  test('offline, and the connection is back: it is asked again by itself', async () => {
    const item = await itemOf(LINKED, { state: 'executed' });
    const { says } = await open({ gate: [{ why: 'away' }, { view: { item, became: {} } }] });
    await says('The gate cannot be asked just now');
    browser.reconnected();
    await says('It has left');
  });

  test('on its way to this device: nothing is shown before, and then it is decided as ever', async () => {
    const tab = await open({ gate: [{ why: 'coming' }] });
    await tab.says('on its way to this device');
    browser.reconnected();
    await bring(db, [await itemOf(LINKED)]);
    browser.changed([idOf(LINKED)]);
    await tab.says('The new warehouse in Ulm');
    // The worker syncs when it is asked for such an item: asking at each change would never end.
    expect(tab.asked).toHaveLength(1);
    await vi.waitFor(() => expect(tab.queue.session.model.plan.value?.can).toBe(true));
    await vi.waitFor(() => expect(tab.queue.session.guard.armed(performance.now())).toBe(true));
    await userEvent.keyboard('a');
    await vi.waitFor(async () => expect((await outbox())[0]?.proposalId).toBe(idOf(LINKED)));
  });
});

describe('a link to what this device holds', () => {
  test('opens that item and not the queue’s first, asks no gate, and it is decided as ever', async () => {
    const tab = await open({ here: {} });
    await vi.waitFor(() => expect(tab.queue.session.model.plan.value?.can).toBe(true));
    expect(tab.id()).toBe(idOf(LINKED));
    await vi.waitFor(() => expect(tab.queue.session.guard.armed(performance.now())).toBe(true));
    await userEvent.keyboard('a');
    await vi.waitFor(async () => expect((await outbox())[0]?.proposalId).toBe(idOf(LINKED)));
    // And the queue goes on after it.
    await vi.waitFor(() => expect(tab.id()).not.toBe(idOf(LINKED)));
    expect(tab.asked).toEqual([]);
  });

  test('that was decided here a moment ago says so, and is not decided twice', async () => {
    const tab = await open({ here: {} });
    await vi.waitFor(() => expect(tab.queue.session.model.plan.value?.can).toBe(true));
    await vi.waitFor(() => expect(tab.queue.session.guard.armed(performance.now())).toBe(true));
    await userEvent.keyboard('r');
    await vi.waitFor(() => expect(tab.queue.session.model.menu.value).toBe('reject'));
    await userEvent.keyboard('3');
    await vi.waitFor(async () => expect(await outbox()).toHaveLength(1));
    tab.root.remove();
    const again = browser.open(undefined, { proposalId: idOf(LINKED) });
    const card = () => again.root.querySelector('.queue-card')?.textContent ?? '';
    await vi.waitFor(() => expect(card()).toContain('You decided this on this device.'));
    expect(card()).toContain('Rejected');
    await userEvent.keyboard('a');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await outbox()).toHaveLength(1);
  });

  test('of another workspace than the link’s is none: the gate of that one is asked', async () => {
    const { asked, says } = await open({
      ...{ here: {}, gate: [{ why: 'elsewhere' }] },
      link: `?item=${idOf(LINKED)}&space=gone`,
    });
    await says('a workspace that is not here');
    expect(asked).toEqual([{ proposalId: idOf(LINKED), space: 'gone' }]);
  });

  test.each<[string, Partial<ReviewItem>, string[]]>([
    ['rejected', { state: 'rejected', ...by('reject', { reason: 'tone' }) }, ['Rejected by Tomás']],
    ['withdrawn', { state: 'withdrawn' }, ['It was withdrawn']],
    ['expired', { state: 'expired' }, ['It expired', 'Nobody decided it in time']],
    [
      'held back',
      {
        ...{ state: 'approved', ...by('approve_edited') },
        workflow: {
          ...{ id: 'w', name: 'Outbound email, mid-market', pattern: 'pre-approval' },
          paused: true,
        },
      },
      ['Approved with an edit by Tomás', 'held back until a manager'],
    ],
    ['gone', { state: 'executed', ...by('approve') }, ['It has left', 'Approved by Tomás']],
  ])('that is %s says so, by whom, and decides nothing', async (_name, here, words) => {
    const tab = await open({ here });
    await tab.says(...words);
    expect(await outbox()).toEqual([]);
    expect(tab.asked).toEqual([]);
    await fine(tab.root);
  });
});

describe('a link to what this device does not hold shows it as the gate has it, to be read', () => {
  const became = { leftAt: due(-80) };

  test('what left, as it left: with who let it, when, and the edit; no key decides', async () => {
    const written = mailOf();
    const content = mailOf({ body: '<p>Hi Petra,</p><p>Is Friday good?</p>' });
    const item = await itemOf(LINKED, { state: 'executed', content, ...by('approve_edited') });
    const tab = await open({ gate: [{ view: { item, became: { ...became, written } } }] });
    await tab.says(
      'It has left',
      'Approved with an edit by Tomás Okafor',
      'It left',
      'Is Friday good?',
    );
    await tab.says('What was sent', 'not in your queue');
    await userEvent.click(page.getByText('What was changed before it was approved'));
    await tab.says('third warehouse');
    await nothingDecidesButWrong(tab);
    await fine(tab.root);
  });

  /** Of what has left, the key of rejecting says that it was wrong. */
  async function nothingDecidesButWrong(tab: Awaited<ReturnType<typeof open>>) {
    await vi.waitFor(() => expect(tab.queue.session.guard.armed(performance.now())).toBe(true), {
      timeout: 5000,
    });
    await userEvent.keyboard('aAcexXsSdo1');
    expect(await outbox()).toEqual([]);
    expect(tab.id()).toBe(idOf(LINKED));
    await userEvent.keyboard('r');
    await vi.waitFor(() => expect(browser.asked).toContain('defect.report'));
    expect(await outbox()).toEqual([]);
  }

  test('another person’s: who decides it, and not here', async () => {
    const item = await itemOf(LINKED, {
      ownership: { mine: false, message: 'fin@northwind.example decides this.' },
    });
    const tab = await open({ gate: [{ view: { item, became: {} } }] });
    await tab.says('Another person decides this', 'fin@northwind.example decides this.');
    await nothingDecides(tab);
    expect(tab.root.querySelector('[data-name="approve"], button[name="approve"]')).toBeNull();
    await fine(tab.root);
  });

  test.each<[string, Partial<ReviewItem>, object, string[]]>([
    ['unattended', { state: 'executed', lane: 'auto' }, became, ['No person decided it']],
    [
      'withdrawn by the gate',
      { state: 'withdrawn' },
      { withdrawn: { detail: 'They opted out.', at: due(-9) } },
      ['The gate took it back', 'They opted out.'],
    ],
    [
      'erased',
      {
        state: 'rejected',
        content: mailOf({ subject: 'erased', body: '<p>erased</p>' }),
        ...by('reject'),
      },
      { erasedAt: due(-9) },
      ['Its text was erased', 'Rejected by Tomás'],
    ],
    [
      'not known',
      { state: 'unknown', ...by('approve') },
      {},
      ['It is not known whether this has left'],
    ],
  ])('%s', async (_name, change, told, words) => {
    const item = await itemOf(LINKED, change);
    const tab = await open({ gate: [{ view: { item, became: told } }] });
    await tab.says(...words, 'not in your queue');
    await fine(tab.root);
  });

  test('and once the feed brings it, it is the device’s own', async () => {
    const item = await itemOf(LINKED, { ownership: { mine: false, message: 'Fin decides this.' } });
    const tab = await open({ gate: [{ view: { item, became: {} } }] });
    await tab.says('Fin decides this.');
    await bring(db, [await itemOf(LINKED)]);
    browser.changed([idOf(LINKED)]);
    await vi.waitFor(() => expect(tab.card()).not.toContain('Fin decides this.'));
    await vi.waitFor(() => expect(tab.queue.session.model.plan.value?.can).toBe(true));
    // Its keys arm anew: a finger that was on its way to an item that is only read decides nothing.
    await vi.waitFor(() => expect(tab.queue.session.guard.armed(performance.now())).toBe(true));
    await userEvent.keyboard('a');
    await vi.waitFor(async () => expect((await outbox())[0]?.proposalId).toBe(idOf(LINKED)));
  });
});

test('in a narrow window the item is on screen first, and the list is one key away', async () => {
  await page.viewport(320, 640);
  const item = await itemOf(LINKED, { state: 'executed', ...by('approve') });
  const { root, says } = await open({ gate: [{ view: { item, became: {} } }] });
  await says('It has left');
  expect(root.querySelector('.queue-card')?.hasAttribute('hidden')).toBe(false);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(root.querySelectorAll('.queue-line')).toHaveLength(2));
});

test('a link pasted into the search opens its item, and the list stays as it is', async () => {
  const item = await itemOf(LINKED, { state: 'executed', ...by('approve') });
  const { root, says, id } = await open({ link: '', gate: [{ view: { item, became: {} } }] });
  await vi.waitFor(() => expect(id()).toBe(idOf(1)));
  const search = page.getByRole('searchbox');
  await userEvent.fill(search, `https://gate.example/review/${idOf(LINKED)}`);
  await says('It has left');
  expect(root.querySelectorAll('.queue-line')).toHaveLength(2);
  await expect.element(search).toHaveValue('');
});
