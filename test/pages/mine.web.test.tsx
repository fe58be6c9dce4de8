import axe from 'axe-core';
import fc from 'fast-check';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { OwnReading } from '../../src/core/schema/own-reading.ts';
import { wilson } from '../../src/core/stats/wilson.ts';
import type { Ask } from '../../src/messages/page-ask.ts';
import { binsOf, cameOf, totalsOf } from '../../src/pages/mine/figures.ts';
import { Mine } from '../../src/pages/mine/Mine.tsx';
import { FOREIGN, saidAllIn, unfold } from '../support/foreign-page.web.ts';
import '../../src/ui/tokens.css';
import '../../src/ui/pieces.css';
import '../../src/ui/page.css';
import '../../src/pages/mine/mine.css';

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen-Freigaben '
  .repeat(3)
  .trim();
const DAY_MS = 86_400_000;
const dayAgo = (n: number) =>
  new Date(Date.UTC(2026, 10, 28) - n * DAY_MS).toISOString().slice(0, 10);
const days = (count: number): OwnReading['days'] =>
  Array.from({ length: count }, (_one, n) => ({
    ...{
      day: dayAgo(n),
      decisions: 20 + (n % 7),
      deliberate: 12 + (n % 5),
      blind: 1,
      changed: n % 2,
    },
    ...{ words: 900, activeMs: 600_000 },
  }));
const NONE: OwnReading = {
  ...{ days: [], median: null, corrections: [] },
  shared: [{ what: 'decisions' }, { what: 'export' }, { what: 'recall' }],
};
const FULL: OwnReading = {
  days: days(28),
  median: { estimate: 14_200, low: 12_000, high: 17_900, n: 600 },
  caught: {
    unflagged: { caught: 7, planted: 9, low: 0.4, high: 0.972 },
    flagged: { caught: 0, planted: 0, low: 0, high: 1 },
  },
  corrections: [
    {
      ...{ workflowId: 'outbound', workflow: LONG, reason: 'wrong_fact', rejected: 9, edited: 3 },
      ...{ earlier: { hits: 30, n: 200 }, later: { hits: 8, n: 220 } },
    },
    {
      ...{ workflowId: 'outbound', workflow: 'Outbound', reason: 'none', rejected: 1, edited: 0 },
      ...{ earlier: { hits: 0, n: 0 }, later: { hits: 1, n: 10 } },
    },
  ],
  shared: [
    ...(NONE.shared ?? []),
    { what: 'recall-by-rule', workflows: [LONG, 'Inbound'] },
    { what: 'catch-rate-measured', workflows: ['Inbound'] },
    { what: 'made-up-later' },
  ],
};
const reviewer = {
  ...{ id: '0193a1b2-0000-7000-8000-000000000001', name: LONG, email: 'me@acme.example' },
  ...{ role: 'rep' as const, mailboxes: [] },
};
const space = (change: object = {}) => ({
  ...{ id: 'countersign', name: 'Northwind', connection: 'live' as const, pending: 0, outbox: 0 },
  ...{ gate: { name: 'Gate', url: 'https://gate.example', keyThumbprint: 'x' }, reviewer },
  workspace: { id: reviewer.id, name: 'Northwind', createdAt: '2026-01-01T00:00:00Z' },
  ...change,
});

let root: HTMLElement;
afterEach(() => {
  render(null, root);
  root.remove();
});
type Told = { reading: OwnReading; at: number; stale?: string };
function open(
  input: {
    told?: (days: number, space: string | undefined) => Told;
    spaces?: object[];
    theme?: 'light' | 'dark';
    language?: string;
  } = {},
) {
  const { theme = 'light', language, spaces = [space()] } = input;
  const { told = () => ({ reading: FULL, at: Date.now() }) } = input;
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  document.body.replaceChildren(root);
  const asked: number[] = [];
  const ask = (async (name: string, payload: { days?: number; space?: string }) => {
    if (name === 'status') return { ...{ connection: 'live', pending: 0, outbox: 0 }, spaces };
    if (name === 'settings.get') return { theme, language };
    asked.push(payload.days ?? 0);
    return told(payload.days ?? 0, payload.space);
  }) as unknown as Ask;
  render(<Mine ask={ask} hear={() => () => undefined} now={() => Date.now()} />, root);
  return { asked };
}
const text = () => root.textContent ?? '';
const loaded = () =>
  vi.waitFor(() => {
    expect(text()).not.toContain('Loading…');
    expect(text().length).toBeGreaterThan(30);
  });
