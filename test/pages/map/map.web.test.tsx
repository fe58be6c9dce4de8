import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Finding } from '../../../src/core/antipatterns/finding.ts';
import { withFound } from '../../../src/core/map/found-marks.ts';
import { graphOf } from '../../../src/core/map/graph.ts';
import { layoutOf } from '../../../src/core/map/layout.ts';
import { marksOf } from '../../../src/core/map/marks.ts';
import { placeOf } from '../../../src/core/map/place.ts';
import type { Risk } from '../../../src/core/scan/risk.ts';
import type { OversightMap } from '../../../src/core/schema/oversight-map.ts';
import { GRAPH_WORDS } from '../../../src/pages/map/graph-words.ts';
import { MapPage } from '../../../src/pages/map/MapPage.tsx';
import { lookOf, pngOf, svgOf } from '../../../src/pages/map/paint.ts';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/map/map.css';
import { mapOf, uuid, workflow } from '../../core/map/samples.ts';
import { FOREIGN, saidAllIn } from '../../support/foreign-page.web.ts';
import { space, status, worker } from '../evidence-ask.ts';

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const SMALL = mapOf(3, [
  workflow('outbound', { name: 'Outbound, mid-market', owner: 'gone@acme.example' }),
  workflow('enrich', { name: LONG, state: 'paused', pauseReason: 'Complaints' }),
]);
const EMPTY: OversightMap = { ...mapOf(0, []), people: [] };
const HUNDRED = mapOf(100, [workflow('a'), workflow('b'), workflow('c')]);
const answer = (map: OversightMap) => ({ map: { map, marks: marksOf(map) } });
const FINDING: Finding = {
  ...{ key: 'A5:hands:outbound', pattern: 'A5', workflowId: 'outbound' },
  sentence: '41 of 60 proposals went from person to person before they were decided.',
  ...{ figures: [], cost: { hours: 1, items: 41, sentence: 'An hour.' }, fixes: [] },
};
const RISK: Risk = {
  ...{ code: 'no-approval-path', severity: 'high', subject: 'Scribe 1', evidence: [] },
  ...{ sentence: 'Scribe 1 tells of 4 sends that no clearance let out.', todo: 'Let it propose.' },
  ...{ source: 'gate', on: [{ kind: 'agent', id: uuid(1) }] },
};
const FOUND = {
  map: {
    map: SMALL,
    marks: withFound(SMALL, marksOf(SMALL), { findings: [FINDING], risks: [RISK] }),
  },
};

let root: HTMLElement;
afterEach(() => render(null, root));

function open(answers: Record<string, unknown>, theme: 'light' | 'dark' = 'light', width = 1300) {
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  root.style.width = `${width}px`;
  document.body.replaceChildren(root);
  render(<MapPage ask={worker({ status: status(space()), ...answers }).ask} />, root);
}
const text = () => (root.textContent ?? '').replace(/\s+/g, ' ');
const shown = (what: string | RegExp) => vi.waitFor(() => expect(text()).toMatch(what));
const focused = () => document.activeElement?.getAttribute('data-node');

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each<[string, Record<string, unknown>, RegExp, number]>([
    ['a map with risks', answer(SMALL), /The same as a table/, 1300],
    ['a map with risks, at 320 px', answer(SMALL), /The same as a table/, 320],
    ['what detectors found', FOUND, /41 of 60/, 1300],
    ['what detectors found, at 320 px', FOUND, /41 of 60/, 320],
    ['a hundred agents', answer(HUNDRED), /agents alike/, 1300],
    ['nothing yet', answer(EMPTY), /nothing to draw yet/, 320],
    ['the gate is away', { map: new Error('The gate cannot be reached.') }, /cannot be drawn/, 320],
  ])('%s', async (_, answers, words, width) => {
    open(answers, theme, width);
    await shown(words);
    const { violations } = await axe.run(root);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(root.scrollWidth).toBeLessThanOrEqual(width);
  });
});

test('is walked by the keyboard alone: along lines, down columns, and Enter says what a box is', async () => {
  open(answer(SMALL));
  await shown(/Outbound, mid-market/);
  const boxes = [...root.querySelectorAll<SVGGElement>('[data-node]')];
  expect(boxes.filter((box) => box.getAttribute('tabindex') === '0')).toHaveLength(1);
  boxes.find((box) => box.getAttribute('tabindex') === '0')?.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(focused()).toMatch(/^workflow:/);
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  expect(focused()).toMatch(/^person:/);
  await userEvent.keyboard('{ArrowRight}');
  expect(focused()).toBe('way:gate:smtp');
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  const at = focused() ?? '';
  await userEvent.keyboard('{ArrowUp}{ArrowDown}{ArrowUp}');
  expect(focused()?.split(':')[0]).toBe(at.split(':')[0]);
  boxes.find(({ dataset }) => dataset.node === 'workflow:outbound')?.focus();
  await userEvent.keyboard('{Enter}');
  await shown(/Risk: Its owner gone@acme.example is nobody here/);
  expect(root.querySelectorAll('.map-node.faint').length).toBeGreaterThan(0);
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(root.querySelectorAll('.map-node.faint')).toHaveLength(0));
});

