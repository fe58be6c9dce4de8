import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { type GateConfig, readConfig } from '../../../src/gate/config.ts';
import { slackSignature } from '../../../src/gate/connectors/slack/signed.ts';
import { type Gate, startGate } from '../../../src/gate/main.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { startSink } from '../connectors/sink.ts';
import { ORIGIN, type Team, type TestGate, team } from '../http/harness.ts';
import {
  buttonsOf,
  CHANNEL,
  type Message,
  type SlackServer,
  startSlack,
  TOKEN,
} from './slack-server.ts';

export const SECRET = '0123456789abcdef0123456789abcdef';
export const TEAM = 'T0TEST';
export const ANA = 'U0ANA';

export type Stage = {
  gate: TestGate;
  real: Gate;
  acme: Team;
  slack: SlackServer;
  sink: Awaited<ReturnType<typeof startSink>>;
  database: TestDatabase;
  /** everything that the gate logged */
  logged: string[];
  close(): Promise<void>;
};

/** A real gate with a database of its own, a mail server, and a Slack that it is connected to. */
export async function stage(change: Partial<GateConfig> = {}): Promise<Stage> {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'slack-test-'));
  const slack = await startSlack();
  const sink = await startSink();
  const before = createStore(database.url);
  const acme = await team(before);
  await before.close();
  const logged: string[] = [];
  const line = (facts: object, message: string) =>
    logged.push(`${JSON.stringify(facts)} ${message}`);
  const config: GateConfig = {
    ...readConfig({
      GATE_PORT: '0',
      SLACK_WORKSPACE: acme.workspaceId,
      SLACK_CHANNEL: CHANNEL,
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.url,
    }),
    dataDir,
    databaseUrl: database.url,
    smtpUrl: sink.url,
    extensionOrigins: [ORIGIN],
    trustProxy: true,
    ...change,
  };
  const real = await startGate(config, { debug: line, info: line, warn: line, error: line });
  const { url, store, keys } = real;
  const gate = {
    store,
    keys,
    databaseUrl: database.url,
    logged: [],
    stopping: new AbortController(),
    app: { request: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init) },
    deps: { config: { ...config, publicUrl: url } },
    close: async () => undefined,
  } as unknown as TestGate;
  return {
    ...{ gate, real, acme, slack, sink, database, logged },
    close: async () => {
      await real.close();
      await slack.stop();
      await sink.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A reviewer who is linked to a Slack user, as an administrator does it. */
export async function linked(
  { gate, acme }: Pick<Stage, 'gate' | 'acme'>,
  person: {
    userId?: string;
    role?: 'rep' | 'manager' | 'admin';
    email?: string;
    mailboxes?: string[];
    name?: string;
  } = {},
) {
  const { userId = ANA, role = 'rep', mailboxes = ['rep@acme.example'], name = 'Ana Rep' } = person;
  const reviewer = await gate.store.people.upsertReviewer({
    ...{ workspaceId: acme.workspaceId, id: v7(), name, role, mailboxes },
    email: person.email ?? `${randomUUID()}@acme.example`,
  });
  await gate.store.slack.link({
    ...{ workspaceId: acme.workspaceId, id: v7(), reviewerId: reviewer.id },
    ...{ teamId: TEAM, userId, by: 'cli' },
  });
  return reviewer;
}

/** Waits for the message of a proposal in the channel that is as `is` says. */
export const messageOf = (
  { slack }: Pick<Stage, 'slack'>,
  is: (message: Message) => boolean = () => true,
): Promise<Message> =>
  vi.waitFor(
    () => {
      const found = [...slack.messages.values()].find(is);
      expect(found, 'a message').toBeDefined();
      if (!found) throw new Error('no message');
      return found;
    },
    { timeout: 15_000, interval: 30 },
  );

export const holds =
  (id: string) =>
  (message: Message): boolean =>
    buttonsOf(message).some(({ value }) => value.startsWith(id));

export const valueFor = (message: Message): string => buttonsOf(message)[0]?.value ?? '';

/** The body of a press as Slack sends it: a form with one field, which is JSON. */
export function pressBody(press: {
  action: 'approve' | 'reject' | 'open' | 'alert-seen' | 'alert-actionable' | 'alert-noise';
  value: string;
  channel?: string;
  userId?: string;
  teamId?: string;
  triggerId?: string;
  user?: object;
}): string {
  const { action, value, userId = ANA, teamId = TEAM, triggerId = 'trigger.1' } = press;
  const { channel = CHANNEL } = press;
  const payload = {
    type: 'block_actions',
    api_app_id: 'A0',
    token: 'legacy',
    team: { id: teamId, domain: 'acme' },
    user: { id: userId, username: 'x', name: 'x', team_id: teamId, ...press.user },
    container: { type: 'message', message_ts: '1.1', channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: 'reviews' },
    trigger_id: triggerId,
    response_url: 'https://hooks.slack.com/actions/T0/1/x',
    actions: [
      {
        type: 'button',
        action_id: `countersign.${action}`,
        block_id: 'b',
        value,
        action_ts: randomUUID(),
      },
    ],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** The body of a dialogue that was sent. */
export function submitBody(sent: {
  callback: 'reject' | 'code';
  metadata?: string;
  values: Record<string, unknown>;
  userId?: string;
}): string {
  const { callback, metadata = '', values, userId = ANA } = sent;
  const payload = {
    type: 'view_submission',
    team: { id: TEAM, domain: 'acme' },
    user: { id: userId, username: 'x', name: 'x', team_id: TEAM },
    view: {
      id: randomUUID(),
      callback_id: `countersign.${callback}`,
      private_metadata: metadata,
      state: { values },
      hash: 'h',
    },
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

export const REASON = (code: string, note?: string) => ({
  reason: { reason: { type: 'static_select', selected_option: { value: code } } },
  note: { note: { type: 'plain_text_input', value: note ?? null } },
});

/** Sends an interaction as Slack does; `change` makes it another's. */
export async function send(
  { real, acme }: Pick<Stage, 'real' | 'acme'>,
  body: string,
  change: {
    secret?: string;
    at?: number;
    signature?: string;
    workspaceId?: string;
    sent?: string;
  } = {},
): Promise<Response> {
  const { secret = SECRET, at = Date.now(), workspaceId = acme.workspaceId, sent = body } = change;
  const timestamp = String(Math.floor(at / 1000));
  return fetch(`${real.url}/v1/slack/${workspaceId}/interactions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': change.signature ?? slackSignature(secret, { timestamp, body }),
    },
    body: sent,
  });
}

export const stateOf = async ({ gate, acme }: Pick<Stage, 'gate' | 'acme'>, id: string) =>
  (await gate.store.proposals.report({ workspaceId: acme.workspaceId, proposalId: id }))?.state;

/** Erases a person as an administrator does it, by the command line. */
export async function erase(
  { database, acme }: Pick<Stage, 'database' | 'acme'>,
  person: string,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'slack-erase-'));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('GATE_DATA', folder);
  const words: string[] = [];
  const code = await runCli(
    ['node', 'gate', 'erase', '--workspace', acme.workspaceId, '--person', person],
    () => undefined,
    (line) => words.push(line),
  );
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
  if (code !== 0) throw new Error(words.join('\n'));
}
