import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { applyLanguage } from '../../../src/ui/locale.ts';
import { LENGTHS, speak } from '../../support/languages.ts';
import { idOf, itemOf, mailOf } from './samples.ts';
import { type Stage, stage } from './stage.tsx';
import { STATES, settled } from './states.ts';

/* What a person needs who hears the panel, sees it large, or can't bear motion. */
let on: Stage | undefined;
beforeEach(() => page.viewport(400, 800));
afterEach(() => on?.stop());

const one = (selector: string) => document.querySelector<HTMLElement>(selector);
const spoken = () => one('[role=status]')?.textContent ?? '';
const says = (words: string | RegExp) => vi.waitFor(() => expect(spoken()).toMatch(words));
const open = async (count = 3, more: Partial<Parameters<typeof stage>[0]> = {}) => {
  const views = await Promise.all(
    Array.from({ length: count }, async (_, n) => ({
      item: await itemOf(n + 1, { content: mailOf({ subject: `Mail ${n + 1}` }) }),
    })),
  );
  on = await stage({ views, uncovered: true, ...more });
  await on.show(idOf(1));
  return on;
};
const ready = () =>
  vi.waitFor(() => {
    expect(on?.session.guard.armed(performance.now())).toBe(true);
    expect(on?.session.model.plan.value).not.toBeNull();
  });
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

const fits = (width: number) => {
  const body = one('main.body');
  expect(body?.scrollWidth ?? 0).toBeLessThanOrEqual((body?.clientWidth ?? 0) + 1);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  for (const button of document.querySelectorAll('.foot button')) {
    const { left, right } = button.getBoundingClientRect();
    expect([left >= 0, right <= width + 1], button.textContent ?? '').toEqual([true, true]);
  }
};

describe('is said aloud', () => {
  test('each decision, when it is saved and not before; undo; and that nothing else waits', async () => {
    let save: (saved: { saved: true; undoUntil: string }) => void = () => undefined;
    await open(2, {
      worker: {
        decide: () =>
          new Promise((resolve) => {
            save = resolve;
          }),
      },
    });
    await ready();
    await userEvent.keyboard('a');
    await wait(100);
    expect(spoken()).not.toContain('Saved');
    save({ saved: true, undoUntil: new Date(Date.now() + 10_000).toISOString() });
    await says('Approved. Saved.');
    await userEvent.keyboard('z');
    await says('Undone. Nothing has left.');
    await ready();
    await userEvent.keyboard('r');
    await vi.waitFor(() => expect(one('.reject')).not.toBeNull());
    await userEvent.keyboard('4');
    save({ saved: true, undoUntil: new Date(Date.now() + 10_000).toISOString() });
    await says('Rejected. Saved.');
  });

  test('why a key did nothing', async () => {
    await open(1, { uncovered: false });
    await ready();
    await userEvent.keyboard('a');
    await says('Something covers or scales the panel.');
    await userEvent.keyboard('d');
    await says('Go to a flag or claim in the text first.');
    await userEvent.keyboard('j');
    await says('There is no other item.');
  });

  test('the finding that f goes to', async () => {
    await open();
    await ready();
    await userEvent.keyboard('f');
    await says('High, from our check: “12 hours a week” stands in no evidence.');
  });
});

