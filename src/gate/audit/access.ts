import type { AuditKeys, AuditStore, ChainHead } from '../dispatch/ports.ts';
import { exportLines } from './export.ts';
import { forked } from './heads.ts';

/** The audit as HTTP sees it. */
export type AuditAccess = {
  /** the export's lines, some at a time */
  lines(workspaceId: string): AsyncIterable<string>;
  /** the head that a device knows, where it is this gate's own and not in the chain; else null */
  forked(workspaceId: string, head: string): Promise<ChainHead | null>;
};

/** @param now milliseconds since the epoch */
export const auditAccess = (deps: {
  audit: AuditStore;
  keys: AuditKeys;
  now(): number;
}): AuditAccess => ({
  lines: (workspaceId) => exportLines(deps, workspaceId),
  forked: (workspaceId, jws) => forked(deps, { workspaceId, jws }),
});
