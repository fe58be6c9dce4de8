import type { SyncAudit } from '../../protocol/audit.ts';
import type { ReviewerIdentity } from '../dispatch/ports.ts';
import type { Handlers } from './call.ts';
import type { HttpDeps } from './context.ts';

/** What auditors take with them. */
export const auditHandlers = (deps: HttpDeps): Pick<Handlers, 'exportAudit'> => ({
  exportAudit: async ({ caller }) => deps.audit.lines(caller.reviewer.workspaceId),
});

/**
 * The newest signed head, for a device to keep; undefined before the first. The last head that the
 * device knows is looked for in the chain: one that this gate signed and that isn't there is a fork,
 * which is recorded and logged once.
 */
export async function auditOf(
  deps: Pick<HttpDeps, 'store' | 'log' | 'audit'>,
  identity: ReviewerIdentity,
  known: string | undefined,
): Promise<SyncAudit | undefined> {
  const { audit } = deps.store;
  const { workspaceId, deviceId } = identity;
  const newest = await audit.checkpoint(workspaceId);
  const lost =
    known === undefined || known === newest?.jws
      ? null
      : await deps.audit.forked(workspaceId, known);
  if (lost && (await audit.recordFork({ workspaceId, deviceId, ...lost })))
    deps.log.error(
      { workspaceId, deviceId, seq: lost.seq },
      'fork: a device holds a signed head that the audit chain does not have',
    );
  return newest ? { head: newest.jws, ...(lost ? { forked: true } : {}) } : undefined;
}
