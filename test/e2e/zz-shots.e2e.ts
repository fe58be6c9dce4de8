import { it } from 'vitest';
import { OutlookPage } from '../../src/demo/drive/outlook-page.ts';
import { CLICK } from './outlook-paths.ts';
import { useOutlookStage } from './outlook-stage.ts';
import { timeEnough } from './stage.ts';

const stage = useOutlookStage();
const shot = async (page: { screenshot(o: { path: string }): Promise<unknown> }, name: string) => {
  await timeEnough(700);
  await page.screenshot({ path: `/tmp/ol-${name}.png` });
};
it.each(['light', 'dark'] as const)('%s', async (theme) => {
  stage.configure({ theme });
  const item = await stage.propose({
    delivery: 'compose',
    body: '<p>Hi Ana,</p><p>we cut routing time by 40 % at Northwind last quarter.</p>',
    tail: '<div><br></div><div id="Signature"><div>Mara Lindqvist</div></div>',
  });
  await stage.propose({ delivery: 'compose' });
  const { mail, compose } = await stage.openDraft(item);
  const panel = await mail.panel();
  await shot(mail.page, `panel-${theme}`);
  await CLICK.act(compose);
  await panel.says(/^Stopped/);
  await shot(mail.page, `stopped-${theme}`);
  await mail.page.close();
  const reply = await stage.propose({ delivery: 'compose', reply: true });
  const inbox = await OutlookPage.open(stage.context, stage.world);
  await shot(inbox.page, `list-${theme}`);
  await inbox.openThread(stage.conversationOf(reply));
  await (await inbox.panel()).says('Is this that draft?');
  await shot(inbox.page, `question-${theme}`);
  const options = await stage.context.newPage();
  await options.goto(`${stage.browser.origin}/src/pages/options/index.html`);
  await options.locator('[data-site=outlook]').scrollIntoViewIfNeeded();
  await shot(options, `options-${theme}`);
});
