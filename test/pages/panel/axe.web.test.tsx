import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import type { Stage } from './stage.tsx';
import { STATES, settled } from './states.ts';

let on: Stage | undefined;
afterEach(() => on?.stop());

describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (theme) => {
  test.each(Object.entries(STATES))('%s', async (_, build) => {
    on = await build({ theme });
    await settled();
    const { violations } = await axe.run(document.querySelector('#app') ?? document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
