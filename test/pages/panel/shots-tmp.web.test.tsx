import { afterEach, describe, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Stage } from './stage.tsx';
import { STATES, settled } from './states.tsx';

let on: Stage | undefined;
afterEach(() => on?.stop());
const MINE = [
  'finding',
  'repair',
  'repaired',
  'elsewhere',
  'against-revision',
  'snooze',
  'escalate-to',
  'escalated',
  'reject',
  'text-review',
];
describe.each(['light', 'dark'] as const)('%s', (theme) => {
  test.each(MINE)('%s', async (name) => {
    await page.viewport(400, 900);
    on = await (STATES[name] as (typeof STATES)[string])({ theme });
    await settled();
    await new Promise((done) => setTimeout(done, 300));
    await page.screenshot({ path: `shots-tmp/${name}-${theme}.png` });
  });
  test('narrow', async () => {
    await page.viewport(320, 900);
    for (const name of ['repair', 'finding']) {
      on?.stop();
      on = await (STATES[name] as (typeof STATES)[string])({ theme, width: 320 });
      await settled();
      await new Promise((done) => setTimeout(done, 300));
      await page.screenshot({ path: `shots-tmp/${name}-320-${theme}.png` });
    }
  });
});
