import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Findings } from '../../../src/messages/findings.ts';
import { FindingsPage } from '../../../src/pages/findings/FindingsPage.tsx';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/findings/findings.css';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import { EMPTY, FULL, LONG, NOT_A_MANAGER, QUIET } from './states.ts';

let root: HTMLElement;
afterEach(() => render(null, root));

type Space = { id: string; name: string; connection: string };
const ONE: Space[] = [{ id: 'one', name: 'Northwind', connection: 'live' }];

function open(
  first: Findings | Error,
  {
    theme = 'light',
    spaces = ONE,
    language,
  }: { theme?: 'light' | 'dark'; spaces?: Space[]; language?: string } = {},
) {
  let answer = first;
  let lines = 2;
  const asked: [string, unknown][] = [];
  const saved: string[][] = [];
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: unknown): Promise<any> => {
    if (name === 'status') return { connection: 'live', pending: 0, outbox: 0, spaces };
    if (name === 'settings.get') return { theme, language };
    asked.push([name, payload]);
    if (answer instanceof Error) throw answer;
    return name === 'findings' ? Findings.parse(answer) : { text: '{}\n'.repeat(lines), lines };
  };
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  document.body.replaceChildren(root);
  const save = (...file: string[]) => void saved.push(file);
  render(<FindingsPage ask={ask} hear={() => () => undefined} save={save} />, root);
  return {
    asked,
    saved,
    become(next: Findings | Error) {
      answer = next;
    },
    hold(count: number) {
      lines = count;
    },
  };
}
const text = () => root.textContent ?? '';
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const button = (name: string) => page.getByRole('button', { name });

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each<[string, Findings | Error]>([
    ['findings of all standings', FULL],
    ['nothing yet', EMPTY],
    ['nothing recurs', QUIET],
    ['a rep', NOT_A_MANAGER],
    ['the gate is away', new Error('The gate cannot be reached.')],
  ])('%s', async (_, findings) => {
    open(findings, { theme });
    await shown(/Fixes that recur|for managers|not known now/);
    for (const details of root.querySelectorAll('details')) details.open = true;
    await vi.waitFor(() => {
      if (findings === FULL) expect(root.querySelector('ins')).not.toBeNull();
    });
    const { violations } = await axe.run(root);
    expect(violations.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)])).toEqual(
      [],
    );
  });
});

test('fits 320 px with the longest names, everything open', async () => {
  await page.viewport(320, 800);
  open(FULL);
  await shown('Fixes that recur');
  for (const details of root.querySelectorAll('details')) details.open = true;
  await vi.waitFor(() => expect(root.querySelector('ins')).not.toBeNull());
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  await page.viewport(1000, 800);
});

