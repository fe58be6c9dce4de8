import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { CorrectionFormat } from '../../core/corrections/formats.ts';
import { CorrectionsQuery } from '../../protocol/corrections.ts';
import { correctionLines } from '../dispatch/corrections.ts';
import type { Store } from '../dispatch/ports.ts';
import { parseWith } from '../http/body.ts';
import { workspaceNamed } from './workspace.ts';

type Out = {
  say(line: string): void;
  complain(line: string): void;
  withStore(work: (opened: { store: Store }) => Promise<void>): Promise<void>;
};
type Asked = {
  workspace: string;
  format: CorrectionFormat;
  names: 'pseudonyms' | 'kept';
  workflow?: string;
  agent?: string;
  modelVersion?: string;
  reason?: string;
  since?: string;
  until?: string;
};

/** What a file holds, for whoever passes it on. */
const HOLDS = {
  pseudonyms:
    'People, companies, addresses and links that the data names have words in their place; a name that stands in a text alone may remain.',
  kept: 'It holds personal data: names and addresses are as they were.',
};

/** `gate corrections export`: what people changed, to train on. */
export function addCorrectionCommands(program: Command, { say, complain, withStore }: Out): void {
  program
    .command('corrections')
    .description('what people corrected')
    .command('export <file>')
    .description('write corrections as JSON Lines, never over a file that is there')
    .requiredOption('--workspace <id or name>', 'the workspace')
    .addOption(
      new Option('--format <format>', 'whose training reads it; full is our own, with reasons')
        .choices(CorrectionFormat.options)
        .default('full'),
    )
    .addOption(
      new Option('--names <names>', 'kept: people and addresses as they are')
        .choices(['pseudonyms', 'kept'])
        .default('pseudonyms'),
    )
    .option('--workflow <id>', 'only of this workflow')
    .option('--agent <id>', 'only of this agent')
    .option('--model-version <version>', 'only of this version of a model')
    .option('--reason <code>', 'only for this reason')
    .option('--since <time>', 'decided at or after, RFC 3339 in UTC')
    .option('--until <time>', 'decided before')
    .action((file: string, { workspace, workflow, agent, ...rest }: Asked) =>
      withStore(async ({ store }) => {
        const { format, names } = rest;
        const {
          format: _f,
          names: _n,
          ...narrowed
        } = parseWith(CorrectionsQuery, {
          ...rest,
          ...(workflow === undefined ? {} : { workflowId: workflow }),
          ...(agent === undefined ? {} : { agentId: agent }),
        });
        const { id: workspaceId } = await workspaceNamed(store, workspace);
        const filter = { workspaceId, ...narrowed };
        const counted = { lines: 0 };
        await writeNew(
          file,
          counting(correctionLines({ store }, { by: 'cli', format, names, filter }), counted),
        );
        say(`${counted.lines} lines in ${file}`);
        complain(HOLDS[names]);
      }),
    );
}

async function* counting(
  pieces: AsyncIterable<string>,
  counted: { lines: number },
): AsyncGenerator<string> {
  for await (const piece of pieces) {
    counted.lines += piece.split('\n').length - 1;
    yield piece;
  }
}

/** Half a file helps nobody; one that was there before stays. */
async function writeNew(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  let mine = false;
  file.once('open', () => {
    mine = true;
  });
  try {
    await pipeline(Readable.from(pieces, { objectMode: false }), file);
  } catch (error) {
    if (mine) await rm(path, { force: true });
    throw error;
  }
}
