import type { SignedReport } from '../../protocol/report.ts';
import type { AuditKeys, ChainHead, Period, Store } from '../dispatch/ports.ts';
import { exportLines } from './export.ts';
import { forked } from './heads.ts';
import { makeReport } from './report.ts';

/** The audit as HTTP sees it. */
export type AuditAccess = {
  /** the export's lines, some at a time */
  lines(workspaceId: string): AsyncIterable<string>;
  /** the head that a device knows, where it is this gate's own and not in the chain; else null */
  forked(workspaceId: string, head: string): Promise<ChainHead | null>;
  /** a signed report of a period; null for no such workspace */
  report(asked: Period & { retentionDays: number | null }): Promise<SignedReport | null>;
};

/** @param now milliseconds since the epoch */
export const auditAccess = (deps: {
  store: Pick<Store, 'audit' | 'reports'>;
  keys: AuditKeys;
  now(): number;
}): AuditAccess => {
  const chain = { audit: deps.store.audit, keys: deps.keys, now: deps.now };
  return {
    lines: (workspaceId) => exportLines(chain, workspaceId),
    forked: (workspaceId, jws) => forked(chain, { workspaceId, jws }),
    report: (asked) => makeReport(deps, asked),
  };
};
