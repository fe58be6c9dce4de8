import { join } from 'node:path';
import { Client } from 'pg';
import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Placement, ProposalInput, ProposalState } from '../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { until } from '../../src/demo/check/ledger.ts';
import { DIST, openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { type Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import type { Panel } from '../../src/demo/drive/panel.ts';
import type { Person } from '../../src/demo/gmail/contract.ts';
import type { NewDraft, StoredDraft } from '../../src/demo/gmail/mailbox.ts';
import type { GmailChanges, MailServer } from '../../src/demo/gmail/server.ts';
import { AGENTS, MANAGER, REP } from '../../src/demo/seed/workflows.ts';
import { startWorld, type World, type WorldOptions } from '../../src/demo/world/world.ts';
import { startEmbedded } from '../../src/gate/store/embedded/index.ts';
import { sightOf } from '../support/pg-sight.ts';

/** Another build to test than `dist/`: a package that was unzipped, say. */
const { COUNTERSIGN_DIST: OTHER_DIST } = process.env;

/** Where the build under test lies. */
export const distFolder = (): string => OTHER_DIST ?? DIST;

const workflow = (id: string, policy: Partial<typeof DEFAULT_POLICY>): WorkflowInput => ({
  id,
  name: `Reviewed mail, ${id}`,
  pattern: 'pre-approval',
  owner: MANAGER.email,
  kinds: ['email.draft'],
  policy: { ...DEFAULT_POLICY, ownCompanies: ['Brightloop'], undoSeconds: 0, ...policy },
});

/**
 * `at-once` has no undo window; `brief` has the shortest clearance that there is, a minute;
 * `holding` doesn't let go of a compose that can't be told apart.
 */
export const WORKFLOWS: readonly WorkflowInput[] = [
  workflow('at-once', {}),
  workflow('brief', { clearanceSeconds: 60 }),
  workflow('pausable', {}),
  workflow('holding', { unknownCompose: 'hold' }),
  workflow('with-undo', { undoSeconds: 60 }),
];

export const TO = { name: 'Ana Ruiz', email: 'ana.ruiz@acme-robotics.example' };
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
  to?: readonly Person[];
  /** Gmail's own HTML below the authored text: signature, quote */
  tail?: string;
  /** the draft answers a conversation, and stands inline in it */
  reply?: boolean;
  /** false: the agent made no draft in the mailbox */
  draft?: boolean;
  /** changes of the mailbox's draft against the proposal */
  inMailbox?: Partial<NewDraft>;
  /** the world whose agent proposes it; the draft is in this stage's mailbox all the same */
  by?: World;
  /** the rest of the submission */
  more?: Partial<ProposalInput>;
};

export type Item = {
  proposalId: string;
  /** empty: there is none */
  draftId: string;
  threadId: string | null;
  subject: string;
  /** as it was submitted */
  input?: ProposalInput;
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
  /** The mailbox in which its drafts are. */
  get mailbox(): MailServer {
    return this.world.gmail;
  }
  /** where an agent says that a draft lies */
  protected placed(draft: StoredDraft | null, threadId: string | undefined): Placement {
    return {
      host: 'gmail',
      account: REP.email,
      ...(draft ? { draftId: draft.draftId } : {}),
      ...(threadId ? { threadId } : {}),
    };
  }

  async start(options: WorldOptions): Promise<void> {
    const gmail = { ...PAGE, ...options.gmail };
    this.#world = await startWorld({ workflows: WORKFLOWS, ...options, gmail });
    this.#browser = await openBrowser(this.#world, { dist: distFolder() });
    const page = await pairAsRep(this.#browser, this.#world);
    await page.close();
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#world?.close();
  }

  /** Leaves one empty tab, without which the browser would end. */
  async closeTabs(): Promise<void> {
    const tabs = this.context.pages().filter((page) => page.url() !== 'about:blank');
    if (tabs.length === this.context.pages().length) await this.context.newPage();
    await Promise.all(tabs.map((page) => page.close()));
  }

  /** As the mail page is when nobody asks for anything else, with these changes. */
  configure(changes: GmailChanges = {}): void {
    this.mailbox.configure({ ...PAGE, ...changes });
  }

  /** Writes the draft into the mailbox and proposes it, as an agent would. */
  async propose(wanted: Wanted): Promise<Item> {
    this.#count += 1;
    const { agents } = wanted.by ?? this.world;
    const { mailbox } = this;
    const name = lettersOf(this.#count);
    const subject = wanted.subject ?? `A look at your routing, ${name}`;
    const body = wanted.body ?? `<p>Hi Ana,</p><p>shall we talk about ${name}?</p>`;
    const to = [...(wanted.to ?? [TO])];
    const thread = wanted.reply
      ? mailbox.createThread({
          subject,
          messages: [{ from: TO, html: '<p>Could you send the numbers again?</p>' }],
        })
      : null;
    const draft =
      wanted.draft === false
        ? null
        : mailbox.createDraft({
            to,
            subject,
            bodyHtml: asGmailWrites(body) + (wanted.tail ?? ''),
            ...(thread ? { threadId: thread.legacyId } : {}),
            ...wanted.inMailbox,
          });
    const input: ProposalInput = {
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
        to,
        cc: [],
        bcc: [],
        subject,
        body,
        attachments: [],
      },
      ...(draft || thread ? { placement: this.placed(draft, thread?.legacyId) } : {}),
      ...wanted.more,
    };
    const { id: proposalId } = await agents.scribe.propose(input);
    const ids = { draftId: draft?.draftId ?? '', threadId: thread?.legacyId ?? null };
    return { proposalId, ...ids, subject, input };
  }

  /** An item's text as Gmail's own editor writes it. */
  bodyOf({ input }: Item): string {
    if (input?.content.kind !== 'email.draft') throw new Error('there is no submission of a mail');
    return asGmailWrites(input.content.body);
  }

  /** The agent thinks again: the same mail with another text. */
  async revise({ proposalId, input }: Item, body: string): Promise<void> {
    if (input?.content.kind !== 'email.draft') throw new Error('there is no submission of a mail');
    const content = { ...input.content, body };
    await this.world.agents.scribe.revise(proposalId, { ...input, content });
  }

  /** The rep opens the item's draft in a new tab; its panel has come up. */
  async open(item: Item): Promise<{ mail: MailPage; compose: Compose }> {
    const mail = await MailPage.open(this.context, this.world);
    const compose = item.threadId
      ? await mail.openThread(item.threadId, item.draftId)
      : await mail.openDraft(item.draftId);
    return { mail, compose };
  }

  /** Rows of the gate's own database, for what no port tells. */
  async rows(
    sql: string,
    values: unknown[] = [],
    world = this.world,
  ): Promise<Record<string, unknown>[]> {
    const server = await startEmbedded(join(world.dataDir, 'postgres'), () => undefined);
    const client = new Client(sightOf(server));
    try {
      await client.connect();
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
      await server.stop();
    }
  }

  /**
   * Begins to listen to what the extension's worker is told, and gives the list so far: `to` and
   * `name` of each message. The worker must have lived all the while.
   */
  async hear(): Promise<() => Promise<string[]>> {
    const worker = this.context
      .serviceWorkers()
      .find((one) => one.url().startsWith(this.browser.origin));
    if (!worker) throw new Error('the worker is not running');
    await worker.evaluate(() => {
      const { chrome } = globalThis as unknown as {
        chrome: {
          runtime: { onMessage: { addListener(heard: (message: unknown) => void): void } };
        };
      };
      const heard: string[] = [];
      Object.assign(globalThis, { __heard: heard });
      chrome.runtime.onMessage.addListener((message) => {
        const { to, name } = message as { to: string; name: string };
        heard.push(`${to} ${name}`);
      });
    });
    return () =>
      worker.evaluate(() => [...(globalThis as unknown as { __heard: string[] }).__heard]);
  }

  /** How often the page's server has sent this draft, or holds it to be sent. */
  left(draftId: string): number {
    const { mailbox } = this;
    const of = (list: readonly { fields: { messageId: string } }[]) =>
      list.filter(({ fields }) => fields.messageId.endsWith(draftId)).length;
    return (
      mailbox.sent().filter((mail) => mail.draftId === draftId).length +
      of(mailbox.pending()) +
      of(mailbox.scheduled())
    );
  }

  async state(proposalId: string, world = this.world): Promise<ProposalState | undefined> {
    const { store, workspaceId } = world.admin;
    return (await store.proposals.current({ workspaceId, proposalId }))?.state;
  }

  async becomes(proposalId: string, state: ProposalState, world = this.world): Promise<void> {
    let seen: ProposalState | undefined;
    try {
      await until(`state ${state}`, async () => {
        seen = await this.state(proposalId, world);
        return seen === state;
      });
    } catch (error) {
      throw new Error(`the proposal is ${seen}, expected ${state}`, { cause: error });
    }
  }

  /** Opens it and approves it by key; it isn't sent. */
  async approved(item: Item): Promise<{ mail: MailPage; compose: Compose; panel: Panel }> {
    const { mail, compose } = await this.open(item);
    const panel = await mail.panel();
    await panel.press('a');
    await this.becomes(item.proposalId, 'approved');
    // The page hears it after the gate has it: a Send in between is stopped, and rightly so.
    await panel.says(/Press Send/);
    return { mail, compose, panel };
  }

  async dispatches(proposalId: string) {
    const { store, workspaceId } = this.world.admin;
    return store.dispatches.list({ workspaceId, proposalId, limit: 20 });
  }
}

/** A number without digits: those would be marked as facts that nothing supports. */
const lettersOf = (number: number): string =>
  [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

const asGmailWrites = (authored: string): string =>
  authored.replaceAll('<p>', '<div>').replaceAll('</p>', '</div>');

/** Long enough for a mail that must not leave to leave, had nothing stopped it. */
const TIME_ENOUGH_MS = 350;

/** Gives what must not happen the time to happen. The only wait that waits for nothing. */
export const timeEnough = (ms = TIME_ENOUGH_MS): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Starts a stage before this file's tests and ends it after them. Through all of them no security
 * policy of the page may have been violated, but for what `tolerated` names.
 */
export const useStage = (options: StageOptions = {}): Stage => use(new Stage(), options);

export type StageOptions = WorldOptions & {
  tolerated?: (sample: { directive: string }) => boolean;
  /** the file's tests go on in each other's tabs and close them */
  keepsTabs?: boolean;
};

/** The same for a stage of another kind. */
export function use<S extends Stage>(stage: S, options: StageOptions): S {
  const { tolerated = () => false, keepsTabs = false, ...world } = options;
  beforeAll(() => stage.start(world));
  // Each tab holds a connection to the one server, of which a browser keeps six.
  afterEach(() => (keepsTabs ? undefined : stage.closeTabs()));
  afterAll(async () => {
    try {
      expect(stage.mailbox.violations().filter((one) => !tolerated(one))).toEqual([]);
    } finally {
      await stage.close();
    }
  });
  return stage;
}

export { until };
