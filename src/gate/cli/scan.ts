import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Store } from '../dispatch/ports.ts';
import { scanned } from '../http/handlers-scan.ts';
import { parseInventory } from '../http/inventory-csv.ts';
import { workspaceNamed } from './workspace.ts';

type Out = {
  say(line: string): void;
  withStore(work: (opened: { store: Store }) => Promise<void>): Promise<void>;
};

/** `gate scan [file]`: structural risks of the gate's own data, and of an inventory. */
export function addScanCommand(program: Command, { say, withStore }: Out): void {
  program
    .command('scan [file]')
    .description(
      'structural risks, of the gate and of an inventory (CSV: type, name, owner, approval, suppression, audience, review_hours, spend, volume, waiting, answered)',
    )
    .requiredOption('--workspace <id or name>', 'the workspace')
    .action((file: string | undefined, options: { workspace: string }) =>
      withStore(async ({ store }) => {
        const { id } = await workspaceNamed(store, options.workspace);
        const read = file === undefined ? undefined : parseInventory(await readFile(file, 'utf8'));
        const { risks, inventory, workflows } = await scanned(
          { store, now: () => Date.now() },
          id,
          read,
        );
        for (const { line, column, message } of inventory?.faults ?? [])
          say(`line ${line}, ${column || 'row'}: ${message}`);
        for (const { severity, code, line, sentence, todo } of risks)
          say(
            `${severity}  ${code}  ${line === undefined ? 'gate' : `line ${line}`}  ${sentence} ${todo}`,
          );
        const of = inventory ? ` and ${inventory.read} of ${inventory.rows} rows` : '';
        say(
          `${risks.length} ${risks.length === 1 ? 'risk' : 'risks'} in ${workflows} workflows${of}`,
        );
      }),
    );
}