const card = (name: string) =>
  root.querySelector(`section[aria-label="${name}"]`)?.textContent ?? '';

describe('a reviewer’s own page', () => {
  test('shows pace, reading with its interval, catch rate, corrections and what others see', async () => {
    open();
    await loaded();
    expect(card('My pace')).toContain('14.2 s for half of them (between 12 s and 17.9 s)');
    expect(card('My pace')).toMatch(/\d+ in an hour of looking/);
    expect(card('My reading')).toMatch(/% read before deciding \(\d+ of \d+; \d+% to \d+%/);
    expect(card('My reading')).toContain('25,200 words');
    expect(card('My catch rate')).toContain('7 of 9 (40% to 97%');
    expect(card('My catch rate')).toContain('none yet');
    expect(card('My corrections')).toContain('Comes up less');
    expect(card('My corrections')).toContain('Too little to say');
    expect(card('What others see')).toContain('a manager who recalls them by your name');
    expect(card('What others see')).toContain(LONG);
    expect(card('What others see')).toContain('no words for: made-up-later');
  });

  test('says in words that there is nothing yet, and still what others would see', async () => {
    open({ told: () => ({ reading: NONE, at: Date.now() }) });
    await loaded();
    expect(card('My pace')).toContain('No decision on a review page in these days');
    expect(card('My catch rate')).toContain('count for the team');
    expect(card('My corrections')).toContain('Nothing was corrected');
    expect(card('What others see')).toContain('audit export');
    expect(root.querySelector('.plot')).toBeNull();
  });

  test('of an older gate it shows the days, and claims nothing about the rest', async () => {
    open({ told: () => ({ reading: { days: FULL.days }, at: Date.now() }) });
    await loaded();
    expect(card('My reading')).toContain('read before deciding');
    for (const name of ['My corrections', 'What others see'])
      expect(card(name)).toContain('does not tell it yet');
    expect(text()).not.toContain('Nothing else of this page');
  });

  test('while the gate is away it shows the last figures with their age; without any, why', async () => {
    const at = Date.now() - 3 * 3_600_000;
    open({ told: () => ({ reading: FULL, at, stale: 'No answer.' }) });
    await loaded();
    expect(text()).toContain('The gate cannot be reached');
    expect(text()).toContain('3 h ago');
    open({
      told: () => {
        throw new Error('The gate did not answer.');
      },
    });
    await loaded();
    expect(text()).toContain('Your figures are not known now');
    expect(text()).toContain('The gate did not answer.');
  });

  test('not paired, it says where to', async () => {
    open({ spaces: [space({ connection: 'revoked' })] });
    await loaded();
    expect(text()).toContain('not paired with a gate');
    expect(root.querySelector('select')).toBeNull();
  });

  test('of several workspaces each has its own figures', async () => {
    const other = space({ id: 'countersign-2', name: 'Other' });
    open({
      spaces: [space(), other],
      told: (_days, of) => ({ reading: of === 'countersign-2' ? NONE : FULL, at: Date.now() }),
    });
    await loaded();
    await vi.waitFor(() =>
      expect(root.querySelectorAll('section[aria-label="My pace"]')).toHaveLength(2),
    );
    expect(text().split('No decision on a review page').length).toBe(2);
  });

  test('a year is shown by weeks, in a table as well', async () => {
    const { asked } = open({ told: (n) => ({ reading: { ...FULL, days: days(n) }, at: 0 }) });
    await loaded();
    expect(root.querySelectorAll('.plot-bar')).toHaveLength(30);
    await userEvent.selectOptions(root.querySelector('select') as HTMLElement, '365');
    await vi.waitFor(() => expect(root.querySelectorAll('.plot-bar').length).toBeGreaterThan(50));
    expect(root.querySelectorAll('.plot-bar').length).toBeLessThan(54);
    expect(asked).toEqual([30, 365]);
    expect(root.querySelectorAll('.plot-table tbody tr')).toHaveLength(
      root.querySelectorAll('.plot-bar').length,
    );
  });
});

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each([
    ['full', 1000, FULL],
    ['nothing yet', 1000, NONE],
    ['a year of days at 320 px', 320, { ...FULL, days: days(365) }],
  ] as const)('%s', async (_name, width, reading) => {
    await page.viewport(width, 800);
    open({ theme, told: () => ({ reading, at: 0, stale: 'No answer.' }) });
    await loaded();
    root.querySelector('details')?.setAttribute('open', '');
    const { violations } = await axe.run(root);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  });
});

