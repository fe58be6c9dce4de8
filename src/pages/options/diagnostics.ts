import { HOSTS } from '../../core/hosts/catalogue.ts';
import type { Ask } from '../../messages/page-ask.ts';
import type { Device } from './device.ts';

/** The browser's name and version, which is all that counts of its long name. */
export const browserOf = (userAgent: string): string =>
  // All of Chromium's kin say Chrome too, and first.
  (/(?:Edg|OPR|Vivaldi|Firefox)\/\d+/.exec(userAgent) ?? /Chrome\/\d+/.exec(userAgent))?.[0] ??
  'unknown';

/**
 * A file to send along. The worker's part has no member that could hold what anybody wrote
 * (`messages/diagnostics.ts`); of the pages' health, names and counts that we made ourselves.
 */
export async function diagnosticsText(ask: Ask, device: Device): Promise<string> {
  const [worker, health] = await Promise.all([
    ask('diagnostics', {}),
    ask('health', {}).catch(() => ({ pages: [] })),
  ]);
  const pages = health.pages.map(({ host, capabilities }) => ({
    host: HOSTS.some(({ name }) => name === host) ? host : 'custom',
    capabilities: capabilities.flatMap(({ name, hits, misses }) =>
      /^[a-z.-]{1,60}$/.test(name) ? [{ name, hits, misses }] : [],
    ),
  }));
  return JSON.stringify(
    {
      extension: device.version,
      browser: browserOf(navigator.userAgent),
      at: new Date().toISOString(),
      ...worker,
      pages,
    },
    null,
    2,
  );
}
