import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, findBrowser } from './find.ts';
import { BY_HAND, install, meansHere, waysToInstall } from './install.ts';

/**
 * A browser that can load the extension: one that is here, else installed now (it may take
 * minutes and shows its progress).
 * @throws one sentence that says what to do by hand.
 */
export async function ensureBrowser(log: (line: string) => void): Promise<Browser> {
  const first = await findBrowser();
  if (first.browser !== null) return first.browser;
  for (const why of first.skipped) log(`Not used: ${why}.`);
  for (const way of waysToInstall(await meansHere())) {
    log(
      way === 'debian' ? "Installing Debian's chromium …" : "Downloading Playwright's Chromium …",
    );
    if (!(await install(way))) continue;
    const again = await findBrowser();
    if (again.browser !== null) return again.browser;
  }
  throw new Error(
    `No browser here can load the extension, and none could be installed. ${BY_HAND}`,
  );
}

if (
  process.argv[1] !== undefined &&
  realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
) {
  try {
    const { path, version } = await ensureBrowser((line) => console.error(line));
    console.error(`Browser: ${version} (${path})`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
