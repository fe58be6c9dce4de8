import { readFile } from 'node:fs/promises';
import { Command, CommanderError, Option } from 'commander';
import { v7 } from 'uuid';
import { EmailAddress } from '../../core/schema/scalars.ts';
import { WorkflowInput } from '../../core/schema/workflow.ts';
import { ConfigError, type GateConfig, readConfig } from '../config.ts';
import { putWorkflow } from '../dispatch/ownership.ts';
import { Refusal, type Store } from '../dispatch/ports.ts';
import { parseWith } from '../http/body.ts';
import { hashSecret } from '../http/identify.ts';
import { codeForm, newPairingCode } from '../http/pairing-code.ts';
import type { GateKeys } from '../keys/gate-keys.ts';
import { startGate } from '../main.ts';
import { addAgentCommands } from './agents.ts';
import { addAuditCommands } from './audit.ts';
import { addBackupCommands } from './backup.ts';
import { addBrakeCommands } from './brakes.ts';
import { addCorrectionCommands } from './corrections.ts';
import { addEraseCommands } from './erase.ts';
import { addHappenedCommands } from './happened.ts';
import { addKeyCommands } from './keys.ts';
import { addLeverCommands } from './levers.ts';
import { openKeys, openStore } from './open.ts';
import { addScanCommand } from './scan.ts';
import { addSheetCommands } from './sheet.ts';
import { addSlackCommands } from './slack-commands.ts';
import { addSuppressionCommands } from './suppressions.ts';
import { workspaceNamed } from './workspace.ts';

const PAIRING_SECONDS = 600;
type Say = (line: string) => void;
type Opened = { config: GateConfig; store: Store; keys: GateKeys };

/** Runs one command line; resolves with the exit code. Results go to stdout, all else to stderr. */
export async function runCli(
  argv: readonly string[],
  say: Say = (line) => process.stdout.write(`${line}\n`),
  complain: Say = (line) => process.stderr.write(`${line}\n`),
): Promise<number> {
  const program = new Command('gate')
    .description('Countersign: proposals in, clearances out')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => say(text.trimEnd()),
      writeErr: (text) => complain(text.trimEnd()),
    });
  addCommands(program, { say, complain });
  try {
    await program.parseAsync([...argv]);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof Refusal || error instanceof ConfigError) {
      complain(error.message);
      const faults = error instanceof Refusal ? error.errors : [];
      for (const { path, message } of faults) complain(`  ${path || '/'}: ${message}`);
      return 2;
    }
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** Opens the installation for one command and closes it again, whatever happens. */
async function withStore(complain: Say, work: (opened: Opened) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const keys = await openKeys(config);
  const { store, close } = await openStore(config, complain);
  try {
    await work({ config, store, keys });
  } finally {
    await close();
  }
}

function addCommands(program: Command, { say, complain }: { say: Say; complain: Say }): void {
  program
    .command('serve')
    .description('run the gate until SIGINT or SIGTERM')
    .action(async () => {
      const gate = await startGate(readConfig(process.env));
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      });
      await gate.close();
    });

  program
    .command('workspace')
    .command('create <name>')
    .description('make a workspace; prints its id')
    .action((name: string) =>
      withStore(complain, async ({ store }) => {
        const { id } = await store.people.createWorkspace({ id: v7(), name });
        say(id);
      }),
    );

  program
    .command('workflow')
    .command('put <file>')
    .description('create or change a workflow from a JSON file')
    .requiredOption('--workspace <id or name>', 'the workspace')
    .action((file: string, options: { workspace: string }) =>
      withStore(complain, async ({ store }) => {
        const workflow = parseWith(WorkflowInput, parseJson(await readFile(file, 'utf8'), file));
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const put = await putWorkflow({ store }, { workspaceId, workflow, by: 'cli' });
        say(`${put.id} (${put.pattern}, ${put.state})`);
      }),
    );

  program
    .command('pair')
    .description('print a pairing code for one device; it works once, for ten minutes')
    .requiredOption('--workspace <id or name>', 'the workspace')
    .requiredOption('--name <name>', 'the person')
    .requiredOption('--email <address>', 'their address')
    .addOption(new Option('--role <role>').choices(['rep', 'manager', 'admin']).default('rep'))
    .option('--mailbox <address...>', 'accounts they may send from; their address if left out')
    .action((options: PairOptions) =>
      withStore(complain, async (opened) => say(await pair(opened, options))),
    );

  const open = (work: (opened: Opened) => Promise<void>): Promise<void> =>
    withStore(complain, work);
  addAgentCommands(program, { say, withStore: open });
  addHappenedCommands(program, { say, withStore: open });
  addBrakeCommands(program, { say, withStore: open });
  addLeverCommands(program, { say, withStore: open });
  addCorrectionCommands(program, { say, complain, withStore: open });
  addEraseCommands(program, { say, withStore: open });
  addScanCommand(program, { say, withStore: open });
  addSheetCommands(program, { say });
  addSlackCommands(program, { say, withStore: open });
  addKeyCommands(program, { say, complain });
  addSuppressionCommands(program, {
    say,
    withStore: (work) => withStore(complain, work),
  });
  addBackupCommands(program, { say, complain });
  addAuditCommands(program, { say, complain });
}

type PairOptions = {
  workspace: string;
  name: string;
  email: string;
  role: 'rep' | 'manager' | 'admin';
  mailbox?: string[];
};

async function pair({ store }: Pick<Opened, 'store'>, options: PairOptions): Promise<string> {
  const email = parseWith(EmailAddress, options.email, '--email').toLowerCase();
  const mailboxes = (options.mailbox ?? [email]).map((mailbox) =>
    parseWith(EmailAddress, mailbox, '--mailbox').toLowerCase(),
  );
  const { id: workspaceId } = await workspaceNamed(store, options.workspace);
  const { name, role } = options;
  const reviewer = { workspaceId, id: v7(), name, email, role, mailboxes };
  const { id: reviewerId } = await store.people.upsertReviewer(reviewer);
  const code = newPairingCode();
  await store.people.createPairingCode({
    codeHash: hashSecret(codeForm(code)),
    workspaceId,
    reviewerId,
    ttlSeconds: PAIRING_SECONDS,
  });
  return code;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON.`);
  }
}
