import axe from 'axe-core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Handlers } from '../../../src/messages/channel.ts';
import { MOST_SHEET, type sheetToWorker } from '../../../src/messages/sheet.ts';
import { createSheet } from '../../../src/pages/queue/sheet.ts';
import type { Store } from '../../../src/store/db.ts';
import { englishIn } from '../../support/foreign.web.ts';
import { speak } from '../../support/languages.ts';
import { idOf, itemOf } from '../panel/samples.ts';
import { browserWith, storeWith } from './stage.tsx';

let db: Store;
let browser: ReturnType<typeof browserWith>;
beforeEach(() => page.viewport(1200, 800));
afterEach(() => browser?.close());

type Sheets = Partial<Handlers<typeof sheetToWorker, null>>;
const HOSTILE = '=cmd|"/c calc"!A1 <img src=x onerror=alert(1)> \u202ereversed';
const CHECKED = {
  ready: [
    { line: 2, proposalId: idOf(1), action: 'approve' as const },
    { line: 4, proposalId: idOf(2), action: 'reject' as const },
  ],
  refused: [{ line: 3, message: `Decided already by ${HOSTILE}; leave its cell empty.` }],
  open: 5,
};
async function start(sheet: Sheets, input: { theme?: 'light' | 'dark'; width?: number } = {}) {
  db = await storeWith([await itemOf(1)]);
  const asked: { name: string; csv?: string }[] = [];
  const noted = Object.fromEntries(
    Object.entries(sheet).map(([name, answer]) => [
      name,
      (payload: { csv?: string }) => {
        asked.push({ name, ...(payload.csv === undefined ? {} : { csv: payload.csv }) });
        return (answer as (payload: unknown, from: null) => unknown)(payload, null);
      },
    ]),
  ) as Sheets;
  browser = browserWith(db, { sheet: noted, ...(input.theme ? { theme: input.theme } : {}) });
  const { root, queue } = browser.open(input.width);
  await vi.waitFor(() => expect(queue.standing.value.length).toBe(1));
  await press(root, 'sheet');
  await vi.waitFor(() => expect(root.querySelector('.sheet')).not.toBeNull());
  return { root, queue, asked };
}
const press = (root: HTMLElement, name: string) =>
  userEvent.click(root.querySelector(`[data-name=${name}]`) ?? root);
const choose = (root: HTMLElement, text: string, name = 'filled.csv') =>
  userEvent.upload(
    root.querySelector('input[type=file]') as HTMLElement,
    new File([text], name, { type: 'text/csv' }),
  );
const rows = (root: HTMLElement) =>
  [...root.querySelectorAll('.sheet-rows tbody tr')].map((row) => row.textContent);

test('the export is saved as a file that spreadsheets read as UTF-8', async () => {
  const { root } = await start({ 'sheet.export': () => ({ csv: 'decision,über\r\n' }) });
  await press(root, 'sheet-export');
  await vi.waitFor(() => expect(browser.saved).toHaveLength(1));
  expect(browser.saved[0]?.text).toBe('\ufeffdecision,über\r\n');
  expect(browser.saved[0]?.name).toMatch(/^countersign-queue-\d{4}-\d\d-\d\d\.csv$/);
});

test('a filled sheet is checked first, each row told, and nothing is decided by that', async () => {
  const { root, asked, queue } = await start({ 'sheet.check': () => CHECKED });
  await choose(root, 'decision,proposal\napprove,x\n');
  await vi.waitFor(() => expect(rows(root)).toHaveLength(3));
  expect(rows(root)[0]).toBe('2Would be approved');
  expect(rows(root)[1]).toContain('3Not possible. Decided already by');
  expect(rows(root)[2]).toBe('4Would be rejected');
  expect(root.querySelector('.sheet')?.textContent).toContain(
    '2 rows can be decided, 1 can not, 5',
  );
  expect(queue.session.model.said.value).toContain('Nothing is decided yet.');
  expect(asked).toEqual([{ name: 'sheet.check', csv: 'decision,proposal\napprove,x\n' }]);
  await press(root, 'sheet-cancel');
  await vi.waitFor(() => expect(rows(root)).toEqual([]));
  expect(asked).toHaveLength(1);
});

test('what a sheet says is shown as text: nothing of it becomes an element or reverses the line', async () => {
  const { root } = await start({ 'sheet.check': () => CHECKED });
  await choose(root, HOSTILE, '<b>name</b>\u202e.csv');
  await vi.waitFor(() => expect(rows(root)).toHaveLength(3));
  expect(root.querySelector('.sheet img, .sheet b')).toBeNull();
  expect(root.querySelector('.sheet')?.textContent).not.toContain('\u202e');
});

