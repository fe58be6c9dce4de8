import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ProposalInput, ProposalState } from '../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { until } from '../../src/demo/check/ledger.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { type Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import type { NewDraft } from '../../src/demo/gmail/mailbox.ts';
import type { GmailChanges } from '../../src/demo/gmail/server.ts';
import { AGENTS, MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import { startWorld, type World, type WorldOptions } from '../../src/demo/world/world.ts';

/** Another build to test than `dist/`: a package that was unzipped, say. */
const { COUNTERSIGN_DIST: OTHER_DIST } = process.env;

const workflow = (id: string, policy: Partial<typeof DEFAULT_POLICY>): WorkflowInput => ({
  id,
  name: `Reviewed mail, ${id}`,
  pattern: 'pre-approval',
  owner: MANAGER.email,
  kinds: ['email.draft'],
  policy: { ...DEFAULT_POLICY, ownCompanies: ['Brightloop'], undoSeconds: 0, ...policy },
});

/** `at-once` has no undo window; `brief` has the shortest clearance that there is, a minute. */
export const WORKFLOWS: readonly WorkflowInput[] = [
  workflow('at-once', {}),
  workflow('brief', { clearanceSeconds: 60 }),
  workflow('pausable', {}),
];

const TO = { name: 'Ana Ruiz', email: 'ana.ruiz@acme-robotics.example' };
const PAGE: GmailChanges = {
  sendHandlers: 'all',
  rerenderSendButtonEveryMs: 0,
  lateDraftIdMs: 0,
  sendDelayMs: 0,
  classNames: 'stable',
  language: 'en',
  theme: 'light',
  modern: true,
  aliases: [],
};

/** What a test wants its agent to have written. All else is filled in. */
export type Wanted = {
  delivery: 'gate' | 'compose';
  workflowId?: string;
  subject?: string;
  /** authored HTML */
  body?: string;
  /** Gmail's own HTML below the authored text: signature, quote */
  tail?: string;
  /** the draft answers a conversation, and stands inline in it */
  reply?: boolean;
  /** false: the agent made no draft in the mailbox */
  draft?: boolean;
  /** changes of the mailbox's draft against the proposal */
  inMailbox?: Partial<NewDraft>;
  /** the rest of the submission */
  more?: Partial<ProposalInput>;
};

export type Item = {
  proposalId: string;
  draftId: string;
  threadId: string | null;
  subject: string;
};

/** One world and one paired browser for a test file. */
export class Stage {
  #world: World | null = null;
  #browser: LaunchedWithExtension | null = null;
  #count = 0;

  get world(): World {
    if (!this.#world) throw new Error('the world is not there yet');
    return this.#world;
  }
  get browser(): LaunchedWithExtension {
    if (!this.#browser) throw new Error('the browser is not there yet');
    return this.#browser;
  }
  get context(): BrowserContext {
    return this.browser.context;
  }

  async start(options: WorldOptions): Promise<void> {
    const gmail = { ...PAGE, ...options.gmail };
    this.#world = await startWorld({ workflows: WORKFLOWS, ...options, gmail });
    this.#browser = await openBrowser(
      this.#world,
      OTHER_DIST === undefined ? {} : { dist: OTHER_DIST },
    );
    const page = await pairAsRep(this.#browser, this.#world);
    await page.close();
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#world?.close();
  }

  /** As the mail page is when nobody asks for anything else, with these changes. */
  configure(changes: GmailChanges = {}): void {
    this.world.gmail.configure({ ...PAGE, ...changes });
  }

  /** Writes the draft into the mailbox and proposes it, as an agent would. */
  async propose(wanted: Wanted): Promise<Item> {
    this.#count += 1;
    const { gmail, agents } = this.world;
    const subject = wanted.subject ?? `A look at your routing, ${this.#count}`;
    const body = wanted.body ?? `<p>Hi Ana,</p><p>shall we talk, number ${this.#count}?</p>`;
    const thread = wanted.reply
      ? gmail.createThread({
          subject,
          messages: [{ from: TO, html: '<p>Could you send the numbers again?</p>' }],
        })
      : null;
    const draft =
      wanted.draft === false
        ? null
        : gmail.createDraft({
            to: [TO],
            subject,
            bodyHtml:
              body.replaceAll('<p>', '<div>').replaceAll('</p>', '</div>') + (wanted.tail ?? ''),
            ...(thread ? { threadId: thread.legacyId } : {}),
            ...wanted.inMailbox,
          });
    const { id: proposalId } = await agents.scribe.propose({
      workflowId: wanted.workflowId ?? 'at-once',
      externalId: `e2e-${this.#count}`,
      agent: AGENTS.scribe[1],
      confidence: 0.9,
      reasoning: [{ text: 'She asked for it.' }],
      claims: [],
      flags: [],
      context: { recipientName: TO.name, company: 'Acme Robotics' },
      content: {
        kind: 'email.draft',
        delivery: wanted.delivery,
        from: { email: REP.email, name: REP.name },
        to: [TO],
        cc: [],
        bcc: [],
        subject,
        body,
        attachments: [],
      },
      ...(draft || thread
        ? {
            placement: {
              host: 'gmail' as const,
              account: REP.email,
              ...(draft ? { draftId: draft.draftId } : {}),
              ...(thread ? { threadId: thread.legacyId } : {}),
            },
          }
        : {}),
      ...wanted.more,
    });
    return {
      proposalId,
      draftId: draft?.draftId ?? '',
      threadId: thread?.legacyId ?? null,
      subject,
    };
  }

  /** The rep opens the item's draft in a new tab; its panel has come up. */
  async open(item: Item): Promise<{ mail: MailPage; compose: Compose }> {
    const mail = await MailPage.open(this.context, this.world);
    const compose = item.threadId
      ? await mail.openThread(item.threadId, item.draftId)
      : await mail.openDraft(item.draftId);
    return { mail, compose };
  }

  /** How often the page's server has sent this draft, or holds it to be sent. */
  left(draftId: string): number {
    const { gmail } = this.world;
    const of = (list: readonly { fields: { messageId: string } }[]) =>
      list.filter(({ fields }) => fields.messageId.endsWith(draftId)).length;
    return (
      gmail.sent().filter((mail) => mail.draftId === draftId).length +
      of(gmail.pending()) +
      of(gmail.scheduled())
    );
  }

  async state(proposalId: string): Promise<ProposalState | undefined> {
    const { store, workspaceId } = this.world.admin;
    return (await store.proposals.current({ workspaceId, proposalId }))?.state;
  }

  async becomes(proposalId: string, state: ProposalState): Promise<void> {
    let seen: ProposalState | undefined;
    try {
      await until(`state ${state}`, async () => {
        seen = await this.state(proposalId);
        return seen === state;
      });
    } catch (error) {
      throw new Error(`the proposal is ${seen}, expected ${state}`, { cause: error });
    }
  }

  async dispatches(proposalId: string) {
    const { store, workspaceId } = this.world.admin;
    return store.dispatches.list({ workspaceId, proposalId, limit: 20 });
  }
}

/** Long enough for a mail that must not leave to leave, had nothing stopped it. */
const TIME_ENOUGH_MS = 350;

/** Gives what must not happen the time to happen. The only wait that waits for nothing. */
export const timeEnough = (ms = TIME_ENOUGH_MS): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Starts a stage before this file's tests and ends it after them. Through all of them no security
 * policy of the page may have been violated, but for what `tolerated` names.
 */
export function useStage(
  options: WorldOptions & { tolerated?: (sample: { directive: string }) => boolean } = {},
): Stage {
  const { tolerated = () => false, ...world } = options;
  const stage = new Stage();
  beforeAll(() => stage.start(world));
  afterAll(async () => {
    try {
      expect(stage.world.gmail.violations().filter((one) => !tolerated(one))).toEqual([]);
    } finally {
      await stage.close();
    }
  });
  return stage;
}

export { until };
