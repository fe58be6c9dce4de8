import type { DeliveryStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { iso, present } from './rows.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The log of what was told to callbacks. */
export function deliveryStore(db: Db): DeliveryStore {
  return {
    async record({ job, attempt, startedAt, status, error, nextTryAt, delivered }) {
      const { workspaceId, id, type, url, data } = job;
      await db.tx({ workspaceId, actor: 'gate:webhook' }, (q) =>
        q(
          // Two processes may have had the job: the first to end is the attempt's row.
          `insert into webhook_deliveries
             (workspace_id, webhook_id, attempt, type, origin, proposal_id, started_at, status,
              error, next_try_at, delivered)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
          [
            workspaceId,
            id,
            attempt,
            type,
            originOf(url),
            proposalOf(data),
            startedAt,
            status,
            error?.slice(0, 500) ?? null,
            nextTryAt,
            delivered,
          ],
        ),
      );
    },
    async list({ workspaceId, proposalId, limit }) {
      const rows = await db.in(workspaceId)<{
        webhook_id: string;
        attempt: number;
        type: string;
        origin: string;
        proposal_id: string | null;
        started_at: Date;
        ended_at: Date;
        status: number | null;
        error: string | null;
        next_try_at: Date | null;
        delivered: boolean;
      }>(
        `select webhook_id, attempt, type, origin, proposal_id, started_at, ended_at, status, error,
           next_try_at, delivered
         from webhook_deliveries
         where workspace_id = $1 and ($2::uuid is null or proposal_id = $2)
         order by ended_at desc limit $3`,
        [workspaceId, proposalId ?? null, limit],
      );
      return rows.map((row) => ({
        webhookId: row.webhook_id,
        attempt: row.attempt,
        type: row.type,
        origin: row.origin,
        startedAt: iso(row.started_at),
        endedAt: iso(row.ended_at),
        delivered: row.delivered,
        ...present({
          proposalId: row.proposal_id,
          status: row.status,
          error: row.error,
          nextTryAt: row.next_try_at && iso(row.next_try_at),
        }),
      }));
    },
  };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'invalid';
}

function proposalOf(data: unknown): string | null {
  if (data === null || typeof data !== 'object' || !('proposalId' in data)) return null;
  const { proposalId } = data;
  return typeof proposalId === 'string' && UUID.test(proposalId) ? proposalId : null;
}
