import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '../../client/client.ts';
import type { WorkflowInput } from '../../core/schema/workflow.ts';
import { type CrmServer, startCrm } from '../crm/server.ts';
import {
  type GmailOptions,
  type GmailServer,
  type MailServer,
  startGmail,
} from '../gmail/server.ts';
import { type Sink, startSink } from '../mailbox/sink.ts';
import { startViewer } from '../mailbox/viewer.ts';
import { startOutlook } from '../outlook/server.ts';
import type { SeedProposal } from '../seed/build.ts';
import { REP, WORKFLOWS } from '../seed/workflows.ts';
import { type Admin, enrol } from './enrol.ts';
import { freePort, gateHere, gateProcess, type RunningGate } from './gate.ts';
import { type Inbox, propose } from './propose.ts';

/** Everything outside the browser: gate, database, mailbox, the mail page's server. */
export type World = {
  gate: RunningGate;
  admin: Admin;
  sink: Sink;
  mailboxUrl: string;
  gmail: GmailServer;
  /** the same person's second inbox, where it was asked for */
  outlook: MailServer | null;
  /** record pages of CRMs and sequencers, where they were asked for */
  crm: CrmServer | null;
  /** the scripted agents, by what they are called */
  agents: { scribe: Client; steward: Client };
  dataDir: string;
  /** submits it through the public API, its draft first put into that mailbox where it has one */
  propose(
    seed: SeedProposal,
    host?: Inbox['host'],
  ): Promise<{ proposalId: string; draftId: string | null; threadId: string | null }>;
  /** starts the gate again, after a kill or a close */
  restartGate(): Promise<void>;
  close(): Promise<void>;
};

export type WorldOptions = {
  /** a gate in a process of its own, so that it can be killed */
  separateGate?: boolean;
  databaseUrl?: string;
  /** the name of its one workspace */
  workspace?: string;
  workflows?: readonly WorkflowInput[];
  gmail?: Partial<GmailOptions>;
  /** starts an Outlook, too */
  outlook?: Partial<GmailOptions>;
  /** starts the record pages, too */
  crm?: boolean;
  /** further variables of the gate */
  gateSettings?: Readonly<Record<string, string>>;
};

/** Starts a throw-away world on this machine; `close` removes it. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const {
    separateGate = false,
    databaseUrl,
    workspace = 'Brightloop',
    workflows = WORKFLOWS,
  } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'countersign-'));
  // As root the database runs as another user, who has to pass through; else its files would lie
  // elsewhere and outlive this folder. Every secret in it is 0600.
  await chmod(dataDir, 0o711);
  const sink = await startSink();
  const viewer = await startViewer(sink);
  const gmail = await startGmail({ account: REP.email, accountName: REP.name, ...options.gmail });
  const outlook = options.outlook
    ? await startOutlook({ account: REP.email, accountName: REP.name, ...options.outlook })
    : null;
  const crm = options.crm ? await startCrm() : null;
  const environment = {
    dataDir,
    port: await freePort(),
    smtpUrl: sink.url,
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(options.gateSettings ? { settings: options.gateSettings } : {}),
  };
  const start = () => (separateGate ? gateProcess(environment) : gateHere(environment));
  let gate = await start();
  const admin = await enrol({
    dataDir,
    ...(databaseUrl ? { databaseUrl } : {}),
    workspace,
    workflows,
  });
  const client = async (name: string) =>
    createClient({ url: gate.url, key: await admin.agentKey(name) });
  const agents = { scribe: await client('Scribe'), steward: await client('Steward') };
  return {
    get gate() {
      return gate;
    },
    admin,
    sink,
    mailboxUrl: viewer.url,
    gmail,
    outlook,
    crm,
    agents,
    dataDir,
    async propose(seed, host = 'gmail') {
      const mailbox = host === 'gmail' ? gmail : outlook;
      if (!mailbox) throw new Error('this world was started without an Outlook');
      return propose({ seed, inbox: { host, mailbox }, agents });
    },
    async restartGate() {
      await gate.close().catch(() => undefined);
      gate = await start();
    },
    async close() {
      await gate.close();
      await admin.close();
      await viewer.close();
      await sink.close();
      await gmail.close();
      await outlook?.close();
      await crm?.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
