import { describe, expect, it } from 'vitest';
import { MailPage } from '../../src/demo/drive/mail-page.ts';
import { panelOf } from '../../src/demo/drive/panel.ts';
import { CLICK, SHORTCUT } from './send-paths.ts';
import { timeEnough, until, useStage } from './stage.ts';

const stage = useStage();
const SIGNATURE = '<br><div class="gmail_signature"><div>Mara Lindqvist</div></div>';

const popover = '[data-countersign][popover]:popover-open';

describe('a floating compose', () => {
  it.each([true, false])(
    'keeps its review through full screen and back (body re-created: %s)',
    async (recreateBodyOnMove) => {
      stage.configure();
      stage.world.gmail.configure({ recreateBodyOnMove });
      const item = await stage.propose({ delivery: 'compose', tail: SIGNATURE });
      const { mail, compose } = await stage.open(item);
      const panel = await mail.panel();
      await panel.press('r');
      await panel.frame.getByText('Wrong person or greeting').waitFor();
      await compose.full();
      await expect.poll(() => mail.page.locator('.g-full-screen .g-mole').count()).toBe(1);
      // The same frame with the same menu open: nothing was loaded again.
      await panel.frame.getByText('Wrong person or greeting').waitFor();
      await panel.press('r');
      await compose.type(' Thursday');
      await expect.poll(() => panel.holds()).toContain('Thursday');
      await panel.press('a');
      await stage.becomes(item.proposalId, 'approved');
      await compose.full();
      await CLICK.act(compose);
      await stage.becomes(item.proposalId, 'executed');
      await timeEnough();
      expect(stage.left(item.draftId)).toBe(1);
      stage.world.gmail.configure({ recreateBodyOnMove: true });
      await mail.page.close();
    },
  );

  it('takes its panel away while it is minimised, and brings it back', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.open(item);
    const panel = await mail.panel();
    await compose.minimise();
    await expect.poll(() => mail.page.locator(popover).count()).toBe(0);
    await compose.minimise();
    await expect.poll(() => mail.page.locator(popover).count()).toBe(1);
    await CLICK.act(compose);
    await panel.says(/^Stopped: nobody has approved/);
    expect(stage.left(item.draftId)).toBe(0);
    await mail.page.close();
  });

  it('beside another one has the panel of the one with the focus', async () => {
    stage.configure();
    const first = await stage.propose({ delivery: 'compose' });
    const second = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.open(first);
    const panel = await mail.panel();
    const other = await mail.openDraft(second.draftId);
    await other.body.click();
    await expect.poll(() => panel.holds()).toContain(second.subject);
    await compose.body.click();
    await expect.poll(() => panel.holds()).toContain(first.subject);
    await SHORTCUT.act(other);
    await panel.says(/^Stopped: nobody has approved/);
    expect(await panel.holds()).toContain(second.subject);
    expect([stage.left(first.draftId), stage.left(second.draftId)]).toEqual([0, 0]);
    await mail.page.close();
  });
});

describe('an inline reply', () => {
  it('has its panel beside it, and is sent once approved', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true });
    const { mail, compose } = await stage.approved(item);
    await SHORTCUT.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it('that is popped out to a floating compose stays the same item', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true });
    const { mail, compose } = await stage.open(item);
    await mail.panel();
    await compose.root
      .locator('.reply-type, .g-reply-type')
      .locator('[role=button]')
      .first()
      .click();
    await compose.root.locator('.g-reply-type [role=menuitem]').first().dispatchEvent('mouseup');
    await expect.poll(() => mail.page.locator('.g-mole').count()).toBe(1);
    const floating = await mail.compose(item.draftId);
    const panel = await mail.panel();
    await CLICK.act(floating);
    await panel.says(/^Stopped: nobody has approved/);
    expect(stage.left(item.draftId)).toBe(0);
    await mail.page.close();
  });
});

describe('a window of its own', () => {
  it('guards, reviews and sends', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.open(item);
    await mail.panel();
    const opened = stage.context.waitForEvent('page');
    await compose.popOut();
    const popup = MailPage.of(await opened);
    const out = await popup.compose(item.draftId);
    const panel = await popup.panel();
    await CLICK.act(out);
    await panel.says(/^Stopped: nobody has approved/);
    expect(stage.left(item.draftId)).toBe(0);
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await CLICK.act(out);
    await stage.becomes(item.proposalId, 'executed');
    expect(stage.left(item.draftId)).toBe(1);
    await popup.page.close();
    await mail.page.close();
  });
});

describe('a mark where no compose is open', () => {
  it('stands on the row of a draft, and opens it with its panel', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose' });
    const mail = await MailPage.open(stage.context, stage.world, '#drafts');
    await mail.mark(item).click();
    const compose = await mail.compose(item.draftId);
    const panel = await mail.panel();
    await expect.poll(() => panel.holds()).toContain(item.subject);
    expect(await compose.body.count()).toBe(1);
    await mail.page.close();
  });

  it('stands on the row of a conversation, survives its being redrawn, and opens the reply', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true });
    const mail = await MailPage.open(stage.context, stage.world);
    await mail.mark(item).waitFor();
    stage.world.gmail.createThread({
      subject: 'Something new',
      messages: [{ from: { name: 'A', email: 'a@elsewhere.example' }, html: '<p>x</p>' }],
    });
    await mail.page.getByText('Something new').first().waitFor();
    await expect.poll(() => mail.mark(item).count()).toBe(1);
    await mail.mark(item).click();
    await mail.compose(item.draftId);
    await panelOf(mail.page);
    await mail.page.close();
  });

  it('goes when the item is decided', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'gate', reply: true });
    const mail = await MailPage.open(stage.context, stage.world);
    await mail.mark(item).waitFor();
    const { mail: other } = await stage.open(item);
    await (await other.panel()).press('a');
    await stage.becomes(item.proposalId, 'executed');
    await expect.poll(() => mail.mark(item).count()).toBe(0);
    await other.page.close();
    await mail.page.close();
  });
});

describe('an item without a Gmail draft', () => {
  it('is reviewed as text in the panel, and the gate sends what was approved', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'gate', draft: false });
    const mail = await MailPage.open(stage.context, stage.world);
    await mail.edgeMark().click();
    const panel = await mail.panel();
    for (let step = 0; step < 40 && !(await panel.holds()).includes(item.subject); step += 1) {
      await panel.focus();
      await mail.page.keyboard.press('j', { delay: 40 });
      await timeEnough(150);
    }
    expect(await panel.holds()).toContain(item.subject);
    await panel.press('a');
    await until('the mail arrives', () =>
      stage.world.sink.mails().some(({ subject }) => subject === item.subject),
    );
    await timeEnough();
    expect(stage.world.sink.mails().filter(({ subject }) => subject === item.subject)).toHaveLength(
      1,
    );
    await mail.page.close();
  });
});
