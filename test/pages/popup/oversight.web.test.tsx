import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Oversight } from '../../../src/messages/oversight.ts';
import { OversightOf } from '../../../src/pages/popup/Oversight.tsx';
import { applyLanguage } from '../../../src/ui/locale.ts';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const at = '2026-11-28T10:00:00.000Z';
const EMPTY: Oversight = {
  ...{ manager: true, alerts: [], workflows: [], ramps: [] },
  worth: { actionable: 0, closed: 0 },
};
const FULL: Oversight = {
  manager: true,
  alerts: [
    {
      ...{ id: id(2), urgency: 'tell', times: 1, firstAt: at, seen: true },
      title: `Complaints of template ${LONG}: 2 of 900 sends, over its ceiling of 0.1 %.`,
    },
    {
      ...{ id: id(1), urgency: 'page', workflowId: 'outbound', times: 2, firstAt: at, seen: false },
      title:
        'Complaints of workflow outbound: 6 of 120 sends (5 %, 95 % interval 2.3 % to 10 %), over its ceiling of 0.3 %.',
      ...{ held: 41, underWay: 2, sent: 38 },
      left: [
        { proposalId: id(5), kind: 'email.draft', title: `Hello ${LONG}`, to: 'Bo Ek' },
        { proposalId: id(6) },
      ],
    },
  ],
  worth: { actionable: 3, closed: 8 },
  workflows: [
    { id: 'enrich', name: LONG, state: 'running' },
    {
      ...{ id: 'outbound', name: 'Outbound, mid-market', state: 'paused' },
      reason: 'Complaints of workflow outbound: 6 of 120 sends, over its ceiling of 0.3 %.',
    },
  ],
  ramps: [
    {
      ...{ id: id(3), name: 'gpt-next 2026-11', workflowId: 'outbound', state: 'unwatched' },
      ...{ taken: 3, size: 10, mine: true },
    },
    {
      ...{ id: id(4), name: 'intro-v8', workflowId: 'outbound', state: 'full' },
      ...{ taken: 10, size: 10, mine: false },
      waitsFor: 'Hard bounces: 2 of 10 sends, with a ceiling of 5 %.',
    },
  ],
};

const nearest = (near: number, tripped = false) => ({
  ...{ near, tripped, action: 'stop' as const },
  sentence:
    'Hard bounces of workflow outbound: 6 of 120 sends (5 %, 95 % interval 2.3 % to 10 %), its ceiling of 5 %.',
});
const HEALTHY: Oversight = {
  ...FULL,
  at: new Date().toISOString(),
  health: {
    at,
    workflows: FULL.workflows.map(({ id: flow, name, state }, n) => ({
      ...{ id: flow, name, state },
      lanes: { human: 12, constrained: 20, auto: 88 },
      waiting: { items: 412, hours: 3.4, oldestAt: at },
      reading: { deliberate: 34, judged: 40, low: 0.7, high: 0.93 },
      brakes: { watching: 5, tripped: n, nearest: nearest(n === 1 ? 1 : 0.42, n === 1) },
      afterwards: { looked: 40, wrong: 1, reported: 2 },
    })),
  },
};
const SENT = [
  {
    ...{ proposalId: id(7), workflowId: 'outbound', kind: 'email.draft', sentAt: at },
    ...{ title: 'A look at your routing', unattended: true, reported: false },
  },
  {
    ...{ proposalId: id(8), workflowId: LONG, kind: 'email.draft', sentAt: at },
    ...{ title: `Old news ${LONG}`, unattended: false, reported: true },
  },
];
const FIFTY: Oversight = {
  ...HEALTHY,
  workflows: Array.from({ length: 50 }, (_, n) => ({
    ...{ id: `flow-${n}`, name: `${LONG} ${n}`, state: 'running' as const },
  })),
};

let root: HTMLElement;
afterEach(() => render(null, root));

