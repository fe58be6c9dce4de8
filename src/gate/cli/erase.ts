import type { Command } from 'commander';
import { v7 } from 'uuid';
import { EmailAddress } from '../../core/schema/scalars.ts';
import type { Store } from '../dispatch/ports.ts';
import { parseWith } from '../http/body.ts';
import { workspaceNamed } from './workspace.ts';

type Out = {
  say(line: string): void;
  withStore(work: (opened: { store: Store }) => Promise<void>): Promise<void>;
};

/** `gate erase`: one person's data, and the certificate of it as JSON. */
export function addEraseCommands(program: Command, { say, withStore }: Out): void {
  program
    .command('erase')
    .description("erase one person's data; prints a certificate. Digests and the audit log stay")
    .requiredOption('--workspace <id or name>', 'the workspace')
    .requiredOption('--person <address>', 'their mail address')
    .action((options: { workspace: string; person: string }) =>
      withStore(async ({ store }) => {
        const address = parseWith(EmailAddress, options.person, '--person');
        const { id: workspaceId } = await workspaceNamed(store, options.workspace);
        const erasure = await store.retention.erasePerson({
          workspaceId,
          id: v7(),
          address,
          requestedBy: 'cli',
        });
        say(JSON.stringify(erasure, null, 2));
        if ((erasure.counts.underWay ?? 0) > 0)
          throw new Error('Something for this person is being sent right now: run it again.');
      }),
    );
}
