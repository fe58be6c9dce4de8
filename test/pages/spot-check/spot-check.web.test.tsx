import axe from 'axe-core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SpotCheckDetail } from '../../../src/core/schema/spot-check.ts';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import { open } from './stage.tsx';
import { detailOf, LONG, lookOf } from './states.ts';

let on: Awaited<ReturnType<typeof open>>;
afterEach(() => on.close());

const text = () => on.root.textContent ?? '';
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const button = (name: string | RegExp) => page.getByRole('button', { name });
const subject = () => on.root.querySelector('.spot-card')?.textContent ?? '';

/** Presses a decision key once the item can be decided, until it was heard. */
async function press(key: string, until: () => boolean): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!until()) await userEvent.keyboard(key);
      expect(until()).toBe(true);
    },
    { timeout: 10_000, interval: 400 },
  );
}
/** Blind first, then, once the rest is shown, for good. */
async function decide(at: number, key: string): Promise<void> {
  await vi.waitFor(() => expect(subject()).toContain(`Mail ${at}`), { timeout: 5000 });
  const looked = () =>
    on.asked.some(
      ([name, payload]) =>
        name === 'first.look' &&
        (payload as { proposalId: string; look?: object }).proposalId === lookOf(at) &&
        (payload as { look?: object }).look !== undefined,
    );
  await press(key, looked);
  await press(key === 'a' ? 'a' : 'o', () => on.local.has(lookOf(at)));
}

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  const whole = new Map([
    [lookOf(1), 'approve'],
    [lookOf(2), 'reject'],
    [lookOf(3), 'approve'],
  ]);
  test.each<[string, Parameters<typeof open>[0], RegExp, boolean?]>([
    ['none yet', {}, /None yet/],
    ['a name as long as they get', { name: LONG }, /None yet/],
    ['the gate is away', { away: true }, /not known now: The gate does not answer/],
    ['not a manager', { role: 'rep' }, /for managers/],
    ['not paired', { paired: false }, /not paired/],
    ['one before', { before: [detailOf(3, whole, { by: LONG, mine: false })] }, /1 of 3 wrong/],
  ])('%s', async (_, input, words) => {
    on = await open({ ...input, theme });
    await shown(words);
    const { violations } = await axe.run(on.root);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
  });

  test('the card, and what it says afterwards', async () => {
    on = await open({ theme, n: 1 });
    await button('Draw 10').click();
    await vi.waitFor(() => expect(subject()).toContain('Mail 1'));
    const card = await axe.run(on.root);
    expect(card.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await button(/Stop for now/).click();
    on.local.set(lookOf(1), { decisionId: lookOf(9), action: 'reject' });
    on.settle();
    await shown('1 of them was wrong');
    on.root.querySelector('details')?.setAttribute('open', '');
    const result = await axe.run(on.root);
    expect(result.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

test('a manager draws, looks blind in the order of the draw, and sees how it compares', async () => {
  on = await open({ n: 3 });
  await shown('None yet');
  await button('Draw 10').click();
  expect(on.asked.find(([name]) => name === 'spot-check.draw')?.[1]).toEqual({
    ...{ space: 'countersign', n: 10, days: 7, byRisk: false },
  });
  await vi.waitFor(() => expect(subject()).toContain('Mail 1'));
  // Blind: neither what the agent thought of it nor who let it out.
  expect(subject()).not.toMatch(/Mara Lindqvist|92 %|0\.92/);
  expect(subject()).toContain('0 of 3 looked at');
  await decide(1, 'a');
  await decide(2, 'a');
  expect(subject()).toContain('2 of 3 looked at');
  await decide(3, 'a');
  await shown('3 answers are on the way');
  expect(text()).not.toContain('Mara Lindqvist');
  on.settle();
  await shown('3 looked at, of 1,240');
  expect(text()).toContain('0 of 3 still allows up to 40 %');
  expect(text()).toContain('You agree with 3 of 3 that a person had approved.');
  expect(text()).toContain('approved by Mara Lindqvist');
  expect(text()).toContain('Left out: 3 that were approved by who drew it.');
});

test('what was left for later is gone on with, without what is decided', async () => {
  on = await open({ n: 3 });
  await button('Draw 10').click();
  await decide(1, 'a');
  await vi.waitFor(() => expect(subject()).toContain('Mail 2'));
  await userEvent.keyboard('{Escape}');
  await shown('Go on: 2 left');
  await button(/Go on/).click();
  await vi.waitFor(() => expect(subject()).toContain('Mail 2'));
  expect(subject()).toContain('0 of 2 looked at');
});

test('items that the feed has not brought yet are waited for', async () => {
  on = await open({ n: 1, late: true });
  await button('Draw 10').click();
  await shown('On their way');
  await on.bring();
  await vi.waitFor(() => expect(subject()).toContain('Mail 1'));
});

test('where nothing had left it says so, and shows no card', async () => {
  on = await open({ n: 0, draws: { population: 0, strata: [] } });
  await button('Draw 10').click();
  await shown('Nothing left in that time');
  expect(on.root.querySelector('.spot-card')).toBeNull();
});

test('how many, from when, of what and by risk are asked as they were chosen', async () => {
  on = await open({ n: 0 });
  await shown('None yet');
  await page.getByLabelText('30', { exact: true }).click();
  await userEvent.selectOptions(page.getByLabelText('What left in'), '90');
  await userEvent.selectOptions(page.getByLabelText('Workflow'), 'outbound');
  await page.getByLabelText(/More of what is risky/).click();
  await button('Draw 30').click();
  expect(on.asked.find(([name]) => name === 'spot-check.draw')?.[1]).toEqual({
    ...{ space: 'countersign', n: 30, days: 90, workflowId: 'outbound', byRisk: true },
  });
});

describe.each(FOREIGN)('in %s', (name, language) => {
  const looked = new Map([
    [lookOf(1), 'approve'],
    [lookOf(2), 'reject'],
    [lookOf(3), 'approve_edited'],
  ]);
  const some: Partial<SpotCheckDetail> = {
    ...{ byRisk: true, lost: 2, leftOut: { own: 3, erased: 4 }, workflowId: 'outbound' },
    agreement: { people: { looked: 2, agreed: 1 }, unattended: { looked: 1, agreed: 1 } },
  };
  const mine = detailOf(5, looked, some);
  const anothers = detailOf(3, new Map(), { ...some, mine: false, leftOut: { own: 0, erased: 1 } });
  const none = detailOf(0, new Map(), { population: 0, mine: false });
  test.each([
    ['nothing drawn yet', null],
    ['half looked at, by risk', mine],
    ['somebody else’s', anothers],
    ['nothing had left', none],
  ])('nothing is left of the English: %s', async (_, check) => {
    await page.viewport(320, 800);
    const before = check ? [check] : [];
    on = await open({ language, before, ...(check ? { n: check.n, draws: check } : {}) });
    await vi.waitFor(() => expect(on.root.querySelector('form')).not.toBeNull());
    if (check) {
      await vi.waitFor(() => expect(on.root.querySelector('.oversight button')).not.toBeNull());
      await userEvent.click(on.root.querySelector('.oversight button') as Element);
      await vi.waitFor(() => expect(on.root.querySelector('article')).not.toBeNull());
    }
    unfold(on.root);
    await saidAllIn(on.root, name, [check, 'Outbound, mid-market', 'Northwind']);
  });

  test('nor on the card, nor where the gate is away or somebody is no manager', async () => {
    on = await open({ language, n: 2, late: true });
    await vi.waitFor(() => expect(on.root.querySelector('[data-name=draw]')).not.toBeNull());
    await userEvent.click(on.root.querySelector('[data-name=draw]') as Element);
    await vi.waitFor(() => expect(subject()).not.toBe(''));
    await saidAllIn(on.root, name, [detailOf(2, new Map()), 'Outbound, mid-market', 'Esc']);
    on.close();
    on = await open({ language, away: '(504)' });
    await vi.waitFor(() => expect(text()).toContain('(504)'));
    await saidAllIn(on.root, name, ['Northwind']);
    on.close();
    on = await open({ language, role: 'rep' });
    await vi.waitFor(() => expect(on.root.querySelector('.empty')).not.toBeNull());
    await saidAllIn(on.root, name, ['Northwind']);
  });
});
