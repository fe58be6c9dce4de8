import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { v7 } from 'uuid';
import { type Decision, UNMEASURED } from '../../core/schema/decision.ts';
import { DecisionsAnswer } from '../../protocol/decisions.ts';
import { ROUTES } from '../../protocol/routes.ts';
import { SheetAnswer } from '../../protocol/sheet.ts';
import { readConfig } from '../config.ts';
import { CliDevice } from './device.ts';

type Say = (line: string) => void;
type Asked = { device?: string };

/** Decisions of one request. */
const AT_ONCE = 200;

/** `gate sheet`: the queue of one person as CSV, and their decisions from it, signed by their device. */
export function addSheetCommands(program: Command, { say }: { say: Say }): void {
  const sheet = program
    .command('sheet')
    .description('review in a spreadsheet: the queue as CSV, and decisions from it');
  const device = [
    '--device <file>',
    'the key of your device; in the data folder if left out',
  ] as const;

  sheet
    .command('pair <code>')
    .description('make this command line a device of yours; the code is from: gate pair')
    .requiredOption('--gate <address>', 'the gate, such as https://gate.example.com')
    .option(...device)
    .action(async (code: string, options: Asked & { gate: string }) => {
      const path = pathOf(options);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const { person } = await CliDevice.pair({ gate: options.gate, code, path });
      say(`This is now a device of ${person}; its key is in ${path}.`);
    });

  sheet
    .command('export <file>')
    .description('write what you can decide as CSV, never over a file that is there')
    .option(...device)
    .action(async (file: string, options: Asked) => {
      const by = await CliDevice.open(pathOf(options));
      const { method, path } = ROUTES.exportQueue;
      const csv = await (await by.call({ method, path })).text();
      await writeFile(file, csv, { mode: 0o600, flag: 'wx' });
      say(`${file}: fill the columns decision (approve, reject) and, to reject, reason and note.`);
    });

  sheet
    .command('import <file>')
    .description('decide what the sheet says, row by row; each is signed by your device')
    .option(...device)
    .option('--check', 'only say what it would do')
    .action(async (file: string, options: Asked & { check?: boolean }) => {
      const by = await CliDevice.open(pathOf(options));
      const failed = await importSheet(by, {
        csv: await readFile(file, 'utf8'),
        say,
        check: options.check,
      });
      if (failed > 0) throw new Error(`${failed} rows were refused; nothing of them was changed.`);
    });
}

const pathOf = ({ device }: Asked): string =>
  device ?? join(readConfig(process.env).dataDir, 'device.json');

/** Checks, signs and sends; an answer for each row. Gives how many were refused. */
async function importSheet(
  by: CliDevice,
  { csv, say, check }: { csv: string; say: Say; check: boolean | undefined },
): Promise<number> {
  const { method, path, takes } = ROUTES.checkQueue;
  const answer = await by.call({ method, path, type: takes, body: csv });
  const { ready, refused, open } = SheetAnswer.parse(await answer.json());
  for (const { line, message } of refused) say(`line ${line}: not recorded. ${message}`);
  let failed = refused.length;
  let recorded = 0;
  for (let at = 0; at < ready.length && !check; at += AT_ONCE) {
    const rows = ready.slice(at, at + AT_ONCE);
    const decisions = await Promise.all(
      rows.map(({ decision }) => by.sign(signable(by, decision))),
    );
    const sent = await by.call({
      method: 'POST',
      path: ROUTES.decide.path,
      type: 'application/json',
      body: JSON.stringify({ decisions }),
    });
    const { answers } = DecisionsAnswer.parse(await sent.json());
    for (const [index, { line, decision }] of rows.entries()) {
      const { status, detail = '' } = answers[index] ?? { status: 'conflict' };
      if (status === 'conflict') failed += 1;
      else recorded += 1;
      const said = status === 'conflict' ? 'not recorded' : DONE[decision.action];
      say(`line ${line}: ${said}. ${detail}`.trimEnd());
    }
  }
  if (check) for (const { line, decision } of ready) say(`line ${line}: would ${decision.action}.`);
  say(
    `${check ? ready.length : recorded} ${check ? 'ready' : 'recorded'}, ${failed} refused, ${open} left open`,
  );
  return failed;
}

const DONE = { approve: 'approved', reject: 'rejected' } as const;

const signable = (
  { workspaceId }: CliDevice,
  decision: SheetAnswer['ready'][number]['decision'],
): Decision => ({
  ...{ v: 1, id: v7(), workspaceId, ...decision, channel: 'sheet' },
  attention: UNMEASURED,
  decidedAt: new Date().toISOString(),
});
