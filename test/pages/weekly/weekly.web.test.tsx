import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Weekly } from '../../../src/pages/weekly/Weekly.tsx';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/weekly/weekly.css';
import { FOREIGN, saidAllIn } from '../../support/foreign-page.web.ts';
import { space, status, worker } from '../evidence-ask.ts';
import { EMPTY, WEEK } from './samples.ts';

let root: HTMLElement;
afterEach(() => render(null, root));

function open(answers: Record<string, unknown>, theme: 'light' | 'dark' = 'light', width = 900) {
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  root.style.width = `${width}px`;
  document.body.replaceChildren(root);
  const { ask, asked } = worker({ status: status(space()), ...answers });
  render(<Weekly ask={ask} />, root);
  return { asked, acts: () => asked.filter(([name]) => name === 'weekly.act') };
}
const text = () => (root.textContent ?? '').replace(/\s+/g, ' ');
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const button = (name: string | RegExp) => page.getByRole('button', { name });

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each<[string, Record<string, unknown>, RegExp, number]>([
    ['a full week', { weekly: WEEK }, /What was done/, 900],
    ['a full week, at 320 px', { weekly: WEEK }, /What was done/, 320],
    ['nothing yet', { weekly: EMPTY }, /There is no workflow yet/, 320],
    ['the gate is away', { weekly: new Error('The gate cannot be reached.') }, /cannot be/, 320],
    ['not paired', { status: status() }, /not paired with a gate/, 320],
    ['a rep', { status: status(space({}, 'rep')) }, /for managers/, 320],
  ])('%s', async (_, answers, words, width) => {
    open(answers, theme, width);
    await shown(words);
    const { violations } = await axe.run(root);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(root.scrollWidth).toBeLessThanOrEqual(width);
  });
});

test('says of a change how sure it is, and of what is not sure nothing', async () => {
  open({ weekly: WEEK });
  await shown(/Overridden 30 points more often than the week before \(\+17 to \+42\)/);
  expect(text()).toContain('Of 3 comparisons these can be told from chance');
  expect(text()).toContain('Answered 4.1 points more often than the rest of its workflow');
  expect(text()).not.toContain('than the rest of its workflow (−9 to +2)');
  const calm = { ...WEEK, rows: WEEK.rows.slice(2) };
  render(null, root);
  open({ weekly: calm });
  await shown(/There is nothing to compare yet/);
});

test('says that nothing is known where nothing was counted, and the interval where something was', async () => {
  open({ weekly: WEEK });
  await shown('not known: none counted');
  expect(text()).toContain('41 % (36 % to 47 %; 33 of 80)');
});

test('retires a template in one action with its reason, and counts the week anew', async () => {
  let retired = false;
  const { asked, acts } = open({
    weekly: () => (retired ? { ...WEEK, rows: WEEK.rows.slice(1) } : WEEK),
    'weekly.act': () => {
      retired = true;
      return { note: WEEK.notes[0], stopped: 14, underWay: 1 };
    },
  });
  await shown(/intro-v3/);
  await userEvent.click(button('Retire template intro-v3').first());
  await expect.element(page.getByRole('textbox', { name: /Why/ })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(acts()).toEqual([]);
  await userEvent.keyboard('Reads like a machine{Enter}');
  await shown(/Retired: 14 that waited were withdrawn. 1 had begun to leave. Noted below./);
  expect(acts()).toEqual([
    [
      'weekly.act',
      {
        ...{ act: 'retire', template: 'intro-v3', reason: 'Reads like a machine' },
        ...{ space: 'one', workflowId: 'outbound', policyVersion: 7 },
      },
    ],
  ]);
  await vi.waitFor(() => expect(asked.filter(([name]) => name === 'weekly')).toHaveLength(2));
});

test('tightens by a line or a kind, and promotes only what has earned it', async () => {
  const { acts } = open({
    weekly: WEEK,
    'weekly.act': () => ({ note: WEEK.notes[0], stopped: 0, underWay: 0 }),
  });
  await shown(/It has earned the next step/);
  expect(text()).toContain('12 of 300 labels that the first look needs · about 288 more labels');
  const refused = button(/^Promote Donau/);
  await expect.element(refused).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(button('Promote Outbound, mid-market'));
  await shown(/From 20 to 40 a day without a person/);
  await userEvent.keyboard('Three quiet weeks{Enter}');
  await shown(/Done, and noted below/);
  await userEvent.click(button('Raise the line of Outbound, mid-market'));
  await userEvent.fill(page.getByRole('spinbutton'), '0.97');
  await userEvent.fill(page.getByRole('textbox', { name: /Why/ }), 'Too many wrong facts');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(acts()).toHaveLength(2));
  expect(acts().map(([, payload]) => payload)).toEqual([
    {
      ...{ space: 'one', act: 'promote', workflowId: 'outbound', policyVersion: 7 },
      reason: 'Three quiet weeks',
    },
    {
      ...{ space: 'one', act: 'tighten', workflowId: 'outbound', policyVersion: 7 },
      confidenceLine: 0.97,
      reason: 'Too many wrong facts',
    },
  ]);
});