describe('has a name and a key for assistive technology:', () => {
  test('every button, field and region, in the order in which it is read', async () => {
    await open();
    await ready();
    await vi.waitFor(() => expect(one('[aria-label="What people know"]')).not.toBeNull());
    const regions = [...document.querySelectorAll('section, main, fieldset')].map((region) =>
      region.getAttribute('aria-label'),
    );
    expect(regions).toEqual([
      'The item under review',
      'Why this reached you',
      'Flags and claims',
      'What will be sent',
      "The agent's reasoning",
      'What people know',
      'Decide',
    ]);
    const keys = [...document.querySelectorAll('.actions-row button')].map((button) => [
      button.querySelector('.label')?.textContent,
      button.getAttribute('aria-keyshortcuts'),
    ]);
    expect(keys).toEqual([
      ['Approve', 'a'],
      ['Edit', 'e'],
      ['Reject', 'r'],
      ['Escalate', 'x'],
      ['Later', 's'],
      ['Back', 'k'],
      ['Next', 'j'],
      ['Help', 'question mark'],
    ]);
    const live = one('[role=status]');
    expect([live?.getAttribute('aria-live'), live?.closest('[hidden]')]).toEqual(['polite', null]);
  });

  test('marks and differences are told by words, not by colour alone', async () => {
    on = await (STATES.repaired as (typeof STATES)[string])({ theme: 'light' });
    await settled();
    expect(one('.edited del')?.textContent).toMatch(/^ removed: .* end removed $/);
    expect(one('.edited ins')?.textContent).toMatch(/^ added: .* end added $/);
    const mark = one('.marked-text mark.flag, .marked-text mark.supported');
    expect(mark?.textContent).toMatch(/\[(?:flagged|supported): /);
    const styles = ['.edited del', '.edited ins'].map(
      (selector) => getComputedStyle(one(selector) as Element).textDecorationLine,
    );
    expect(new Set(styles).size).toBe(2);
  });
});

describe.each([
  ['at 320 px', 320],
  ['at 200 % zoom of a panel 360 px wide', 180],
] as const)('%s', (_name, width) => {
  const states = [
    'text-review',
    'finding',
    'same-words',
    'repair',
    'repaired',
    'elsewhere',
    'snooze',
  ];
  test.each([...states, 'escalate-to', 'escalated', 'against-revision', 'reject', 'long'])(
    '%s is all there, without scrolling sideways',
    async (name) => {
      await page.viewport(width, 800);
      on = await (STATES[name] as (typeof STATES)[string])({ theme: 'light', width });
      await settled();
      await wait(150);
      fits(width);
    },
  );
});

describe.each(LENGTHS)('in %s', (language) => {
  beforeEach(() => speak(language));
  afterEach(() => speak('English'));
  test.each(['text-review', 'finding', 'repair', 'snooze', 'escalated', 'reject', 'long'])(
    '%s is all there at 320 px, without scrolling sideways',
    async (name) => {
      await page.viewport(320, 800);
      on = await (STATES[name] as (typeof STATES)[string])({ theme: 'light', width: 320 });
      await settled();
      await wait(150);
      fits(320);
    },
  );
});

test('a language that reads from the right turns the panel round, and its words keep their own direction', async () => {
  await page.viewport(320, 800);
  await open(3, { width: 320 });
  await ready();
  const x = () => one('[data-name=approve]')?.getBoundingClientRect().left ?? 0;
  const before = x();
  await applyLanguage('ar-EG');
  try {
    expect(document.documentElement.dir).toBe('rtl');
    expect(document.documentElement.lang).toBe('en');
    await vi.waitFor(() => expect(x()).toBeGreaterThan(before));
    fits(320);
    const heading = one('h1') as HTMLElement;
    expect(getComputedStyle(heading).unicodeBidi).toBe('plaintext');
    expect(one('.why')?.textContent).toMatch(/[٠-٩]/);
    expect(getComputedStyle(one('.icon.turns') as Element).transform).toContain('-1');
  } finally {
    await applyLanguage('auto');
  }
  expect(document.documentElement.dir).toBe('ltr');
});

test('nothing moves for who wants no motion', async () => {
  const media = (value: string) =>
    cdp().send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-reduced-motion', value }],
    });
  await media('reduce');
  try {
    await open();
    await ready();
    await userEvent.keyboard('a');
    await says('Approved. Saved.');
    expect(document.getAnimations()).toEqual([]);
    for (const element of document.querySelectorAll('#app *')) {
      const { transitionDuration, animationName } = getComputedStyle(element);
      expect([transitionDuration, animationName]).toEqual(['0s', 'none']);
    }
  } finally {
    await media('');
  }
});
