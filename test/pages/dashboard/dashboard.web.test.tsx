import axe from 'axe-core';
import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { MetricsBy } from '../../../src/core/schema/metrics.ts';
import { Dashboard } from '../../../src/pages/dashboard/Dashboard.tsx';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/dashboard/dashboard.css';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import { answerBy, BRAKES, EVIDENCE, emptyAnswer } from './answer.ts';

type Asked = { weeks: number; by: MetricsBy; workflowId?: string; space?: string };
type Given = { manager: boolean; figures?: object; old?: string } | Error;

let root: HTMLElement;
let evidence = EVIDENCE;
afterEach(() => {
  evidence = EVIDENCE;
  render(null, root);
  vi.useRealTimers();
});

/** The page over a worker that answers what `give` says. */
function open(
  give: (asked: Asked) => Given | Promise<Given> = ({ by }) => ({
    manager: true,
    figures: { answer: answerBy(by), brakes: BRAKES },
  }),
  theme: 'light' | 'dark' = 'light',
  language = 'en',
  kept?: object,
) {
  const asked: Asked[] = [];
  const listeners = new Set<() => void>();
  // biome-ignore lint/suspicious/noExplicitAny: one double for messages of several types
  const ask = async (name: string, payload: any): Promise<any> => {
    if (name === 'status') return { spaces: [{ id: 's1', name: 'Seller' }] };
    if (name === 'settings.get') return { theme, language };
    if (name === 'metrics.brake') return evidence;
    if (name === 'metrics.kept') return { figures: kept };
    asked.push(payload);
    const given = await give(payload);
    if (given instanceof Error) throw given;
    return given;
  };
  if (language === 'en') document.documentElement.lang = 'en';
  document.title = 'Countersign dashboard';
  document.documentElement.dataset.theme = theme;
  root = document.createElement('div');
  document.body.replaceChildren(root);
  const hear = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  render(<Dashboard ask={ask} hear={hear} />, root);
  const heard = () => {
    for (const listener of listeners) listener();
  };
  return { asked, heard };
}
const figure = (id: string) => {
  const found = document.querySelector<HTMLElement>(`[data-figure="${id}"]`);
  if (!found) throw new Error(`there is no figure ${id}`);
  return found;
};
const drawn = () => vi.waitFor(() => expect(figure('brakes').querySelector('svg')).not.toBeNull());
const choose = (label: string, value: string) =>
  userEvent.selectOptions(page.getByRole('combobox', { name: label }), value);

/** What a click saved: file names and their blobs. */
function catchSaved(): { name: string; file: Blob }[] {
  const saved: { name: string; file: Blob }[] = [];
  let last: Blob | undefined;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    last = file as Blob;
    return 'blob:kept';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    if (last) saved.push({ name: this.download, file: last });
  });
  return saved;
}

