import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import { speak } from '../../../support/languages.ts';
import type { Stage } from '../stage.tsx';
import { settled } from '../states.ts';
import { KIND_STATES } from './states.tsx';

let on: Stage | undefined;
afterEach(() => {
  on?.stop();
  return speak('English');
});

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each(Object.entries(KIND_STATES))('%s', async (_, build) => {
    on = await build({ theme });
    await settled();
    const { violations } = await axe.run(document.querySelector('#app') ?? document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

describe.each(['English', 'Japanese', 'long words'] as const)('in %s', (language) => {
  test.each(Object.entries(KIND_STATES))('%s fits into 320 px', async (_, build) => {
    await speak(language);
    on = await build({ theme: 'light', width: 320 });
    await settled();
    const body = document.querySelector('main.body');
    expect(body?.scrollWidth).toBeLessThanOrEqual(body?.clientWidth ?? 0);
    for (const element of document.querySelectorAll('.work-box *')) {
      const { right, width } = element.getBoundingClientRect();
      if (width > 1 && !element.closest('.unseen'))
        expect(right, element.outerHTML).toBeLessThanOrEqual(320);
    }
  });
});
