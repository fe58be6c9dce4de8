import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One thing `npm run check` asks. */
export interface Question {
  name: string;
  args: string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Arguments for Node that run dependency-cruiser over `src` of the working folder. */
export function allowListArgs(output: 'err-long' | 'json'): string[] {
  return [
    ...['--import', new URL('./allow-list/register.mjs', import.meta.url).href],
    `${root}node_modules/dependency-cruiser/bin/dependency-cruise.mjs`,
    ...['--config', `${root}.dependency-cruiser.cjs`, '--output-type', output, 'src'],
  ];
}

function questions(): Question[] {
  const zones = readdirSync(`${root}src`)
    .map((zone) => `src/${zone}`)
    .filter((zone) => existsSync(`${root}${zone}/tsconfig.json`));
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  return [
    {
      name: 'format and lint',
      args: [`${root}node_modules/@biomejs/biome/bin/biome`, 'check', '.'],
    },
    { name: 'who imports whom', args: allowListArgs('err-long') },
    { name: 'length of files', args: ['--import', 'tsx', `${root}test/support/file-length.ts`] },
    ...['.', ...zones].map((zone) => ({ name: `types of ${zone}`, args: [tsc, '-p', zone] })),
  ];
}

function ask({ name, args }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (code) => {
      console.log(code === 0 ? `ok: ${name}` : `NOT ok: ${name}\n${said}`);
      resolve(code === 0);
    });
  });
}

/** Asks all of them, two at a time, and says every failure, not only the first. */
async function main(): Promise<void> {
  const open = questions();
  let good = true;
  const worker = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      if (!(await ask(next))) good = false;
    }
  };
  await Promise.all([worker(), worker()]);
  process.exitCode = good ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
