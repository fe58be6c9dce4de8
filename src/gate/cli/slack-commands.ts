import { type Command, InvalidArgumentError } from 'commander';
import { v7 } from 'uuid';
import type { GateConfig } from '../config.ts';
import { slackApi } from '../connectors/slack/api.ts';
import type { Store } from '../dispatch/ports.ts';
import { hashSecret } from '../http/identify.ts';
import { codeForm, newPairingCode } from '../http/pairing-code.ts';
import { slackWorkspaces } from './slack-settings.ts';
import { workspaceNamed } from './workspace.ts';

type Opened = { store: Store; config: GateConfig };
type Out = {
  say(line: string): void;
  withStore(work: (opened: Opened) => Promise<void>): Promise<void>;
};
type Person = { workspace: string; email: string };

const CODE_SECONDS = 600;

/** `gate slack`: who is who in Slack, and whether it is connected. */
export function addSlackCommands(program: Command, { say, withStore }: Out): void {
  const slack = program.command('slack').description('Slack as a second channel for reviewers');
  const workspace = ['--workspace <id or name>', 'the workspace'] as const;
  const email = ['--email <address>', 'the reviewer, paired or not'] as const;

  slack
    .command('invite')
    .description('print a code for one reviewer to enter in Slack; it works once, for ten minutes')
    .requiredOption(...workspace)
    .requiredOption(...email)
    .action((options: Person) =>
      withStore(async ({ store }) => {
        const { workspaceId, reviewerId } = await reviewer(store, options);
        const code = newPairingCode();
        const codeHash = hashSecret(codeForm(code));
        const ttlSeconds = CODE_SECONDS;
        await store.slack.putCode({ workspaceId, reviewerId, codeHash, ttlSeconds });
        say(code);
      }),
    );

  slack
    .command('link')
    .description('say whose a Slack user is, by Slack’s own ids')
    .requiredOption(...workspace)
    .requiredOption(...email)
    .requiredOption('--team <id>', 'of the Slack workspace, T…', slackId)
    .requiredOption('--user <id>', 'of the member, U… or W…', slackId)
    .action((options: Person & { team: string; user: string }) =>
      withStore(async ({ store }) => {
        const { team: teamId, user: userId } = options;
        const person = await reviewer(store, options);
        await store.slack.link({ ...person, id: v7(), teamId, userId, by: 'cli' });
        say(`${userId} of ${teamId} is ${options.email}`);
      }),
    );

  slack
    .command('unlink')
    .description('end every link of a reviewer to Slack, at once')
    .requiredOption(...workspace)
    .requiredOption(...email)
    .action((options: Person) =>
      withStore(async ({ store }) => {
        const person = await reviewer(store, options);
        say(`${await store.slack.unlink({ ...person, by: 'cli' })} ended`);
      }),
    );

  slack
    .command('accounts')
    .description('who is linked: reviewer, Slack workspace and member, since, ended')
    .requiredOption(...workspace)
    .action((options: { workspace: string }) =>
      withStore(async ({ store }) => {
        const { id } = await workspaceNamed(store, options.workspace);
        for (const row of await store.slack.accounts(id))
          say(
            [
              ...[row.reviewer.email, row.teamId, row.userId, row.linkedAt],
              ...(row.revokedAt === undefined ? [] : [`ended ${row.revokedAt}`]),
            ].join('  '),
          );
      }),
    );

  slack
    .command('check')
    .description('ask Slack whether the tokens are good; posts nothing')
    .action(() =>
      withStore(async ({ store, config }) => {
        const all = await slackWorkspaces(config.slack);
        if (all.length === 0)
          throw new Error(
            'Slack is not connected: set SLACK_WORKSPACE and the others, or SLACK_FILE.',
          );
        for (const each of all) {
          const { id, name } = await workspaceNamed(store, each.workspace);
          const api = slackApi({ token: each.botToken, baseUrl: config.slack.apiUrl });
          const { team_id: team } = await api.call('auth.test', {});
          say(`${name}: Slack workspace ${team ?? 'unknown'}, channel ${each.channel}`);
          say(`  interactivity URL: ${config.publicUrl}/v1/slack/${id}/interactions`);
        }
      }),
    );
}

async function reviewer(
  store: Store,
  { workspace, email }: Person,
): Promise<{ workspaceId: string; reviewerId: string }> {
  const { id: workspaceId } = await workspaceNamed(store, workspace);
  const found = await store.people.reviewerByEmail({ workspaceId, email });
  if (!found)
    throw new Error(
      `There is no reviewer ${email} here; make them with: gate pair --email ${email}`,
    );
  return { workspaceId, reviewerId: found.id };
}

function slackId(text: string): string {
  if (/^[A-Z0-9]{3,40}$/.test(text)) return text;
  throw new InvalidArgumentError('It is an id as Slack prints it, such as U024BE7LH.');
}
