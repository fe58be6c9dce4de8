import { join } from 'node:path';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Content, RecordRef } from '../../src/core/schema/content.ts';
import type { Context, ProposalState } from '../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY, type WorkflowInput } from '../../src/core/schema/workflow.ts';
import type { LaunchedWithExtension } from '../../src/demo/browser/launch.ts';
import { until } from '../../src/demo/check/ledger.ts';
import type { CrmRecord } from '../../src/demo/crm/contract.ts';
import type { CrmServer } from '../../src/demo/crm/server.ts';
import { type CrmSite, siteOf } from '../../src/demo/crm/sites.ts';
import { openBrowser, pairAsRep } from '../../src/demo/drive/browser.ts';
import { turnOffSite, turnOnSites } from '../../src/demo/drive/sites.ts';
import { AGENTS, MANAGER } from '../../src/demo/seed/workflows.ts';
import { startWorld, type World, type WorldOptions } from '../../src/demo/world/world.ts';
import { startEmbedded } from '../../src/gate/store/embedded/index.ts';
import { sightOf } from '../support/pg-sight.ts';
import { idOn, type ObjectName } from './record-ids.ts';
import { distFolder } from './stage.ts';

const workflow = (id: string, undoSeconds: number): WorkflowInput => ({
  id,
  name: `Work on records, ${id}`,
  pattern: 'pre-approval',
  owner: MANAGER.email,
  kinds: ['sequence.enroll', 'record.update', 'lead.route', 'contact.enrich', 'call.task'],
  policy: { ...DEFAULT_POLICY, ownCompanies: ['Brightloop'], undoSeconds },
});

type More = Pick<WorldOptions, 'workflows' | 'gateSettings'>;

/** What a person sees of a record, and how a proposal names it. */
export const refOf = (site: CrmSite, { object, id, name }: CrmRecord): RecordRef => ({
  system: site.system,
  ...(site.account === undefined ? {} : { account: site.account }),
  object,
  id,
  label: name,
});

/** A world with record pages, and a paired browser in which these sites are turned on. */
export class RecordStage {
  #world: World | null = null;
  #browser: LaunchedWithExtension | null = null;
  #count = 0;
  #opening: Promise<unknown> = Promise.resolve();

  get world(): World {
    if (!this.#world) throw new Error('the world is not there yet');
    return this.#world;
  }
  get crm(): CrmServer {
    if (!this.world.crm) throw new Error('the pages are not there yet');
    return this.world.crm;
  }
  get browser(): LaunchedWithExtension {
    if (!this.#browser) throw new Error('the browser is not there yet');
    return this.#browser;
  }

  async start(systems: readonly string[], more: More = {}): Promise<void> {
    const { workflows = [], ...rest } = more;
    const all = [workflow('at-once', 0), workflow('with-undo', 60), ...workflows];
    this.#world = await startWorld({ workflows: all, crm: true, ...rest });
    this.#browser = await openBrowser(this.#world, { dist: distFolder() });
    const page = await pairAsRep(this.#browser, this.#world);
    await page.close();
    if (systems.length > 0) await this.turnOn(systems);
  }

  turnOn(systems: readonly string[]): Promise<void> {
    return turnOnSites(this.browser, systems);
  }
  turnOff(system: string): Promise<void> {
    return turnOffSite(this.browser, system);
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#world?.close();
  }

  async closeTabs(): Promise<void> {
    const { context } = this.browser;
    const tabs = context.pages().filter((page) => page.url() !== 'about:blank');
    if (tabs.length === context.pages().length) await context.newPage();
    await Promise.all(tabs.map((page) => page.close()));
  }

  /** An agent proposes this work, in the workflow that lets go at once unless another is named. */
  async propose(content: Content, workflowId = 'at-once', context?: Context): Promise<string> {
    this.#count += 1;
    const { id } = await this.world.agents.steward.propose({
      workflowId,
      externalId: `record-${this.#count}`,
      agent: AGENTS.steward[0],
      confidence: 0.9,
      reasoning: [{ text: 'The customer said so on the phone.' }],
      claims: [],
      flags: [],
      content,
      ...(context ? { context } : {}),
    });
    return id;
  }

  /** An empty tab in a window of its own: shown, whatever goes on in others. One at a time: all wait for the same event. */
  window(): Promise<Page> {
    const next = this.#opening.then(() => this.#window());
    this.#opening = next.catch(() => undefined);
    return next;
  }

  async #window(): Promise<Page> {
    const { context } = this.browser;
    const whole = context.browser();
    if (whole === null) throw new Error('this browser has no session of its own');
    const cdp = await whole.newBrowserCDPSession();
    const opened = context.waitForEvent('page');
    await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true });
    await cdp.detach();
    const page = await opened;
    await page.waitForLoadState();
    return page;
  }

  /** The rep opens a record, or without one the system's list. */
  async open(system: string, record?: CrmRecord): Promise<Page> {
    const page = await this.browser.context.newPage();
    await page.goto(this.crm.url(system, record));
    return page;
  }

  async state(proposalId: string): Promise<ProposalState | undefined> {
    const { store, workspaceId } = this.world.admin;
    return (await store.proposals.current({ workspaceId, proposalId }))?.state;
  }

  /** Every decision that the gate has: which proposal, what, and when this device made it. */
  async decisions(): Promise<{ proposalId: string; action: string; at: number }[]> {
    const server = await startEmbedded(join(this.world.dataDir, 'postgres'), () => undefined);
    const client = new Client(sightOf(server));
    try {
      await client.connect();
      const { rows } = await client.query('select proposal_id, action, decided_at from decisions');
      return rows.map((row) => ({
        proposalId: String(row.proposal_id),
        action: String(row.action),
        at: new Date(row.decided_at).getTime(),
      }));
    } finally {
      await client.end();
      await server.stop();
    }
  }

  /** Decided: whatever becomes of it later, nobody waits for it any more. */
  async decided(proposalId: string, how: 'approved' | 'rejected'): Promise<void> {
    const approved: unknown[] = ['approved', 'dispatching', 'executed', 'failed', 'unknown'];
    await until(`${proposalId} is ${how}`, async () => {
      const state = await this.state(proposalId);
      return how === 'rejected' ? state === 'rejected' : approved.includes(state);
    });
  }
}

let asked = 0;
/** Two records of one kind that no other test works on, with ids as the system has them. */
export function recordsOf(
  system: string,
  object: ObjectName = system === 'close' ? 'lead' : 'contact',
): [CrmRecord, CrmRecord] {
  const record = (name: string): CrmRecord => {
    asked += 1;
    return {
      ...{ object, id: idOn(system, object, 50_000 + asked), name },
      fields: [
        { name: 'jobtitle', label: 'Job title', value: 'Head of Sales' },
        { name: 'city', label: 'City', value: 'Rotterdam' },
      ],
    };
  };
  return [record('Nadia Farouk'), record('Oleg Petrenko')];
}

/** A change of one field, as an agent would propose it. */
export const change = (system: string, record: CrmRecord, after: string): Content => ({
  kind: 'contact.enrich',
  contact: refOf(siteOf(system), record),
  changes: [{ field: 'jobtitle', before: 'Head of Sales', after }],
});

/** Starts a stage with these sites before the file's tests, and ends it after them. */
export function useRecordStage(systems: readonly string[], more: More = {}): RecordStage {
  const stage = new RecordStage();
  beforeAll(() => stage.start(systems, more));
  afterEach(() => stage.closeTabs());
  afterAll(() => stage.close());
  return stage;
}
