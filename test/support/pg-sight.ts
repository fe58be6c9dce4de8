import type { Embedded } from '../../src/gate/store/embedded/index.ts';

/** Address of the superuser on the gate's database: sees all workspaces' rows, for a test's own looks. */
export function sightOf(server: Pick<Embedded, 'url' | 'adminUrl'>): string {
  const url = new URL(server.adminUrl);
  url.pathname = new URL(server.url).pathname;
  return url.href;
}
