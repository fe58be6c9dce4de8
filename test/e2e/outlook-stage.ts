import type { Placement } from '../../src/core/schema/proposal.ts';
import { type OutlookCompose, OutlookPage } from '../../src/demo/drive/outlook-page.ts';
import type { Panel } from '../../src/demo/drive/panel.ts';
import { turnOnSites } from '../../src/demo/drive/sites.ts';
import type { StoredDraft } from '../../src/demo/gmail/mailbox.ts';
import type { MailServer } from '../../src/demo/gmail/server.ts';
import { REP } from '../../src/demo/seed/workflows.ts';
import type { WorldOptions } from '../../src/demo/world/world.ts';
import { type Item, Stage, type StageOptions, use } from './stage.ts';

/** A stage whose drafts lie in the second inbox, which was turned on by a click in options. */
export class OutlookStage extends Stage {
  override get mailbox(): MailServer {
    if (!this.world.outlook) throw new Error('there is no second inbox');
    return this.world.outlook;
  }

  /** The Graph API names a draft and its conversation. */
  protected override placed(draft: StoredDraft | null, threadId: string | undefined): Placement {
    const conversation = threadId ?? draft?.legacyThreadId;
    return {
      host: 'outlook',
      account: REP.email,
      ...(draft ? { draftId: draft.draftId } : {}),
      ...(conversation ? { threadId: conversation } : {}),
    };
  }

  override async start(options: WorldOptions): Promise<void> {
    await super.start({ ...options, outlook: { seed: { threads: [] }, ...options.outlook } });
    this.configure();
    await turnOnSites(this.browser, ['outlook']);
  }

  conversationOf({ draftId, threadId }: Item): string {
    const draft = this.mailbox.drafts().find((one) => one.draftId === draftId);
    const conversation = threadId ?? draft?.legacyThreadId;
    if (!conversation) throw new Error('the draft is not in the mailbox');
    return conversation;
  }

  /** The rep opens the item's draft from the Drafts list of a new tab. */
  async openDraft(item: Item): Promise<{ mail: OutlookPage; compose: OutlookCompose }> {
    const conversation = this.conversationOf(item);
    const mail = await OutlookPage.open(this.context, this.world);
    return { mail, compose: await mail.openDraft(conversation) };
  }

  /** Opens it and approves it by key; it isn't sent. */
  async approvedDraft(
    item: Item,
  ): Promise<{ mail: OutlookPage; compose: OutlookCompose; panel: Panel }> {
    const { mail, compose } = await this.openDraft(item);
    const panel = await mail.panel();
    await panel.press('a');
    await this.becomes(item.proposalId, 'approved');
    // The page hears it after the gate has it: a Send in between is stopped, and rightly so.
    await panel.says(/Press Send/);
    return { mail, compose, panel };
  }
}

export const useOutlookStage = (options: StageOptions = {}): OutlookStage =>
  use(new OutlookStage(), options);
