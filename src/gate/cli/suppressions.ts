import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { v7 } from 'uuid';
import type { GateConfig } from '../config.ts';
import { imapSentMail } from '../connectors/sent-mail/imap.ts';
import { importSuppressions } from '../dispatch/conduct.ts';
import type { Store } from '../dispatch/ports.ts';
import { reconcile } from '../dispatch/reconcile.ts';
import { exported } from '../http/handlers-conduct.ts';
import { parseSuppressions } from '../http/suppressions-csv.ts';
import { workspaceNamed } from './workspace.ts';

type Opened = { store: Store; config: GateConfig };
type Out = {
  say(line: string): void;
  withStore(work: (opened: Opened) => Promise<void>): Promise<void>;
};

/** `gate suppressions import`, `… export` and `gate reconcile`. */
export function addSuppressionCommands(program: Command, { say, withStore }: Out): void {
  const list = program.command('suppressions').description('the suppression list of a workspace');

  list
    .command('import <file>')
    .description('add the rows of a CSV: scope, value, reason, source, note, since, until')
    .requiredOption('--workspace <id or name>', 'the workspace')
    .option('--partial', 'import the good rows although others are bad')
    .action((file: string, options: { workspace: string; partial?: boolean }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const done = await importSuppressions(
          { store, newId: () => v7() },
          {
            workspaceId,
            ...parseSuppressions(await readFile(file, 'utf8')),
            partial: options.partial === true,
            by: 'cli',
          },
        );
        for (const { line, field, message } of done.refused)
          say(`line ${line}, ${field || 'row'}: ${message}`);
        say(
          `${done.added} added, ${done.known} known, ${done.refused.length} refused, ${done.withdrawn} proposals withdrawn`,
        );
      }),
    );

  list
    .command('export [file]')
    .description('the whole list as CSV, into a file or to standard output')
    .requiredOption('--workspace <id or name>', 'the workspace')
    .action((file: string | undefined, options: { workspace: string }) =>
      withStore(async ({ store }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const csv = await exported({ store }, workspaceId);
        if (file === undefined) say(csv.trimEnd());
        else await writeFile(file, csv, { mode: 0o600 });
      }),
    );

  program
    .command('reconcile')
    .description('look through sent mail (SENT_MAIL_URL) for mail that no clearance let out')
    .requiredOption('--workspace <id or name>', 'the workspace')
    .option('--since <time>', 'look back to here instead of to the last time, such as 2026-11-01')
    .action((options: { workspace: string; since?: string }) =>
      withStore(async ({ store, config }) => {
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        if (config.sentMail.urls.length === 0)
          throw new Error('SENT_MAIL_URL is not set: imaps://user:password@host, commas between.');
        const since = options.since === undefined ? undefined : new Date(options.since);
        if (since && Number.isNaN(since.getTime())) throw new Error('--since is not a time.');
        for (const url of config.sentMail.urls) {
          const done = await reconcile(
            { store, now: () => Date.now() },
            { workspaceId, mail: imapSentMail(url), ...(since ? { since } : {}) },
          );
          say(
            `${done.mailbox}: ${done.looked} new messages, ${done.cleared} cleared, ${done.incidents.length} incidents`,
          );
          for (const { kind, happenedAt, recipients, messageId } of done.incidents)
            say(`  ${kind} ${happenedAt} to ${recipients.join(', ')} ${messageId ?? ''}`.trimEnd());
        }
      }),
    );
}
