import { ExportLine } from '../audit.ts';
import type { Route } from './route.ts';

/** What auditors take with them. */
export const auditRoutes = {
  exportAudit: {
    method: 'GET',
    path: '/v1/export',
    who: ['manager'],
    summary: 'The audit chain with its proofs, as JSON Lines; check it with `gate audit verify`',
    answer: ExportLine,
    lines: 'application/jsonl',
    status: 200,
  },
} as const satisfies Record<string, Route>;