test('marks gates and agents with what was found on them, and leads to its place among the risks', async () => {
  open(FOUND);
  await shown(/41 of 60/);
  const places = [FINDING.key, 'no-approval-path Scribe 1'].map((key) => placeOf('one', key));
  const links = () =>
    [...root.querySelectorAll<HTMLAnchorElement>('a[href*="risks"]')]
      .map(({ href }) => new URL(href))
      .filter(({ hash }) => hash !== '');
  for (const place of places) expect(links().map(({ hash }) => hash)).toContain(`#${place}`);
  for (const { pathname } of links()) expect(pathname).toMatch(/\/risks\/index\.html$/);
  const box = (id: string) => root.querySelector<SVGGElement>(`[data-node="${id}"]`);
  for (const id of ['gate:outbound', `agent:${uuid(1)}`])
    expect(box(id)?.getAttribute('class')).toContain('bad');
  expect(box('gate:enrich')?.getAttribute('class')).not.toMatch(/bad|warn/);
  const before = links().length;
  box('gate:outbound')?.focus();
  await userEvent.keyboard('{Enter}');
  await shown(/Risk: A5: 41 of 60/);
  expect(links()).toHaveLength(before + 1);
  const [row] = root.querySelectorAll('.map-table tbody tr');
  expect(row?.textContent).toContain('41 of 60');
});

test('says that the detectors could not be asked, and still draws what connections show', async () => {
  open({ map: { map: SMALL, marks: marksOf(SMALL), partial: true } });
  await shown(/could not be asked just now/);
  await shown(/gone@acme.example is nobody here/);
  expect(root.querySelectorAll('a[href*="#risk-"]')).toHaveLength(0);
});

test('says in a box’s name what a look shows: what it is, its facts and its risks', async () => {
  open(answer(SMALL));
  await shown(/Outbound/);
  await expect
    .element(page.getByRole('button', { name: /^Outbound, mid-market\s*1 risk/ }))
    .toBeVisible();
  expect(text()).toContain(LONG);
  const [row] = root.querySelectorAll('.map-table tbody tr');
  expect(row?.textContent).toContain('gone@acme.example owns it');
});

test('draws a hundred agents as a few boxes, and one group apart when it is asked to', async () => {
  open(answer(HUNDRED));
  await shown(/agents alike/);
  const before = root.querySelectorAll('[data-node]').length;
  expect(before).toBeLessThan(20);
  root.querySelector<SVGGElement>('[data-node^="agent:group"]')?.focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(page.getByRole('button', { name: /Draw these \d+ apart/ }));
  await vi.waitFor(() =>
    expect(root.querySelectorAll('[data-node]').length).toBeGreaterThan(before + 10),
  );
  await userEvent.click(page.getByRole('button', { name: /as one again/ }));
  await vi.waitFor(() => expect(root.querySelectorAll('[data-node]')).toHaveLength(before));
});

test('a stage stands in its workflow’s box and in the table; what is to be looked at is called no risk', async () => {
  const map = mapOf(1, [
    workflow('a', { name: 'First', stage: 'observer', state: 'paused', pauseReason: 'Complaints' }),
    workflow('b', { name: 'Second', owner: 'gone@acme.example' }),
  ]);
  open(answer(map));
  await shown('Observer');
  const box = (id: string) => root.querySelector(`[data-node="workflow:${id}"]`)?.textContent;
  expect(box('a')).toContain('1 to look at');
  expect(box('a')).not.toContain('risk');
  expect(box('b')).toContain('1 risk');
  const rows = [...root.querySelectorAll('.map-table tbody tr')].map(
    ({ textContent }) => textContent,
  );
  expect(rows[0]).toContain('Observer');
  expect(rows[1]).toContain('Not set');
});

test('each copy is what it says: a picture, a drawing as text, the table as CSV', async () => {
  const written: string[] = [];
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (words) => {
    written.push(words);
  });
  const pictures = vi.spyOn(navigator.clipboard, 'write').mockResolvedValue();
  open(answer(SMALL));
  await shown('The same as a table');
  for (const form of ['png', 'svg', 'csv'])
    await userEvent.click(root.querySelector(`[data-name=copy-${form}]`) ?? root);
  await vi.waitFor(() => expect(written).toHaveLength(2));
  expect(pictures).toHaveBeenCalledTimes(1);
  expect(written[0]).toMatch(/^<svg /);
  const lines = written[1]?.split('\r\n') ?? [];
  expect(lines[0]).toMatch(/^Workflow,Agents,Pattern,Stage,Lanes,/);
  expect(lines).toHaveLength(SMALL.workflows.length + 2);
  expect(lines[1]).toContain('Outbound, mid-market');
  await shown('Copied as CSV.');
  vi.restoreAllMocks();
});