test('decided, each row has its answer; what is not known says so', async () => {
  const { root, asked } = await start({
    'sheet.check': () => CHECKED,
    'sheet.decide': () => ({
      rows: [
        { line: 2, came: 'approved' as const },
        { line: 3, came: 'refused' as const, message: 'Decided already.' },
        { line: 4, came: 'unknown' as const, message: 'The gate did not answer.' },
      ],
    }),
  });
  await choose(root, 'the sheet');
  await vi.waitFor(() => expect(rows(root)).toHaveLength(3));
  await press(root, 'sheet-decide');
  await vi.waitFor(() => expect(rows(root)[0]).toBe('2Approved'));
  expect(rows(root).slice(1)).toEqual([
    '3Not recorded. Decided already.',
    '4Not known. The gate did not answer.',
  ]);
  expect(root.querySelector('.sheet')?.textContent).toContain('1 row recorded, 2 not, 5 left open');
  expect(asked.map(({ name, csv }) => [name, csv])).toEqual([
    ['sheet.check', 'the sheet'],
    ['sheet.decide', 'the sheet'],
  ]);
});

test('a sheet of which nothing can be decided offers no decision', async () => {
  const { root } = await start({
    'sheet.check': () => ({ ...CHECKED, ready: [] }),
  });
  await choose(root, 'x');
  await vi.waitFor(() => expect(rows(root)).toHaveLength(1));
  expect(root.querySelector('[data-name=sheet-decide]')).toBeNull();
});

test('without the gate it says why, and can be asked again', async () => {
  let away = true;
  const { root } = await start({
    'sheet.export': () => {
      if (away) throw new Error('The gate cannot be reached.');
      return { csv: 'x' };
    },
  });
  await press(root, 'sheet-export');
  await vi.waitFor(() =>
    expect(root.querySelector('.sheet')?.textContent).toContain('The gate cannot be reached.'),
  );
  away = false;
  await press(root, 'sheet-export');
  await vi.waitFor(() => expect(browser.saved).toHaveLength(1));
});

test('a file beyond the limit is never read', async () => {
  let read = false;
  const sheet = createSheet({
    ask: () => Promise.reject(new Error('not asked')),
    save: () => undefined,
    say: () => undefined,
    wall: () => 0,
  });
  const text = async () => {
    read = true;
    return '';
  };
  await sheet.check({ name: 'big.csv', size: MOST_SHEET + 1, text }, 'countersign');
  expect(sheet.at.value).toMatchObject({
    step: 'idle',
    said: expect.stringContaining('too large'),
  });
  expect(read).toBe(false);
});

test('pressed twice, it is decided once', async () => {
  let times = 0;
  const ask = (async (name: string) => {
    if (name === 'sheet.check') return CHECKED;
    times += 1;
    return { rows: [] };
  }) as never;
  const sheet = createSheet({ ask, save: () => undefined, say: () => undefined, wall: () => 0 });
  await sheet.check({ name: 'x.csv', size: 1, text: async () => 'x' }, 'countersign');
  await Promise.all([sheet.decide(), sheet.decide()]);
  expect(times).toBe(1);
});

test.each([
  ['light', 1200],
  ['dark', 320],
] as const)('axe finds nothing, %s at %i px', async (theme, width) => {
  await page.viewport(width, 800);
  const { root } = await start({ 'sheet.check': () => CHECKED }, { theme });
  await choose(root, 'x', `${'a-very-long-name-'.repeat(12)}.csv`);
  await vi.waitFor(() => expect(rows(root)).toHaveLength(3));
  expect((await axe.run(root)).violations.map(({ id, nodes }) => [id, nodes.length])).toEqual([]);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

test.each(['German', 'Japanese'] as const)(
  'in %s nothing of it is English but what the gate said and what stands in the file',
  async (language) => {
    await speak(language);
    try {
      const { root } = await start({
        'sheet.check': () => CHECKED,
        'sheet.decide': () => ({ rows: [{ line: 2, came: 'approved' as const }] }),
      });
      const data = [
        CHECKED,
        'decision approve reject reason CSV filled.csv right-to-left override',
      ];
      const left = () => englishIn(root.querySelector('.sheet') ?? root, { language, data });
      expect(await left()).toEqual([]);
      await choose(root, 'x');
      await vi.waitFor(() => expect(rows(root)).toHaveLength(3));
      expect(await left()).toEqual([]);
      await press(root, 'sheet-decide');
      await vi.waitFor(() => expect(rows(root)).toHaveLength(1));
      expect(await left()).toEqual([]);
    } finally {
      await speak('English');
    }
  },
);
