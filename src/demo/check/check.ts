import type { BrowserContext } from 'playwright-core';
import type { ProposalInput } from '../../core/schema/proposal.ts';
import { openBrowser, pairAsRep } from '../drive/browser.ts';
import { type Compose, MailPage } from '../drive/mail-page.ts';
import { seedProposals } from '../seed/seed.ts';
import { WORKFLOWS } from '../seed/workflows.ts';
import { startWorld, type World } from '../world/world.ts';
import { type Hook, startHook } from './hook.ts';
import { Ledger, must, NotHeld, until } from './ledger.ts';
import * as steps from './steps.ts';

/** seconds: shorter than the demo's ten, so that the check does not wait for its own sake */
const UNDO_SECONDS = 3;

/** One self-checking run: a world, a paired browser, and what the steps need of both. */
export class CheckRun {
  readonly undoSeconds = UNDO_SECONDS;
  readonly world: World;
  readonly context: BrowserContext;
  readonly #hook: Hook;
  constructor(world: World, context: BrowserContext, hook: Hook) {
    this.world = world;
    this.context = context;
    this.#hook = hook;
  }

  /** Proposes a seed as its agent would and opens its draft as the rep would. */
  async openSeed(id: string): Promise<{
    proposalId: string;
    draftId: string;
    input: ProposalInput;
    mail: MailPage;
    compose: Compose;
  }> {
    const seed = seedProposals(Date.now()).find(({ input }) => input.externalId === id);
    if (!seed) throw new NotHeld(`there is no seed ${id}`);
    const input = { ...seed.input, callbackUrl: this.#hook.url };
    const { proposalId, draftId, threadId } = await this.world.propose({ ...seed, input });
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

/** Runs the demo without a window and checks itself. Prints one JSON line; 0 when everything held. */
export async function check(say: (line: string) => void): Promise<number> {
  const ledger = new Ledger();
  const workflows = WORKFLOWS.map((workflow) => ({
    ...workflow,
    policy: { ...workflow.policy, undoSeconds: UNDO_SECONDS },
  }));
  say('Starting gate, database, mailbox and mail page …');
  const world = await startWorld({ workflows, gmail: { sendDelayMs: 300 } });
  const hook = await startHook(world.admin.webhookSecret);
  const browser = await openBrowser(world);
  try {
    await ledger.step('pairing', async () => {
      const page = await pairAsRep(browser, world);
      await page.close();
      return {};
    });
    const run = new CheckRun(world, browser.context, hook);
    const all: [string, () => Promise<Record<string, unknown>>][] = [
      ['approveGate', () => steps.approveGate(run)],
      ['approveCompose', () => steps.approveCompose(run)],
      ['changedAfterApproval', () => steps.changedAfterApproval(run)],
      ['editThenApprove', () => steps.editThenApprove(run)],
      ['rejectWithReason', () => steps.rejectWithReason(run, hook)],
      ['undoInTime', () => steps.undoInTime(run)],
      ['ownMail', () => steps.ownMail(run)],
    ];
    for (const [name, step] of all) {
      say(`checking ${name} …`);
      await ledger.step(name, step);
      if (ledger.failed.includes(name)) say(`  ${JSON.stringify(ledger.seen[name])}`);
    }
    await ledger.step('pagePolicy', async () => {
      must('violations', world.gmail.violations(), []);
      return { violations: 0 };
    });
  } finally {
    await browser.close();
    await hook.close();
    await world.close();
  }
  const ok = ledger.failed.length === 0;
  console.log(JSON.stringify({ ok, failed: ledger.failed, ...ledger.seen }));
  return ok ? 0 : 1;
}
