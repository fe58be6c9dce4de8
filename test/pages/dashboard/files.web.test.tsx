import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answerBy } from './answer.ts';
import { catchSaved, drawn, figure, open } from './stage.tsx';

describe('the dashboard', () => {
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
});
