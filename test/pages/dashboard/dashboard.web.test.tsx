import axe from 'axe-core';
import { render } from 'preact';
import { describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { FOREIGN, saidAllIn, unfold } from '../../support/foreign-page.web.ts';
import { answerBy, BRAKES, EVIDENCE, emptyAnswer } from './answer.ts';
import { choose, drawn, figure, type Given, open, root } from './stage.tsx';

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
