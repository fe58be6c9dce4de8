import { describe, expect, it } from 'vitest';
import { CLICK, SHORTCUT } from './send-paths.ts';
import { timeEnough, useStage } from './stage.ts';

const stage = useStage();

describe.each([
  { language: 'de', theme: 'light', classNames: 'stable', modern: false },
  { language: 'ar', theme: 'dark', classNames: 'stable', modern: true },
  { language: 'he', theme: 'light', classNames: 'stable', modern: true },
  { language: 'ja', theme: 'dark', classNames: 'stable', modern: true },
  { language: 'en', theme: 'light', classNames: 'shuffled', modern: true },
  { language: 'ar', theme: 'dark', classNames: 'shuffled', modern: false },
] as const)('a page in $language, $theme, class names $classNames', (page) => {
  it.each([
    ['a new mail', false],
    ['an inline reply', true],
  ])('%s is recognised, stopped, approved and sent', async (_, reply) => {
    stage.configure(page);
    const item = await stage.propose({ delivery: 'compose', reply });
    const { mail, compose } = await stage.open(item);
    const panel = await mail.panel();
    await CLICK.act(compose);
    await panel.says(/^Stopped: nobody has approved/);
    expect(stage.left(item.draftId)).toBe(0);
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await SHORTCUT.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it('has a panel in its own theme, beside the compose and not over it', async () => {
    stage.configure(page);
    const item = await stage.propose({ delivery: 'gate' });
    const { mail, compose } = await stage.open(item);
    const panel = await mail.panel();
    const theme = panel.frame.locator('html');
    await expect.poll(() => theme.getAttribute('data-theme')).toBe(page.theme);
    const [box, beside] = await Promise.all([
      mail.page.locator('[data-countersign][popover]').boundingBox(),
      compose.root.boundingBox(),
    ]);
    if (!box || !beside) throw new Error('not on screen');
    const apart =
      box.x + box.width <= beside.x + 1 ||
      beside.x + beside.width <= box.x + 1 ||
      box.y + box.height <= beside.y + 1 ||
      beside.y + beside.height <= box.y + 1;
    expect(apart).toBe(true);
    await mail.page.close();
  });
});

describe('the health page', () => {
  it('says by name what no longer holds when the class names have changed', async () => {
    stage.configure({ classNames: 'shuffled' });
    const item = await stage.propose({ delivery: 'compose', reply: true });
    const { mail } = await stage.open(item);
    await mail.panel();
    const health = await stage.context.newPage();
    await health.goto(`${stage.browser.origin}/src/pages/health/index.html`);
    const row = (name: string) => health.getByRole('row').filter({ hasText: name }).first();
    await row('compose.body').waitFor();
    expect(await row('compose.body').textContent()).toContain('g_editable');
    expect(await row('compose.root').textContent()).not.toMatch(/Not found/);
    await expect.poll(() => row('compose.root').textContent()).toContain('data-compose-id');
    expect(await health.locator('body').textContent()).not.toContain(item.subject);
    await health.close();
    await mail.page.close();
  });
});