describe('the dashboard', () => {
  test.each(['light', 'dark'] as const)(
    'has no fault that axe finds, in the %s theme',
    async (theme) => {
      open(undefined, theme);
      await drawn();
      await choose('Told apart by', 'workflow');
      await vi.waitFor(() => expect(figure('override').textContent).toContain('Renewals'));
      for (const details of document.querySelectorAll('details')) details.open = true;
      await vi.waitFor(() => expect(document.querySelectorAll('table').length).toBeGreaterThan(10));
      const { violations } = await axe.run(document.body);
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    },
  );

  test('says how well a confidence sorts and how far off it is, where the gate keeps that', async () => {
    open();
    await drawn();
    const worth = figure('worth');
    expect(worth.querySelector('svg')?.textContent).toContain('Sorts right from wrong (AUROC)');
    expect(worth.textContent).toContain('this moves AUROC by 0.01 at the most');
    await choose('Told apart by', 'workflow');
    await vi.waitFor(() => expect(figure('worth').textContent).toContain('Renewals'));
  });

  test('leaves that picture out where a gate of before doesn’t keep it', async () => {
    open(({ by }) => {
      const answer = answerBy(by);
      const reliability = answer.reliability.map(({ group, bins }) => ({ group, bins }));
      return { manager: true, figures: { answer: { ...answer, reliability }, brakes: BRAKES } };
    });
    await drawn();
    expect(document.querySelector('[data-figure=worth]')).toBeNull();
    expect(figure('reliability').querySelector('svg')).not.toBeNull();
  });

  test('has the clock of damage beside the clock of detection, at the brake’s own pace', async () => {
    open();
    await vi.waitFor(() =>
      expect(figure('brake-over-time').textContent).toContain('Clock of damage'),
    );
    const told = figure('brake-over-time').textContent;
    expect(told).toContain('Were the rate 15 %, at the last week’s pace of 200 sends a day:');
    expect(told).toContain('one more every 48 min');
    expect(told).toContain('trips after about 5.5 h: 46 sends on average, 90 in nine of ten');
    expect(told).toContain('About 7 come before it trips; 646 sends are out by then at the most.');
  });

  test('says that there is no pace where nothing was sent, and nothing where the gate doesn’t say', async () => {
    const { reach, ...without } = EVIDENCE;
    if (!reach) throw new Error('the evidence has no reach');
    const { detectionDays: _one, damageDays: _other, ...still } = reach;
    const shown = async (now: typeof EVIDENCE) => {
      evidence = now;
      open();
      await vi.waitFor(() =>
        expect(figure('brake-over-time').textContent).toContain('Last in its log'),
      );
      return figure('brake-over-time').textContent;
    };
    expect(await shown({ ...without, reach: { ...still, perDay: 0 } })).toContain(
      'so there is no pace. At a rate of 15 % it takes 46 sends on average',
    );
    expect(await shown(without)).not.toContain('Clock');
  });

  test('tells detection, agreement, outcomes and signals apart, where the gate does', async () => {
    open();
    await drawn();
    expect(document.querySelector('[data-figure$=-apart]')).toBeNull();
    await choose('Told apart by', 'workflow');
    const shown = (id: string) => figure(`${id}-apart`).querySelector('svg')?.textContent ?? '';
    await vi.waitFor(() => expect(shown('detection')).toContain('Renewals'));
    for (const id of ['agreement', 'outcomes', 'signals']) expect(shown(id)).toContain('Renewals');
    // Nothing was found of one of the four: it has no row, and not a row of nothing.
    unfold(document.body);
    await vi.waitFor(() =>
      expect(figure('outcomes-apart').querySelectorAll('tbody tr')).toHaveLength(4 * 16),
    );
    expect(figure('detection-apart').querySelectorAll('tbody tr')).toHaveLength(3);
    await choose('Told apart by', 'template');
    await vi.waitFor(() => expect(shown('outcomes')).toContain('intro-v8'));
    expect(document.querySelector('[data-figure=agreement-apart]')).toBeNull();
  });

  test('every picture has a name, a table with its figures, and three files', async () => {
    const saved = catchSaved();
    open();
    await drawn();
    const figures = [...document.querySelectorAll<HTMLElement>('[data-figure]')];
    expect(figures.length).toBeGreaterThanOrEqual(14);
    for (const one of figures) {
      const svg = one.querySelector('svg.plot');
      expect(svg?.getAttribute('role')).toBe('img');
      expect(svg?.getAttribute('aria-label')).not.toBe('');
      // what the library's own style element would say, the page's sheet says
      expect(svg?.querySelector('style')).toBeNull();
      const details = one.querySelector('details');
      if (details) details.open = true;
      await vi.waitFor(() => expect(one.querySelectorAll('tbody tr').length).toBeGreaterThan(0));
    }
    for (const name of ['svg', 'png', 'csv'])
      await userEvent.click(
        figure('override').querySelector(`[data-name="${name}"]`) as HTMLElement,
      );
    await vi.waitFor(() => expect(saved).toHaveLength(3));
    const of = (ending: string) => saved.find(({ name }) => name === `override.${ending}`)?.file;
    const text = (await of('svg')?.text()) ?? '';
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(text).not.toContain('var(');
    expect(text).not.toContain('currentColor');
    const csv = (await of('csv')?.text()) ?? '';
    expect(csv.split('\r\n')[0]).toBe('of,what,week,value,low,high,n');
    expect(csv.split('\r\n').length).toBeGreaterThan(26);
  });

  test('each is copied as a picture, as a drawing and as its table', async () => {
    const written: string[] = [];
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (words) => {
      written.push(words);
    });
    const items: ClipboardItem[] = [];
    vi.spyOn(navigator.clipboard, 'write').mockImplementation(async (given) => {
      items.push(...given);
    });
    open();
    await drawn();
    for (const form of ['png', 'svg', 'csv']) {
      await userEvent.click(
        figure('override').querySelector(`[data-name=copy-${form}]`) as Element,
      );
      await vi.waitFor(() =>
        expect(figure('override').querySelector('.said')?.textContent).toBe(
          `Copied as ${form.toUpperCase()}.`,
        ),
      );
    }
    expect((await items[0]?.getType('image/png'))?.type).toBe('image/png');
    expect(written[0]).toMatch(/^<svg /);
    expect(written[1]?.split('\r\n')[0]).toBe('of,what,week,value,low,high,n');
    expect(figure('override').querySelectorAll('[role=group]')).toHaveLength(2);
    vi.restoreAllMocks();
  });

  test('of agreement only what has an interval says one', async () => {
    const saved = catchSaved();
    open();
    await drawn();
    await userEvent.click(figure('agreement').querySelector('[data-name="csv"]') as HTMLElement);
    await vi.waitFor(() => expect(saved).toHaveLength(1));
    const rows = (await saved[0]?.file.text())?.trim().split('\r\n').slice(1) ?? [];
    const ends = new Map(
      rows.map((row) => row.split(',')).map(([name = '', , low, high]) => [name, [low, high]]),
    );
    for (const name of ['Cohen’s κ', 'Gwet’s AC1', 'Base rate'])
      expect(ends.get(name)).toEqual(['', '']);
    const { alpha } = answerBy('all').agreement;
    expect(ends.get('Krippendorff’s α')).toEqual([
      String(alpha?.interval?.low),
      String(alpha?.interval?.high),
    ]);
  });

  test.each(['light', 'dark'] as const)(
    'intervals, bars and the edges of bands stand 3 : 1 off the page, %s',
    async (theme) => {
      open(undefined, theme);
      await drawn();
      const rgb = (color: string): number[] =>
        (color.match(/[\d.]+/g) ?? []).map(Number).slice(0, 3);
      const luminance = (color: readonly number[]): number =>
        color
          .map((part) => part / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
          .reduce((sum, part, at) => sum + part * ([0.2126, 0.7152, 0.0722][at] ?? 0), 0);
      const page_ = rgb(getComputedStyle(document.body).backgroundColor);
      const contrast = (color: string, opacity: string): number => {
        const over = rgb(color).map(
          (part, at) => part * Number(opacity) + (page_[at] ?? 0) * (1 - Number(opacity)),
        );
        const [a = 0, b = 0] = [luminance(over), luminance(page_)].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
      };
      const parts: [string, number][] = [];
      for (const one of document.querySelectorAll('[aria-label], .plot g')) {
        const name = one.closest('[data-figure]')?.getAttribute('data-figure') ?? '';
        for (const part of one.querySelectorAll(':scope > path, :scope > line, :scope > rect')) {
          const look = getComputedStyle(part);
          const isTick = look.stroke !== 'none' && Number(look.strokeOpacity) === 0.1;
          if (isTick) continue;
          const seen = Math.max(
            look.stroke === 'none' ? 0 : contrast(look.stroke, look.strokeOpacity),
            look.fill === 'none' ? 0 : contrast(look.fill, look.fillOpacity),
          );
          parts.push([`${name} ${part.outerHTML.slice(0, 90)}`, seen]);
        }
      }
      expect(parts.length).toBeGreaterThan(100);
      expect(parts.filter(([, seen]) => seen < 3)).toEqual([]);
    },
  );

  test('what stands at a line’s end runs into no other picture', async () => {
    await page.viewport(1100, 900);
    open();
    await drawn();
    await choose('Told apart by', 'workflow');
    await vi.waitFor(() => expect(figure('override').textContent).toContain('Renewals'));
    const svg = figure('override').querySelector('svg') as SVGSVGElement;
    const box = (part: Element) => part.getBoundingClientRect();
    const names = [...svg.querySelectorAll('text')].filter(({ textContent }) =>
      ['all', 'human lane'].includes(textContent ?? ''),
    );
    const dots = [...svg.querySelectorAll('path, circle')].filter((part) =>
      part.querySelector('title'),
    );
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      const { left, right, top, bottom } = box(name);
      expect(right).toBeLessThanOrEqual(box(svg).right + 1);
      const under = dots.filter((dot) => {
        const at = box(dot);
        return at.left < right && at.right > left + 4 && at.top < bottom && at.bottom > top;
      });
      expect(under.map((dot) => dot.textContent)).toEqual([]);
    }
  });

  test('a page that reads from the right leaves its pictures as they are drawn', async () => {
    open();
    await drawn();
    const lefts = () =>
      [...document.querySelectorAll('svg.plot text')].map((words) =>
        Math.round(
          words.getBoundingClientRect().left -
            (words.closest('svg') as Element).getBoundingClientRect().left,
        ),
      );
    const before = lefts();
    expect(before.length).toBeGreaterThan(20);
    document.documentElement.dir = 'rtl';
    try {
      expect(lefts()).toEqual(before);
    } finally {
      document.documentElement.dir = 'ltr';
    }
  });

  test('its PNG is the picture that is on screen', async () => {
    const saved = catchSaved();
    open(undefined, 'dark');
    await drawn();
    await userEvent.click(figure('override').querySelector('[data-name="png"]') as HTMLElement);
    await vi.waitFor(() => expect(saved).toHaveLength(1));
    const made = await createImageBitmap(saved[0]?.file as Blob);
    const svg = figure('override').querySelector('svg') as SVGSVGElement;
    expect(made.width).toBe(2 * svg.viewBox.baseVal.width);
    const canvas = new OffscreenCanvas(made.width, made.height);
    const paint = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    paint.drawImage(made, 0, 0);
    const pixel = (x: number, y: number) => [...paint.getImageData(x, y, 1, 1).data.slice(0, 3)];
    expect(`rgb(${pixel(1, 1).join(', ')})`).toBe(getComputedStyle(document.body).backgroundColor);
    // a point of the first line has its colour, where it is on screen
    const dot = figure('override').querySelector<SVGGraphicsElement>(
      '[aria-hidden] path, path[transform]',
    );
    const at = [...svg.querySelectorAll<SVGGraphicsElement>('path, circle')].filter((part) =>
      part.querySelector('title'),
    )[0];
    expect(at ?? dot).toBeDefined();
    const box = (at as SVGGraphicsElement).getBoundingClientRect();
    const origin = svg.getBoundingClientRect();
    const scale = made.width / origin.width;
    const found = pixel(
      Math.round((box.x + box.width / 2 - origin.x) * scale),
      Math.round((box.y + box.height / 2 - origin.y) * scale),
    );
    expect(`rgb(${found.join(', ')})`).toBe(getComputedStyle(at as Element).fill);
  });

  test('a cell that a spreadsheet would run is text', async () => {
    const saved = catchSaved();
    const answer = answerBy('all');
    open(() => ({
      manager: true,
      figures: {
        answer: {
          ...answer,
          backlog: [
            { workflowId: 'w', name: '=HYPERLINK("x"),1', items: 3, oldestAt: null, hours: 1 },
          ],
        },
        brakes: [],
      },
    }));
    await vi.waitFor(() => figure('backlog'));
    await userEvent.click(figure('backlog').querySelector('[data-name="csv"]') as HTMLElement);
    await vi.waitFor(() => expect(saved).toHaveLength(1));
    expect(await saved[0]?.file.text()).toContain(`"'=HYPERLINK(""x""),1",3`);
  });

  test('asks for what is chosen, and for the whole beside it', async () => {
    const { asked } = open();
    await drawn();
    await choose('Period', '52');
    await choose('Told apart by', 'template');
    await choose('Workflow', 'w3');
    await vi.waitFor(() =>
      expect(asked.slice(-2)).toEqual([
        { weeks: 52, workflowId: 'w3', by: 'all' },
        { weeks: 52, workflowId: 'w3', by: 'template' },
      ]),
    );
    await vi.waitFor(() => expect(document.body.textContent).toContain('3 more are left out'));
  });

  test('many decisions together ask once more, and the new figure is on screen', async () => {
    let rate = 0.5;
    const { asked, heard } = open(({ by }) => {
      const answer = answerBy(by);
      const series = answer.series.map((one) =>
        one.measure === 'override' ? { ...one, total: { ...one.total, value: rate } } : one,
      );
      return { manager: true, figures: { answer: { ...answer, series }, brakes: BRAKES } };
    });
    await vi.waitFor(() =>
      expect(document.querySelector('.summary')?.textContent).toContain('50 %'),
    );
    const before = asked.length;
    rate = 0.25;
    for (let times = 0; times < 20; times += 1) heard();
    await vi.waitFor(
      () => expect(document.querySelector('.summary')?.textContent).toContain('25 %'),
      { timeout: 10_000 },
    );
    expect(asked.length).toBe(before + 1);
  });

  test('shows what was seen last until the gate has answered, and says so', async () => {
    const before = answerBy('all');
    let answered = (_given: Given): void => undefined;
    open(
      () =>
        new Promise<Given>((resolve) => {
          answered = resolve;
        }),
      'light',
      'en',
      { answer: { ...before, at: '2026-11-20T08:00:00.000Z' }, brakes: BRAKES },
    );
    await drawn();
    const main = () => root.querySelector('main');
    expect(main()?.textContent).toContain('the gate is asked for those of now');
    expect(main()?.getAttribute('aria-busy')).toBe('true');
    answered({ manager: true, figures: { answer: before, brakes: BRAKES } });
    await vi.waitFor(() => expect(main()?.textContent).toContain('kept up to date'));
    expect(main()?.getAttribute('aria-busy')).toBe('false');
    await drawn();
  });

  test('of before are not shown once the gate refuses', async () => {
    const kept = { answer: answerBy('all'), brakes: BRAKES };
    open(() => new Error('Who are you?'), 'light', 'en', kept);
    await vi.waitFor(() => expect(root.textContent).toContain('Who are you?'));
    expect(root.querySelector('[data-figure]')).toBeNull();
  });

  test('says how old its figures are where the gate is away', async () => {
    open(({ by }) => ({
      manager: true,
      figures: { answer: answerBy(by), brakes: BRAKES },
      old: 'The gate did not answer.',
    }));
    await drawn();
    await expect
      .element(page.getByText(/can’t be reached: these are the figures of/))
      .toBeVisible();
    await expect.element(page.getByText('The gate did not answer.')).toBeVisible();
  });

  test('says what is missing: figures, a gate, a manager', async () => {
    open(() => ({ manager: true, figures: { answer: emptyAnswer(), brakes: [] } }));
    await expect.element(page.getByText('Nothing to show yet')).toBeVisible();
    expect(document.querySelector('[data-figure]')).toBeNull();
    render(null, root);
    open(() => new Error('The gate did not answer.'));
    await expect.element(page.getByText('The figures are not known now')).toBeVisible();
    render(null, root);
    open(() => ({ manager: false }));
    await expect.element(page.getByText('These figures are for managers')).toBeVisible();
  });

  test('fits 320 pixels, whatever names there are', async () => {
    await page.viewport(320, 800);
    open();
    await drawn();
    await choose('Told apart by', 'workflow');
    await vi.waitFor(() => expect(figure('override').textContent).toContain('Renewals'));
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await page.viewport(1200, 800);
    await vi.waitFor(() =>
      expect(figure('override').querySelector('svg')?.clientWidth).toBeGreaterThan(600),
    );
  });
});