test('a page that reads from the right leaves the picture as it is drawn', async () => {
  open(answer(SMALL));
  await shown('Outbound');
  const lefts = () =>
    [...root.querySelectorAll('svg.map text')].map((words) =>
      Math.round(
        words.getBoundingClientRect().left -
          (words.closest('svg') as Element).getBoundingClientRect().left,
      ),
    );
  const before = lefts();
  document.documentElement.dir = 'rtl';
  try {
    expect(lefts()).toEqual(before);
  } finally {
    document.documentElement.dir = 'ltr';
  }
});

test('copies tell a risk from what is to be looked at without their colours', () => {
  const layout = layoutOf(graphOf(SMALL, marksOf(SMALL), { words: GRAPH_WORDS }));
  const svg = new DOMParser().parseFromString(
    svgOf(layout, lookOf(document.documentElement)),
    'image/svg+xml',
  );
  const worst = (node: (typeof layout.nodes)[number]) =>
    node.marks.map(({ severity }) => severity).sort()[0] ?? '';
  const edges = [...svg.querySelectorAll('rect[rx]')].map((box, at) => {
    const node = layout.nodes[at];
    if (!node) throw new Error('a box of nothing');
    return `${worst(node)} ${box.getAttribute('stroke-width')} ${box.getAttribute('stroke-dasharray')}`;
  });
  expect(new Set(edges)).toEqual(new Set([' 1 null', 'bad 3 null', 'warn 2 6 3']));
});

test('copies are whole pictures: an SVG that parses, with every label escaped, and a PNG with ink', async () => {
  const evil = mapOf(1, [workflow('a', { name: 'Fish & <script>chips</script>' })]);
  const layout = layoutOf(graphOf(evil, marksOf(evil), { words: GRAPH_WORDS }));
  document.documentElement.dataset.theme = 'light';
  const look = lookOf(document.documentElement);
  const svg = new DOMParser().parseFromString(svgOf(layout, look), 'image/svg+xml');
  expect(svg.querySelector('parsererror, script')).toBeNull();
  const words = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
  expect(words).toContain('Fish & <script>chips</scr…');
  expect(svg.querySelectorAll('rect')).toHaveLength(layout.nodes.length + 1);
  expect(svg.documentElement.outerHTML).not.toMatch(/var\(|href|url\(/);
  const bitmap = await createImageBitmap(await pngOf(layout, look));
  expect([bitmap.width, bitmap.height]).toEqual([layout.width * 2, layout.height * 2]);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const dark = data.filter((value, at) => at % 4 === 0 && value < 90).length;
  expect(dark).toBeGreaterThan(500);
});

describe.each(FOREIGN)('in %s', (name, language) => {
  const settings = { 'settings.get': { theme: 'light', language } };
  const why = 'The gate did not answer at all.';
  const tiers = [
    { tier: 'high', approver: 'boss@acme.example', exclusive: true, standIn: 'rae@acme.example' },
    { tier: 'low', approver: 'gone@acme.example', exclusive: false },
  ] as const;
  const lane = { model: 'gpt-next', modelVersion: '2026-11', bound: 0.01 };
  const MIXED = mapOf(3, [
    workflow('a', { tiers: [...tiers], lanes: [{ ...lane, tier: 'auto' }], waiting: 7 }),
    workflow('b', { earns: true, brakes: { live: 1, tripped: 2 }, executors: [], deciders: [] }),
    workflow('c', { executors: ['gmail-compose:x', 'gate:webhook'], pattern: 'periodic-review' }),
  ]);
  test.each<[string, Record<string, unknown>]>([
    ['a map with risks', answer(SMALL)],
    ['a hundred agents', answer(HUNDRED)],
    ['lanes, owners and ways out', answer(MIXED)],
    ['nothing yet', answer(EMPTY)],
    ['the gate is away', { map: new Error(why) }],
  ])('nothing is left of the English: %s', async (_, answers) => {
    await page.viewport(320, 800);
    open({ ...settings, ...answers }, 'light', 320);
    await vi.waitFor(() =>
      expect(root.querySelector('svg.map, h2, .field-problem')).not.toBeNull(),
    );
    // Every box says in words what it is, and what it is connected to.
    for (const id of [...root.querySelectorAll<SVGGElement>('[data-node]')]
      .map(({ dataset }) => dataset.node)
      .slice(0, 8)) {
      root.querySelector<SVGGElement>(`[data-node="${id}"]`)?.focus();
      await userEvent.keyboard('{Enter}');
      await saidAllIn(root, name, [answers, space()]);
    }
    await saidAllIn(root, name, [answers, why, space()]);
  });
});