describe('findings', () => {
  test('say how many, of what, how surely, whether they are fixed; examples word by word', async () => {
    open(FULL);
    await shown('14 of 60 drafts: “30 minutes” became “15 minutes”');
    expect(text()).toMatch(
      /New \(surely rarer in the version before\) · 23\s?%, with 95\s?% confidence/,
    );
    expect(text()).toContain('Fixed');
    expect(text()).toContain(LONG);
    await page.getByText('2 examples').first().click();
    await vi.waitFor(() => {
      expect(root.querySelector('.examples del')?.textContent).toContain('30');
      expect(root.querySelector('.examples ins')?.textContent).toContain('15');
    });
  });

  test('without any it says what was read for it', async () => {
    open(QUIET);
    await shown('Outbound, mid-market: 6 of 60 drafts were corrected, each in its own way.');
    open(EMPTY);
    await shown('Nothing was corrected yet');
  });

  test('ask the gate again after it was away', async () => {
    const at = open(new Error('The gate cannot be reached.'));
    await shown('The gate cannot be reached.');
    at.become(FULL);
    await button('Ask again').click();
    await shown('14 of 60');
  });

  test('stand under each workspace’s name where there are two', async () => {
    const { asked } = open(FULL, {
      spaces: [...ONE, { id: 'two', name: 'Brightloop', connection: 'live' }],
    });
    await shown(/Northwind.*Brightloop/s);
    await vi.waitFor(() => expect(page.getByText(/^Fixes that recur/).all()).toHaveLength(2));
    expect(asked.map(([, payload]) => payload)).toEqual([{ space: 'one' }, { space: 'two' }]);
    const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('of a browser that isn’t paired: the way there', async () => {
    open(FULL, { spaces: [] });
    await shown('not paired with a gate');
  });
});

describe('accuracy', () => {
  test('is over everything, with people’s own beside it and what nobody knows', async () => {
    open(FULL);
    await shown(/93\s?% \(90\s?% to 95\s?%\) of 1,240 · people’s own 71\s?% of 180/);
    expect(text()).toContain('12 wait for a look.');
    expect(text()).toContain('40 ran where no audit looks: nothing is known of these.');
    expect(text()).toContain('Nobody has looked at any of 3 yet');
    const lines = root.querySelectorAll('svg.sparkline');
    expect(lines[0]?.getAttribute('aria-label')).toMatch(/^Week by week: 88\s?%, 91\s?%/);
    // a week that nobody looked at parts the line
    expect(lines[0]?.querySelectorAll('polyline')).toHaveLength(2);
    expect(lines[0]?.querySelectorAll('circle')).toHaveLength(5);
    await page.getByText('Week by week', { exact: true }).first().click();
    await vi.waitFor(() => expect(text()).toContain('not known'));
  });
});

describe('a file to train on', () => {
  test('is what was chosen, with what is in it said before', async () => {
    const { asked, saved } = open(FULL);
    await shown('Corrections to train on');
    expect(text()).toContain('have words in their place');
    await userEvent.selectOptions(page.getByLabelText('Form'), 'trl-unpaired');
    await shown('labelled false, also where it was rejected');
    await page.getByLabelText('Keep names and addresses').click();
    await shown('The file holds personal data');
    await button('Save the file').click();
    await shown(/2 lines saved as corrections-trl-unpaired-.*\.jsonl/);
    expect(asked.at(-1)).toEqual([
      'corrections.export',
      { space: 'one', format: 'trl-unpaired', names: 'kept' },
    ]);
    expect(saved).toEqual([
      [expect.stringMatching(/^corrections-trl-unpaired-/), '{}\n{}\n', 'application/jsonl'],
    ]);
  });

  test('of nothing is none, and one that fails says why', async () => {
    const at = open(FULL);
    await shown('Corrections to train on');
    at.hold(0);
    await button('Save the file').click();
    await shown('nothing of this kind yet');
    at.become(new Error('The gate cannot be reached.'));
    await button('Save the file').click();
    await shown('Not saved: The gate cannot be reached.');
    expect(at.saved).toEqual([]);
  });
});

describe.each(FOREIGN)('in %s', (name, language) => {
  test.each<[string, Findings | Error]>([
    ['findings of all standings', FULL],
    ['nothing yet', EMPTY],
    ['nothing recurs', QUIET],
    ['a rep', NOT_A_MANAGER],
    ['the gate is away', new Error('No answer at all.')],
  ])('nothing is left of the English: %s', async (_, findings) => {
    await page.viewport(320, 800);
    open(findings, { language });
    await vi.waitFor(() => expect(root.querySelector('.card, .empty, .banner')).not.toBeNull());
    unfold(root);
    await saidAllIn(root, name, [findings, ONE, 'No answer at all.', 'Hugging Face']);
  });

  test('nor once a file was taken', async () => {
    open(FULL, { language });
    await vi.waitFor(() => expect(root.querySelector('[data-name=take-out]')).not.toBeNull());
    await userEvent.click(root.querySelector('input[type=checkbox]') as Element);
    await userEvent.click(root.querySelector('[data-name=take-out]') as Element);
    await vi.waitFor(() => expect(root.querySelector('.said')?.textContent).toContain('.jsonl'));
    await saidAllIn(root, name, [FULL, ONE, 'corrections-openai-preference-jsonl']);
  });
});
