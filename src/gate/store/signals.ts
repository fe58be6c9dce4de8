import type { SignalStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';

/** Telemetry, idempotent by the source's id. */
export function signalStore(db: Db): SignalStore {
  return {
    add: ({ workspaceId, signals, source }) =>
      db.tx({ workspaceId, actor: source }, async (q) => {
        const rows = await q(
          `insert into signals (workspace_id, id, type, proposal_id, at, detail, source)
           select $1, s.id, s.type, s.proposal_id, s.at, s.detail, $2
           from unnest($3::text[], $4::text[], $5::uuid[], $6::timestamptz[], $7::text[])
             as s (id, type, proposal_id, at, detail)
           on conflict (workspace_id, id) do nothing returning id`,
          [
            workspaceId,
            source,
            signals.map((signal) => signal.id),
            signals.map((signal) => signal.type),
            signals.map((signal) => signal.proposalId ?? null),
            signals.map((signal) => signal.at),
            signals.map((signal) => signal.detail ?? null),
          ],
        );
        return rows.length;
      }),
  };
}
