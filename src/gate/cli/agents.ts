import { type Command, InvalidArgumentError, Option } from 'commander';
import { v7 } from 'uuid';
import { AgentScope, OVERLAP_SECONDS } from '../../protocol/agents.ts';
import { webhookSecret } from '../connectors/webhook/index.ts';
import type { Store } from '../dispatch/ports.ts';
import { newAgentKey } from '../http/handlers-admin.ts';
import { hashSecret } from '../http/identify.ts';
import type { GateKeys } from '../keys/gate-keys.ts';
import { workspaceNamed } from './workspace.ts';

type Out = {
  say(line: string): void;
  withStore(work: (opened: { store: Store; keys: GateKeys }) => Promise<void>): Promise<void>;
};
type Limits = {
  scope?: AgentScope[];
  workflow?: string[];
  perSecond?: number;
  burst?: number;
};

const limited = (command: Command): Command =>
  command
    .addOption(
      new Option('--scope <scope...>', 'what it may do; all if left out').choices(
        AgentScope.options,
      ),
    )
    .option('--workflow <id...>', 'where; everywhere if left out')
    .option('--per-second <n>', 'requests a second, of one gate process', above(0))
    .option('--burst <n>', 'requests at once', above(0));

const limitsOf = ({ scope: scopes, workflow: workflows, perSecond, burst }: Limits) => ({
  scopes,
  workflows,
  perSecond,
  burst,
});

/** `gate agent-key`: make an agent, and list, rotate and revoke keys. */
export function addAgentCommands(program: Command, { say, withStore }: Out): void {
  const workspace = ['--workspace <id or name>', 'the workspace'] as const;
  const group = limited(
    program
      .command('agent-key')
      .description(
        'make an agent; prints its API key, once, and the secret that webhooks are signed with',
      )
      .option(...workspace)
      .option('--name <name>', 'what people call the agent'),
  ).action((options: Limits & { workspace?: string; name?: string }) =>
    withStore(async ({ store, keys }) => {
      const { id: workspaceId } = await workspaceNamed(store, needed(options, 'workspace'));
      const [id, key] = [v7(), newAgentKey()];
      await store.agents.create({
        workspaceId,
        id,
        name: needed(options, 'name'),
        keyHash: hashSecret(key),
        limits: limitsOf(options),
        by: 'cli',
      });
      say(`agent           ${id}`);
      say(`api key         ${key}`);
      say(`webhook secret  ${webhookSecret(keys.webhookMaster(), workspaceId)}`);
    }),
  );

  group
    .command('list')
    .description('agents and their keys, with last use')
    .action(() =>
      withStore(async ({ store }) => {
        const { id } = await workspaceNamed(store, needed(group.opts(), 'workspace'));
        for (const agent of await store.agents.list(id)) {
          say(`${agent.id}  ${agent.name}${agent.revokedAt ? '  revoked' : ''}`);
          for (const key of agent.keys) say(`  ${key.id}  ${stateOf(key)}`);
        }
      }),
    );

  group
    .command('rotate <agent>')
    .description("print a new key; the agent's others end after the overlap")
    .option('--overlap <seconds>', 'how long both are good', above(-1), OVERLAP_SECONDS)
    .action((agentId: string, options: { overlap: number }) =>
      withStore(async ({ store }) => {
        const all: Limits & { workspace?: string } = group.opts();
        const { id: workspaceId } = await workspaceNamed(store, needed(all, 'workspace'));
        const [keyId, key] = [v7(), newAgentKey()];
        const done = await store.agents.rotate({
          workspaceId,
          agentId,
          keyId,
          keyHash: hashSecret(key),
          overlapSeconds: options.overlap,
          limits: limitsOf(all),
          by: 'cli',
        });
        if (!done) throw new Error('There is no such agent, or it is revoked.');
        say(`api key         ${key}`);
      }),
    );

  group
    .command('revoke <key>')
    .description('revoke one key, or with --agent an agent and all its keys; at once')
    .option('--agent', 'the id is the agent’s')
    .action((id: string, options: { agent?: boolean }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, needed(group.opts(), 'workspace'));
        const done = options.agent
          ? await store.agents.revokeAgent({ workspaceId, agentId: id, by: 'cli' })
          : await store.agents.revokeKey({ workspaceId, keyId: id, by: 'cli' });
        if (!done) throw new Error('There is nothing of that id to revoke.');
        say('revoked');
      }),
    );
}

function stateOf(key: {
  scopes: string[];
  workflows?: string[] | undefined;
  expiresAt?: string | undefined;
  revokedAt?: string | undefined;
  lastUsedAt?: string | undefined;
}): string {
  const where = key.workflows ? ` in ${key.workflows.join(', ')}` : '';
  const until = key.revokedAt
    ? `, revoked ${key.revokedAt}`
    : key.expiresAt
      ? `, until ${key.expiresAt}`
      : '';
  return `${key.scopes.join(', ')}${where}, last used ${key.lastUsedAt ?? 'never'}${until}`;
}

// The group makes an agent by itself, so its options can't be required of its subcommands.
function needed<K extends string>(options: { [key in K]?: string }, name: K): string {
  const value = options[name];
  if (value === undefined) throw new Error(`error: required option '--${name}' not specified`);
  return value;
}

const above =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value <= least)
      throw new InvalidArgumentError(`Give a number above ${least}.`);
    return value;
  };
