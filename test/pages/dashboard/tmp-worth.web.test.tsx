import { render } from 'preact';
import { test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { Dashboard } from '../../../src/pages/dashboard/Dashboard.tsx';
import '../../../src/ui/tokens.css';
import '../../../src/ui/pieces.css';
import '../../../src/ui/page.css';
import '../../../src/pages/dashboard/dashboard.css';
import { answerBy, BRAKES, EVIDENCE } from './answer.ts';

for (const [theme, width, by] of [['light', 1100, 'all'], ['dark', 1100, 'workflow'], ['light', 320, 'all']] as const)
  test(`shot ${theme} ${width}`, async () => {
    await page.viewport(width, 900);
    const ask = async (name: string, payload: any): Promise<any> => {
      if (name === 'status') return { spaces: [{ id: 's1', name: 'Seller' }] };
      if (name === 'settings.get') return { theme, language: 'en' };
      if (name === 'metrics.brake') return EVIDENCE;
      return { manager: true, figures: { answer: answerBy(by === 'all' ? payload.by : by), brakes: BRAKES } };
    };
    document.documentElement.dataset.theme = theme;
    const root = document.createElement('div');
    document.body.replaceChildren(root);
    render(<Dashboard ask={ask} hear={() => () => undefined} />, root);
    await vi.waitFor(() => {
      if (!document.querySelector('[data-figure=worth] svg')) throw new Error('no');
    });
    const one = document.querySelector('[data-figure=worth]');
    if (!one) throw new Error('no');
    await page.elementLocator(one).screenshot({ path: `/tmp/mw/worth-${theme}-${width}.png` });
    render(null, root);
  });
