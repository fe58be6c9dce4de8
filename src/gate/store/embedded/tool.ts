import { spawn } from 'node:child_process';
import type { Owner } from './owner.ts';

/** What a finished tool said; `code` is -1 where it couldn't be spawned. */
export interface ToolResult {
  code: number;
  /** Both streams, in the order they came. */
  output: string;
}

/** Runs one of PostgreSQL's tools as `owner`; never throws, so one bad spawn can't end Node. */
export function runTool(
  path: string,
  args: string[],
  { owner, cwd }: { owner: Owner | null; cwd: string },
): Promise<ToolResult> {
  return new Promise((resolve) => {
    let output = '';
    try {
      const child = spawn(path, args, {
        cwd: process.platform === 'win32' && cwd === '/' ? undefined : cwd,
        env: cleanEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
        ...(owner === null ? {} : { uid: owner.uid, gid: owner.gid }),
      });
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
      child.stderr.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
      child.on('error', (error) => resolve({ code: -1, output: `${output}${error.message}` }));
      child.on('close', (code) => resolve({ code: code ?? -1, output }));
    } catch (error) {
      resolve({ code: -1, output: error instanceof Error ? error.message : String(error) });
    }
  });
}

/** Without PGDATA, PGPORT and the like, which would silently win; messages in English, to be read. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && !name.startsWith('LC_') && name !== 'LANGUAGE',
  );
  return { ...Object.fromEntries(kept), LANG: 'C', LC_ALL: 'C' };
}
