import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { restoreBackup } from '../store/backup/read.ts';
import { writeBackup } from '../store/backup/write.ts';
import { openStore } from './open.ts';

type Say = (line: string) => void;

/** `gate migrate`, `gate backup` and `gate restore`, for the embedded server and for one's own. */
export function addBackupCommands(program: Command, out: { say: Say; complain: Say }): void {
  const withDatabase = async (work: (url: string) => Promise<void>): Promise<void> => {
    const { ownerUrl, close } = await openStore(readConfig(process.env), out.complain);
    try {
      await work(ownerUrl);
    } finally {
      await close();
    }
  };

  program
    .command('migrate')
    .description(
      "bring the database to this version's schema, as DATABASE_OWNER_URL's role; other commands do it, too",
    )
    .action(() => withDatabase(async () => out.say('the database is of this version')));

  program
    .command('backup')
    .description(
      'write the whole database to one file, while the gate runs; signing keys are not in it',
    )
    .requiredOption('--out <file>', 'where to; never over a file that is there')
    .action(({ out: path }: { out: string }) =>
      withDatabase(async (url) => {
        const { rows, workspaces } = await writeBackup(url, path);
        out.say(`${path}: ${rows} rows of ${workspaces} workspaces`);
        out.complain(
          'The signing keys are not in it: keep a copy of the key file or of GATE_SIGNING_KEYS elsewhere.',
        );
      }),
    );

  program
    .command('restore <file>')
    .description('load a backup into an empty database; workflows are paused until you resume them')
    .action((path: string) =>
      withDatabase(async (url) => {
        const { at, rows, unknown, refused } = await restoreBackup(url, path);
        out.say(`${rows} rows, as of ${at}`);
        out.say(
          `${unknown} dispatches were under way, ${refused} waited: they may have left since`,
        );
        out.complain(
          'Every workflow is paused. Put the signing keys back, look at what went out since, resume. ' +
            'Who was erased after the backup has to be erased again.',
        );
      }),
    );
}
