import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether Chromium's own sandbox can be used here. It refuses root, and a plain user needs either
 * user namespaces (often shut in containers) or the system's helper program: found out by trying.
 */
export async function sandboxWorks(executablePath: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  if (process.getuid?.() === 0) return false;
  const profile = await mkdtemp(join(tmpdir(), 'countersign-probe-'));
  try {
    return await new Promise<boolean>((resolve) => {
      const args = ['--headless=new', `--user-data-dir=${profile}`, '--no-first-run', '--dump-dom'];
      execFile(
        executablePath,
        [...args, 'about:blank'],
        { timeout: 60_000 },
        (error, stdout, stderr) => {
          // A failure of another kind is not the sandbox's: let the launch itself say it.
          resolve(stdout.includes('<html') || (error !== null && !/sandbox/i.test(stderr)));
        },
      );
    });
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
