import { ensureBrowser } from '../../src/demo/browser/ensure.ts';
import {
  type Launched,
  type LaunchedWithExtension,
  launchBrowser,
  launchExtension,
} from '../../src/demo/browser/launch.ts';

/** What a test says of the browser it wants; see `LaunchOptions` for each. */
export interface TestBrowser {
  profileDir?: string;
  /** Host name → port of its HTTPS server on 127.0.0.1; all other names resolve to nothing. */
  hosts?: Record<string, number>;
  headless?: boolean;
  args?: string[];
}

/** The built extension in a real browser; `hosts` are served by the test. Close it afterwards. */
export async function launchWithExtension(
  options: TestBrowser & { dist: string },
): Promise<LaunchedWithExtension> {
  return launchExtension({ hosts: {}, ...options, executablePath: await browserPath() });
}

/** The same browser without the extension. Close it afterwards. */
export async function launchPlain(options: TestBrowser = {}): Promise<Launched> {
  return launchBrowser({ hosts: {}, ...options, executablePath: await browserPath() });
}

async function browserPath(): Promise<string> {
  const { path } = await ensureBrowser((line) => console.error(line));
  return path;
}