function open(
  first: Oversight | Error,
  theme: 'light' | 'dark' = 'light',
  spaces: { id: string; name: string }[] = [],
) {
  let answer = first;
  const asked: [string, unknown][] = [];
  let heard: () => void = () => undefined;
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: unknown): Promise<any> => {
    if (name !== 'oversight') asked.push([name, payload]);
    if (answer instanceof Error) throw answer;
    if (name === 'sent.list') return { sent: SENT };
    if (name === 'defect.report') return { undoUntil: new Date(Date.now() + 6000).toISOString() };
    if (name === 'defect.undo') return { undone: true };
    if (name === 'alert.close') return { verdicts: [] };
    return name === 'oversight' ? answer : {};
  };
  document.documentElement.dataset.theme = theme;
  root = document.createElement('main');
  root.className = 'popup';
  document.body.replaceChildren(root);
  const hear = (listener: () => void) => {
    heard = listener;
    return () => undefined;
  };
  render(
    spaces.length > 0 ? (
      spaces.map((space) => <OversightOf key={space.id} {...{ ask, hear, space }} />)
    ) : (
      <OversightOf {...{ ask, hear }} />
    ),
    root,
  );
  return {
    asked,
    become(next: Oversight | Error) {
      answer = next;
      heard();
    },
  };
}
const text = () => root.textContent ?? '';
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const button = (name: string) => page.getByRole('button', { name });

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each<[string, Oversight | Error]>([
    ['nothing yet', EMPTY],
    ['stopped, watched and waiting', FULL],
    ['a rep whose alert it is', { ...FULL, manager: false, workflows: [] }],
    ['how each does', HEALTHY],
    ['fifty of them', FIFTY],
    ['as it was before the gate went', { ...HEALTHY, away: 'The gate does not answer.' }],
    ['the gate is away', new Error('The gate does not answer.')],
  ])('%s', async (_, oversight) => {
    open(oversight, theme);
    await shown(/Alerts|not known now/);
    const { violations } = await axe.run(root);
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual(
      [],
    );
    expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth);
  });
});

test('what was under way and what left lead to the item itself, by its name where it has one', async () => {
  open(HEALTHY);
  await shown('What was under way when it stopped');
  await userEvent.click(page.getByText('What was under way when it stopped'));
  const links = () => [...root.querySelectorAll<HTMLAnchorElement>('a.item-link')];
  await vi.waitFor(() => expect(links()).toHaveLength(2));
  const [named, bare] = links();
  expect(named?.textContent).toBe(`Email: Hello ${LONG}, to Bo Ek`);
  expect(named?.getAttribute('href')).toBe(`../queue/index.html?item=${id(5)}`);
  // This device has forgotten the other: its id is all that is known.
  expect(bare?.textContent).toBe(id(6));
  await userEvent.click(page.getByText('What left lately'));
  await vi.waitFor(() => expect(links()).toHaveLength(4));
  expect(links()[2]?.textContent).toBe('Email: A look at your routing');
  const { violations } = await axe.run(root);
  expect(violations.map(({ id: rule }) => rule)).toEqual([]);
  expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth);
});

test('of two workspaces a link says which one its item is of', async () => {
  open(FULL, 'light', [
    { id: 'one', name: 'Brightloop' },
    { id: 'two', name: 'Northwind' },
  ]);
  await vi.waitFor(() => expect(root.querySelectorAll('a.item-link')).toHaveLength(4));
  const spaces = [...root.querySelectorAll('a.item-link')].map((link) =>
    new URL(link.getAttribute('href') ?? '', 'https://x.example').searchParams.get('space'),
  );
  expect(spaces).toEqual(['one', 'one', 'two', 'two']);
});

test('of two workspaces each stands under its name, and is steered in its own', async () => {
  const { asked } = open(FULL, 'light', [
    { id: 'one', name: 'Brightloop' },
    { id: 'two', name: 'Northwind' },
  ]);
  await vi.waitFor(() =>
    expect(page.getByRole('region', { name: /Alerts$/ }).all()).toHaveLength(2),
  );
  expect(text()).toMatch(/Brightloop.*Northwind/s);
  const { violations } = await axe.run(root);
  expect(violations).toEqual([]);
  await button('I’m on it').last().click();
  await vi.waitFor(() => expect(asked).toEqual([['alert.seen', { space: 'two', id: id(1) }]]));
});