describe.each(FOREIGN)('in %s', (name, language) => {
  const forms = ['PNG', 'SVG'];
  const given: Record<string, [() => Given, object]> = {
    'with its pictures and tables': [
      () => ({ manager: true, figures: { answer: answerBy('template'), brakes: BRAKES } }),
      [answerBy('template'), BRAKES, EVIDENCE, forms],
    ],
    'where nothing happened yet': [
      () => ({ manager: true, figures: { answer: emptyAnswer(), brakes: [] } }),
      [emptyAnswer()],
    ],
    'where the gate is away': [
      () => ({
        ...{ manager: true, old: 'The gate did not answer at all.' },
        figures: { answer: answerBy('all'), brakes: [] },
      }),
      ['The gate did not answer at all.', answerBy('all'), forms],
    ],
    'where no figures are known': [() => new Error('No answer at all.'), ['No answer at all.']],
    'to a rep': [() => ({ manager: false }), []],
  };
  test.each(Object.entries(given))(
    'nothing is left of the English: %s',
    async (_, [give, data]) => {
      await page.viewport(320, 900);
      open(give, 'light', language);
      await vi.waitFor(() => expect(document.querySelector('[aria-busy="false"]')).not.toBeNull());
      unfold(root);
      await saidAllIn(root, name, data);
    },
  );
});