describe.each(FOREIGN)('in %s', (name, language) => {
  test.each([
    ['full', FULL],
    ['nothing yet', NONE],
    ['of an older gate', { days: FULL.days }],
  ] as const)('nothing is left of the English: %s', async (_state, reading) => {
    await page.viewport(320, 800);
    open({ language, told: () => ({ reading, at: 0, stale: 'No answer.' }) });
    await vi.waitFor(() => expect(root.querySelectorAll('.card')).toHaveLength(5));
    unfold(root);
    await saidAllIn(root, name, [reading, space()]);
  });

  test('nor where the figures are not known', async () => {
    const why = 'The gate did not answer at all.';
    open({
      language,
      told: () => {
        throw new Error(why);
      },
    });
    await vi.waitFor(() => expect(text()).toContain(why));
    await saidAllIn(root, name, [why, space()]);
  });
});

describe('the figures', () => {
  const day = fc.record({
    day: fc.integer({ min: 0, max: 364 }).map(dayAgo),
    decisions: fc.integer({ min: 0, max: 400 }),
    read: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  test('bins lose no decision, whatever the days; each interval holds its share', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(day, { selector: (one) => one.day }),
        fc.constantFrom(30, 365),
        (list, asked) => {
          const reading = {
            days: list.map(({ day, decisions, read }) => ({
              ...{ day, decisions, deliberate: Math.floor(decisions * read), blind: 0, changed: 0 },
            })),
          };
          const bins = binsOf(reading, asked);
          const { decisions, deliberate } = totalsOf(reading);
          expect(bins.reduce((sum, bin) => sum + bin.decisions, 0)).toBe(decisions);
          expect(bins.reduce((sum, bin) => sum + bin.deliberate, 0)).toBe(deliberate);
          for (const { share, low, high, ...bin } of bins) {
            expect({ low, high }).toEqual(wilson(bin.deliberate, bin.decisions));
            expect(low <= share && share <= high).toBe(true);
          }
          expect(bins.map(({ from }) => from)).toEqual(bins.map(({ from }) => from).toSorted());
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  test('a reason comes up less only where the interval says so, and never without both halves', () => {
    const of = (earlier: [number, number], later: [number, number]) =>
      cameOf({
        earlier: { hits: earlier[0], n: earlier[1] },
        later: { hits: later[0], n: later[1] },
      }).came;
    expect(of([30, 200], [8, 220])).toBe('less');
    expect(of([8, 220], [30, 200])).toBe('more');
    expect(of([3, 20], [1, 22])).toBe('unclear');
    expect(of([0, 0], [5, 5])).toBe('unknown');
    expect(of([5, 5], [0, 0])).toBe('unknown');
  });

  test('a pace is said only when five minutes were measured', () => {
    const one = { day: dayAgo(0), decisions: 10, deliberate: 5, blind: 0, changed: 0 };
    expect(totalsOf({ days: [{ ...one, activeMs: 60_000 }] }).perHour).toBeNull();
    expect(totalsOf({ days: [one] }).perHour).toBeNull();
    expect(totalsOf({ days: [{ ...one, activeMs: 600_000 }] }).perHour).toBe(60);
  });
});
