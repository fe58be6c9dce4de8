import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { GivenVerdict, OpenAlert, Oversight } from '../../../src/messages/oversight.ts';
import { OversightOf } from '../../../src/pages/popup/Oversight.tsx';
import { applyLanguage } from '../../../src/ui/locale.ts';
import { FOREIGN, saidAllIn } from '../../support/foreign-page.web.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const at = '2026-11-28T10:00:00.000Z';
const alert = (n: number, title: string): OpenAlert => ({
  ...{ id: id(n), urgency: 'tell', title, times: 1, firstAt: at, seen: true },
});
const BOUNCES = alert(1, 'Bounces of workflow outbound are over their line.');
const REPLIES = alert(2, `Replies of workflow ${LONG} are under their line.`);
const given = (change: Partial<GivenVerdict> = {}): GivenVerdict => ({
  ...{ id: BOUNCES.id, verdict: 'noise', title: BOUNCES.title, undoable: true, away: false },
  leavesAt: new Date(Date.now() + 6000).toISOString(),
  ...change,
});
const LEAVING = { leavesAt: at, undoable: false };

let root: HTMLElement;
beforeEach(() => {
  root = document.createElement('main');
  root.className = 'popup';
  document.body.replaceChildren(root);
});
afterEach(() => render(null, root));

/** The worker's side: what is said is held, and how things stand is a test's to change. */
function open(
  verdicts: GivenVerdict[] = [],
  { alerts = [BOUNCES, REPLIES], theme = 'light' as 'light' | 'dark', late = false } = {},
) {
  const stands = { alerts, verdicts, late };
  const asked: string[] = [];
  let heard = (): void => undefined;
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: any): Promise<any> => {
    asked.push(name);
    const others = stands.verdicts.filter((one) => one.id !== payload.id);
    if (name === 'alert.close') {
      const { title, verdict } = payload;
      stands.verdicts = [...others, given({ id: payload.id, title, verdict })];
    } else if (name === 'verdict.undo') {
      if (stands.late) return { undone: false, verdicts: stands.verdicts };
      stands.verdicts = others;
      return { undone: true, verdicts: others };
    } else if (name === 'verdict.seen') stands.verdicts = others;
    if (name !== 'oversight') return { verdicts: stands.verdicts };
    const said: Oversight = {
      ...{ manager: true, workflows: [], ramps: [], worth: { actionable: 1, closed: 4 } },
      ...{ alerts: stands.alerts, verdicts: stands.verdicts },
    };
    return said;
  };
  document.documentElement.dataset.theme = theme;
  const hear = (listener: () => void) => {
    heard = listener;
    return () => undefined;
  };
  render(<OversightOf {...{ ask, hear }} />, root);
  return {
    asked,
    become(change: Partial<typeof stands>) {
      Object.assign(stands, change);
      heard();
    },
  };
}
const text = () => root.textContent ?? '';
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const rowOf = (title: string) =>
  [...root.querySelectorAll('li')].find((row) => row.textContent?.includes(title));
const button = (name: string) => page.getByRole('button', { name, exact: true });
const said = () => root.querySelector('[role=status]')?.textContent ?? '';

test('a press says what will happen and when; Undo by the next key leaves all as it was', async () => {
  const { asked } = open();
  await shown('Bounces');
  root.querySelector<HTMLElement>('[data-name=noise]')?.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() =>
    expect(rowOf(BOUNCES.title)?.textContent).toMatch(/In [1-6] s it is closed as noise\./),
  );
  expect(said()).toMatch(/^In [56] s it is closed as noise\.$/);
  // The other one can be closed as before; of this one nothing but the way back is offered.
  expect(root.querySelectorAll('[data-name=noise]')).toHaveLength(1);
  await expect.element(button('Undo')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(root.querySelectorAll('[data-name=noise]')).toHaveLength(2));
  expect(document.activeElement).toBe(rowOf(BOUNCES.title)?.querySelector('[data-name=noise]'));
  expect(said()).toBe('Taken back. The alert stays open.');
  expect(asked.filter((name) => name !== 'oversight')).toEqual(['alert.close', 'verdict.undo']);
});

test('a key that is held down says it once, and takes nothing back', async () => {
  const { asked } = open();
  await shown('Bounces');
  root.querySelector<HTMLElement>('[data-name=actionable]')?.focus();
  await userEvent.keyboard('{Enter>9/}');
  await expect.element(button('Undo')).toHaveFocus();
  expect(asked.filter((name) => name !== 'oversight')).toEqual(['alert.close']);
});

test('the second click of a double click takes nothing back', async () => {
  await page.viewport(320, 800);
  const { asked } = open([], { alerts: [{ ...BOUNCES, seen: false }] });
  await shown('Bounces');
  // At its end, where the way back comes to stand.
  const { width, height, right, top } = button('Noise').element().getBoundingClientRect();
  const position = { x: width - 4, y: height / 2 };
  await button('Noise').dblClick({ position });
  await expect.element(button('Undo')).toHaveFocus();
  const there = document.elementFromPoint(right - 4, top + height / 2);
  expect(there?.closest('[data-name]')?.getAttribute('data-name')).toBe('undo-noise');
  expect(asked.filter((name) => name !== 'oversight')).toEqual(['alert.close']);
});