describe('how it does', () => {
  test('is three sentences, then each workflow with what is near first', async () => {
    open(HEALTHY);
    await shown('Stopped: Outbound, mid-market.');
    expect(page.getByRole('link', { name: 'Spot-check' }).all()).toHaveLength(1);
    expect(text()).toContain('People read: 68 of 80 decisions in 7 days were read.');
    expect(text()).toContain(
      'Of 80 looked at afterwards in 30 days, 2 were wrong. 4 more were reported as wrong.',
    );
    const rows = [...root.querySelectorAll('section:last-of-type li')].map(
      (row) => row.textContent ?? '',
    );
    expect(rows[0]).toMatch(/Outbound, mid-market.*paused.*Tripped\./s);
    expect(rows[1]).toMatch(/running.*42 % of the way to a stop\. Hard bounces/s);
    expect(rows[1]).toContain('412 wait, 3.4 h of reading');
  });

  test('of fifty workflows those that matter are shown, and the rest on asking', async () => {
    open(FIFTY);
    await shown('Show 38 more');
    await button('Show 38 more').click();
    await shown(`${LONG} 49`);
  });

  test('of a workflow whose brakes have seen nothing it says no more than that', async () => {
    const [flow] = HEALTHY.health?.workflows ?? [];
    if (!flow) throw new Error('there is one');
    const quiet = { ...flow, brakes: { watching: 5, tripped: 0, nearest: nearest(0) } };
    open({ ...HEALTHY, health: { at, workflows: [quiet] } });
    await shown('None of its 5 brakes is anywhere near its line.');
    expect(root.querySelector('meter')).toBeNull();
  });

  test('says how old it is, where the gate is away', async () => {
    const before = new Date(Date.now() - 3 * 3_600_000).toISOString();
    open({ ...HEALTHY, at: before, away: 'No answer.' });
    await shown('The gate cannot be reached. This is how it was 3 h ago.');
  });
});

test('what left lately is asked for once it is opened, and one press says it was wrong', async () => {
  const { asked, become } = open(HEALTHY);
  await shown('What left lately');
  expect(asked).toEqual([]);
  become(HEALTHY);
  await page.getByText('What left lately').click();
  await shown('A look at your routing');
  expect(text()).toMatch(/Old news.*was wrong/s);
  await userEvent.selectOptions(page.getByLabelText('Who noticed?'), 'prospect');
  await button('Was wrong').click();
  await vi.waitFor(() =>
    expect(asked).toContainEqual(['defect.report', { proposalId: id(7), foundBy: 'prospect' }]),
  );
  await shown(/was wrong · In [1-6] s the gate is told/);
  // A slip of the finger is taken back as it was made, by one press; focus goes along.
  await expect.element(button('Undo')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(asked.at(-1)).toEqual(['defect.undo', { proposalId: id(7) }]));
  await expect.element(button('Was wrong')).toHaveFocus();
  expect(root.querySelector('details [role=status]')?.textContent).toMatch(/^Taken back/);
  await button('Was wrong').click();
  await expect.element(button('Undo')).toBeVisible();
  const { violations } = await axe.run(root);
  expect(violations).toEqual([]);
});

describe('what was stopped', () => {
  test('says what is known, what went and what is held; each is closed in one press', async () => {
    const { asked } = open(FULL);
    await shown('6 of 120 sends (5 %, 95 % interval 2.3 % to 10 %)');
    expect(text()).toContain('about 38 sent since it began · 41 held back · 2 were under way');
    expect(text()).toContain('3 of 8 were worth it');
    await button('I’m on it').click();
    await button('Actionable').first().click();
    await button('Noise').last().click();
    expect(asked).toEqual([
      ['alert.seen', { id: id(1) }],
      ['alert.close', { id: id(1), verdict: 'actionable', title: FULL.alerts[1]?.title }],
      ['alert.close', { id: id(2), verdict: 'noise', title: FULL.alerts[0]?.title }],
    ]);
  });

  test('is shown to whom it belongs without a manager’s buttons', async () => {
    open({ ...FULL, manager: false, workflows: [] });
    await shown('6 of 120');
    expect(root.querySelector('[data-name=noise]')).toBeNull();
    expect(text()).not.toContain('Workflows');
  });

  test('is not made up when the gate is away, and an answer that fails is said', async () => {
    const at = open(FULL);
    await shown('6 of 120');
    at.become(new Error('The gate does not answer.'));
    await shown('What runs and what was stopped is not known now: The gate does not answer.');
  });
});