test('says what the gate has against it, keeps what was typed, and Escape leaves it', async () => {
  const { acts } = open({
    weekly: WEEK,
    'weekly.act': new Error('The policy is at version 8 by now; look at it again.'),
  });
  await shown(/intro-v3/);
  await userEvent.click(button('Retire template intro-v3').first());
  await userEvent.keyboard('Why not{Enter}');
  await shown(/The policy is at version 8 by now/);
  expect(acts()).toHaveLength(1);
  await expect.element(page.getByRole('textbox', { name: /Why/ })).toHaveValue('Why not');
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(text()).not.toMatch(/version 8 by now/));
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Retire template intro-v3');
});

test('with several workspaces asks and acts in the one that is chosen', async () => {
  const { asked } = open({
    status: status(space(), space({ id: 'two', name: 'Northwind' })),
    weekly: WEEK,
  });
  await shown(/intro-v3/);
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Workspace' }), 'two');
  await vi.waitFor(() =>
    expect(asked.filter(([name]) => name === 'weekly').map(([, payload]) => payload)).toEqual([
      { space: 'one' },
      { space: 'two' },
    ]),
  );
});

describe.each(FOREIGN)('in %s', (name, language) => {
  const settings = { 'settings.get': { theme: 'light', language } };
  const why = 'The gate did not answer at all.';
  test.each<[string, Record<string, unknown>]>([
    ['a full week', { weekly: WEEK }],
    ['nothing yet', { weekly: EMPTY }],
    ['the gate is away', { weekly: new Error(why) }],
    ['not paired', { status: status() }],
    ['a rep', { status: status(space({}, 'rep')) }],
    ['several workspaces', { status: status(space(), space({ id: 'two' })), weekly: WEEK }],
  ])('nothing is left of the English: %s', async (_, answers) => {
    await page.viewport(320, 800);
    open({ ...settings, ...answers }, 'light', 320);
    await vi.waitFor(() => expect(root.querySelector('h2, .field-problem')).not.toBeNull());
    await saidAllIn(root, name, [answers, why, space()]);
  });

  test('nor where reasons are asked for, and once it is done', async () => {
    await page.viewport(320, 800);
    const done = { note: WEEK.notes[0], stopped: 14, underWay: 1 };
    open({ ...settings, weekly: WEEK, 'weekly.act': done }, 'light', 320);
    await vi.waitFor(() => expect(root.querySelectorAll('article.card')).toHaveLength(2));
    await saidAllIn(root, name, [WEEK, space()]);
    const asks = [...root.querySelectorAll('article .row > button:not([aria-disabled])')];
    expect(asks.length).toBeGreaterThan(2);
    for (const ask of asks) await userEvent.click(ask);
    await userEvent.click(root.querySelector('.card .button.bad') as Element);
    await saidAllIn(root, name, [WEEK, space()]);
    await userEvent.keyboard('Reads like a machine{Enter}');
    await vi.waitFor(() => expect(root.querySelector('.said')?.textContent).toMatch(/14/));
    await saidAllIn(root, name, [WEEK, space()]);
  });
});
