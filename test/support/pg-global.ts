import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../src/gate/store/embedded/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of this run's server. */
    pgAdminUrl: string;
    /** Address of the gate's own role on it. */
    pgAppUrl: string;
    /** Address of the role that owns the gate's databases on it. */
    pgOwnerUrl: string;
  }
}

/** One real server for the whole run, in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-pg-'));
  // As root the server runs as another user, who has to pass through.
  await chmod(folder, 0o755);
  const server = await startEmbedded(join(folder, 'data'), () => undefined);
  project.provide('pgAdminUrl', server.adminUrl);
  project.provide('pgAppUrl', server.url);
  project.provide('pgOwnerUrl', server.ownerUrl);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