describe('a workflow', () => {
  test('that is stopped comes first, and runs again only with a reason, by keys alone', async () => {
    const { asked } = open(FULL);
    await shown('Outbound, mid-market');
    expect(
      page.getByRole('region', { name: 'Workflows' }).getByRole('listitem').first().element()
        .textContent,
    ).toContain('Outbound');
    root.querySelector<HTMLElement>('[data-name=change-outbound]')?.focus();
    await userEvent.keyboard('{Enter}');
    await shown('Why resume Outbound, mid-market?');
    expect(document.activeElement?.tagName).toBe('INPUT');
    await userEvent.keyboard('{Enter}');
    expect(asked).toEqual([]);
    await userEvent.keyboard('The list was wrong.{Enter}');
    await vi.waitFor(() =>
      expect(asked).toEqual([
        ['workflow.set', { id: 'outbound', state: 'running', reason: 'The list was wrong.' }],
      ]),
    );
    await vi.waitFor(() => expect(text()).not.toContain('Why resume'));
  });

  test.each([
    ['of the only workspace', [], '../lanes/index.html?workflow=outbound'],
    [
      'of one of several',
      [{ id: 'a&b', name: 'Brightloop' }],
      '../lanes/index.html?space=a%26b&workflow=outbound',
    ],
  ])('leads to its lanes, %s', async (_, spaces, href) => {
    open(FULL, 'light', spaces.length > 0 ? spaces : undefined);
    await shown('Outbound, mid-market');
    const link = page.getByRole('link', { name: 'Lanes of Outbound, mid-market' });
    expect(link.element().getAttribute('href')).toBe(href);
  });

  test('is left as it is by Escape', async () => {
    const { asked } = open(FULL);
    await shown(LONG);
    root.querySelector<HTMLElement>('[data-name=change-enrich]')?.focus();
    await userEvent.keyboard('{Enter}');
    await shown('Why pause');
    await userEvent.keyboard('x{Escape}');
    await vi.waitFor(() => expect(text()).not.toContain('Why pause'));
    expect(asked).toEqual([]);
  });
});

test('what is new is watched by its watcher only, and says why it waits', async () => {
  const { asked } = open(FULL);
  await shown('2 of 10 sends, with a ceiling of 5 %');
  expect(root.querySelectorAll('[data-name=watch]')).toHaveLength(1);
  await button('I am watching, for 30 minutes').click();
  expect(asked).toEqual([['ramp.watch', { id: id(3) }]]);
});

describe.each(FOREIGN)('in %s', (name, language) => {
  afterEach(() => applyLanguage('auto'));
  const one = (change: object): Oversight => ({
    ...HEALTHY,
    health: {
      at,
      workflows: (HEALTHY.health?.workflows ?? []).map((flow) => ({
        ...flow,
        ...{ state: 'running', brakes: { watching: 5, tripped: 0, nearest: nearest(0.001) } },
        ...change,
      })),
    },
  });
  const none = { deliberate: 0, judged: 0, low: 0, high: 1 };
  test.each<[string, Oversight]>([
    ['nothing yet', { ...EMPTY, health: { at, workflows: [] } }],
    ['stopped and near', HEALTHY],
    ['hardly read', one({ reading: { deliberate: 2, judged: 40, low: 0.01, high: 0.2 } })],
    ['nobody decides', one({ reading: none, afterwards: { looked: 0, wrong: 0, reported: 0 } })],
    ['nothing comes', one({ reading: none, waiting: { items: 0, hours: null } })],
    ['as it was before the gate went', { ...HEALTHY, away: 'No answer.' }],
    ['fifty of them', FIFTY],
  ])('nothing is left of the English: %s', async (_, oversight) => {
    await page.viewport(360, 800);
    await applyLanguage(language);
    open(oversight);
    await vi.waitFor(() => expect(root.querySelector('details')).not.toBeNull());
    unfold(root);
    await vi.waitFor(() => expect(text()).toContain('Old news'));
    await saidAllIn(root, name, [oversight, SENT]);
  });
});
