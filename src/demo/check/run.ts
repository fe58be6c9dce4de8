import type { BrowserContext } from 'playwright-core';
import type { ProposalInput } from '../../core/schema/proposal.ts';
import type { LaunchedWithExtension } from '../browser/launch.ts';
import { type Compose, MailPage } from '../drive/mail-page.ts';
import { seedProposals } from '../seed/seed.ts';
import type { World } from '../world/world.ts';
import type { Hook } from './hook.ts';
import { NotHeld, until } from './ledger.ts';

/** seconds: shorter than the demo's ten, so that the check does not wait for its own sake */
export const UNDO_SECONDS = 3;

/** One self-checking run: a world, a paired browser, and what the steps need of both. */
export class CheckRun {
  readonly undoSeconds = UNDO_SECONDS;
  readonly world: World;
  readonly browser: LaunchedWithExtension;
  readonly hook: Hook;
  constructor(on: { world: World; browser: LaunchedWithExtension; hook: Hook }) {
    this.world = on.world;
    this.browser = on.browser;
    this.hook = on.hook;
  }
  get context(): BrowserContext {
    return this.browser.context;
  }

  /** Proposes a seed as its agent would. */
  async propose(id: string) {
    const seed = seedProposals(Date.now()).find(({ input }) => input.externalId === id);
    if (!seed) throw new NotHeld(`there is no seed ${id}`);
    const input = { ...seed.input, callbackUrl: this.hook.url };
    return { ...(await this.world.propose({ ...seed, input })), input };
  }

  /** Proposes a seed as its agent would and opens its draft as the rep would. */
  async openSeed(id: string): Promise<{
    proposalId: string;
    draftId: string;
    input: ProposalInput;
    mail: MailPage;
    compose: Compose;
  }> {
    const { proposalId, draftId, threadId, input } = await this.propose(id);
    if (!draftId) throw new NotHeld(`seed ${id} has no draft`);
    const mail = await MailPage.open(this.context, this.world);
    const compose = threadId
      ? await mail.openThread(threadId, draftId)
      : await mail.openDraft(draftId);
    return { proposalId, draftId, input, mail, compose };
  }

  /** How often the page's server sent this draft. */
  sentFrom(draftId: string): number {
    return this.world.gmail.sent().filter((mail) => mail.draftId === draftId).length;
  }

  /** Waits until the gate has approved it, and the browser knows. */
  async cleared(proposalId: string): Promise<void> {
    const { store, workspaceId } = this.world.admin;
    await until('the gate clears it', async () => {
      const current = await store.proposals.current({ workspaceId, proposalId });
      return current?.state === 'approved';
    });
    await this.settle(1500);
  }

  /** Waits until the dispatch is recorded, then proves it. */
  async executed<T>(proposalId: string, prove: () => Promise<T>): Promise<T> {
    const { store, workspaceId } = this.world.admin;
    await until('the result is recorded', async () => {
      const list = await store.dispatches.list({ workspaceId, proposalId, limit: 1 });
      return list[0]?.state === 'executed';
    });
    return prove();
  }

  /** Gives what must not happen the time to happen. */
  settle(ms = 1500): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }
}
