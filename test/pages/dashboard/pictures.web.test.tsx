import { describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { unfold } from '../../support/foreign-page.web.ts';
import { answerBy, BRAKES, EVIDENCE } from './answer.ts';
import { choose, drawn, figure, giveEvidence, open } from './stage.tsx';

describe('the dashboard', () => {
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
      giveEvidence(now);
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
});