test('what was said is shown when the popup is opened again, and goes once the gate has it', async () => {
  const { become } = open([given()]);
  await shown(/In [1-6] s it is closed as noise/);
  // It was there before: nothing has happened that is to be said aloud.
  expect(said()).toBe('');
  root.querySelector<HTMLElement>('[data-name=undo-noise]')?.focus();
  become({ verdicts: [given(LEAVING)] });
  await shown('Being closed as noise…');
  expect(root.querySelector('[data-name^=undo]')).toBeNull();
  // Focus is on a text: a key that comes late presses nothing.
  await vi.waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Being closed/));
  become({ verdicts: [], alerts: [REPLIES] });
  await vi.waitFor(() => expect(said()).toBe('Closed as noise.'));
  expect(text()).not.toContain('Bounces');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Alerts'));
});

test('waits for a gate that is away and says so; back, it says that it was closed', async () => {
  const { become } = open([given()]);
  await shown(/In [1-6] s/);
  become({ verdicts: [given({ leavesAt: at, away: true })] });
  await shown('The gate cannot be reached. Once it can, this is closed as noise.');
  expect(said()).toMatch(/^The gate cannot be reached/);
  // Nothing of it was tried: the way back is as open as before.
  await expect.element(button('Undo')).toBeVisible();
  become({ verdicts: [given({ ...LEAVING, away: true })] });
  await vi.waitFor(() => expect(root.querySelector('[data-name^=undo]')).toBeNull());
  become({ verdicts: [], alerts: [] });
  await vi.waitFor(() => expect(said()).toBe('Closed as noise.'));
  await shown('None open.');
});

test('closed by another meanwhile it says so, until that was seen', async () => {
  const { asked, become } = open([given(LEAVING)]);
  await shown('Being closed');
  const refused = { closed: true, why: 'The alert was closed as actionable.' };
  become({ verdicts: [given({ ...LEAVING, refused })], alerts: [REPLIES] });
  await shown(
    'It was closed already, by somebody else or by the gate. Your “Noise” does not count.',
  );
  expect(said()).toMatch(/^It was closed already/);
  expect(text()).toContain(BOUNCES.title);
  button('Seen').element().focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(text()).not.toContain('Bounces'));
  expect(asked).toContain('verdict.seen');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Alerts'));
});

test('refused for another reason it gives the gate’s, and the alert can be closed again after', async () => {
  const refused = { closed: false, why: 'Only a manager may.' };
  open([given({ ...LEAVING, refused })]);
  await shown('The gate did not take your “Noise”. Only a manager may.');
  await button('Seen').click();
  await vi.waitFor(() => expect(root.querySelectorAll('[data-name=noise]')).toHaveLength(2));
});

test('too late to take back, it says that', async () => {
  const { become } = open([given()]);
  await expect.element(button('Undo')).toBeVisible();
  become({ late: true });
  await button('Undo').click();
  await shown('Too late to take back: it has left.');
});

test('the same word on two alerts is said twice', async () => {
  open();
  await shown('Bounces');
  const sentences: string[] = [];
  const seen = new MutationObserver(() => sentences.push(said()));
  const region = root.querySelector('[role=status]');
  if (!region) throw new Error('there is a region');
  seen.observe(region, { childList: true, characterData: true, subtree: true });
  await button('Noise').first().click();
  await expect.element(button('Undo')).toBeVisible();
  await button('Noise').click();
  await vi.waitFor(() => expect(root.querySelectorAll('[data-name=undo-noise]')).toHaveLength(2));
  await vi.waitFor(() => expect(sentences.length).toBeGreaterThanOrEqual(2));
  seen.disconnect();
});

const STATES: [string, GivenVerdict[]][] = [
  ['on its way', [given(), given({ id: REPLIES.id, title: REPLIES.title, verdict: 'actionable' })]],
  ['leaving', [given(LEAVING)]],
  ['waiting for the gate', [given({ away: true, leavesAt: at })]],
  ['closed by another', [given({ id: id(7), refused: { closed: true, why: 'Closed.' } })]],
  ['refused', [given({ refused: { closed: false, why: LONG } })]],
];

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each(STATES)('%s', async (_, verdicts) => {
    await page.viewport(320, 800);
    open(
      verdicts.map((one) => ({ ...one, leavesAt: one.undoable ? given().leavesAt : at })),
      { theme },
    );
    await shown('Alerts');
    const { violations } = await axe.run(root);
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual(
      [],
    );
    expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth);
  });
});

describe.each(FOREIGN)('in %s', (name, language) => {
  afterEach(() => applyLanguage('auto'));
  test.each(STATES)('nothing is left of the English: %s', async (_, verdicts) => {
    await applyLanguage(language);
    open(verdicts);
    await vi.waitFor(() => expect(root.querySelector('li')).not.toBeNull());
    await saidAllIn(root, name, [verdicts, BOUNCES, REPLIES]);
  });
});
