import { type Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../config.ts';
import { parseKeySet, rotateKeyFile } from '../keys/key-file.ts';
import { OVERLAP_SECONDS, rotated } from '../keys/key-set.ts';
import { keyFilePath } from './open.ts';

type Say = (line: string) => void;
type Options = { overlap: number; dropOld?: boolean };

/** `gate keys rotate`. The keys are no part of the database: rotating needs none. */
export function addKeyCommands(program: Command, out: { say: Say; complain: Say }): void {
  program
    .command('keys')
    .command('rotate')
    .description(
      'publish a new signing key now and sign with it after the overlap; old ones verify on',
    )
    .option('--overlap <seconds>', 'from publishing to signing', seconds, OVERLAP_SECONDS)
    .option('--drop-old', 'a key was stolen: sign with the new one at once, refuse all others')
    .action((options: Options) => rotate(options, out));
}

async function rotate(options: Options, out: { say: Say; complain: Say }): Promise<void> {
  const config = readConfig(process.env);
  const { overlap, dropOld = false } = options;
  const when = dropOld ? 'at once' : `in ${overlap} s`;
  if (config.signingKeys !== null) {
    const old = parseKeySet(config.signingKeys, 'GATE_SIGNING_KEYS');
    out.say(JSON.stringify(await rotated(old, { overlap, dropOld })));
    out.complain(
      `Put this into GATE_SIGNING_KEYS of every gate and restart them one after another; the new key signs ${when}.`,
    );
    return;
  }
  const { keys } = await rotateKeyFile(keyFilePath(config), { overlap, dropOld });
  out.say(`${keys.length} keys; running gates sign with the new one ${when}`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 86_400)
    throw new InvalidArgumentError('Give whole seconds, 0 to 86400.');
  return value;
}
