import type { OperatingStore } from '../dispatch/ports.ts';
import type { Db } from './db.ts';

/** What operators watch, and the buckets that all processes share. */
export function operatingStore(db: Db): OperatingStore {
  return {
    async facts() {
      const queues = await db.outside<Record<string, string>>(
        `select q.name as queue,
           count(*) filter (where j.state in ('created', 'retry')) as waiting,
           count(*) filter (where j.state = 'active') as active,
           count(*) filter (where j.state = 'failed') as failed,
           coalesce(extract(epoch from now() - min(j.start_after)
             filter (where j.state in ('created', 'retry') and j.start_after <= now())), 0) as oldest
         from pgboss.queue q left join pgboss.job j on j.name = q.name
         group by q.name order by q.name`,
      );
      const [feed] = await db.outside<{ held: string; seconds: string }>(
        // Other roles' transactions are hidden from us; those of gates are what is watched here.
        `select (pg_snapshot_xmax(s)::text::bigint - pg_snapshot_xmin(s)::text::bigint) as held,
           (select coalesce(extract(epoch from now() - min(a.xact_start)), 0)
            from pg_stat_activity a where a.backend_xid is not null
              and a.datname = current_database() and a.pid <> pg_backend_pid()) as seconds
         from pg_current_snapshot() as s`,
      );
      return {
        queues: queues.map((row) => ({
          queue: row.queue ?? '',
          waiting: Number(row.waiting),
          active: Number(row.active),
          failed: Number(row.failed),
          oldestSeconds: Number(row.oldest),
        })),
        feed: {
          heldTransactions: Number(feed?.held ?? 0),
          heldSeconds: Number(feed?.seconds ?? 0),
        },
        pool: db.connections(),
      };
    },

    async takeToken({ key, perSecond, burst }) {
      // The row's lock makes attempts of one key queue up, in whichever process they arrive.
      const refilled = `least($3::float8, b.tokens + extract(epoch from now() - b.at) * $2::float8)`;
      const [row] = await db.outside<{ tokens: number; taken: boolean }>(
        `with lazily as materialized (select set_config('synchronous_commit', 'off', true))
         insert into rate_buckets as b (key, tokens, taken, at)
         select $1, $3::float8 - 1, true, now() from lazily
         on conflict (key) do update set at = now(), taken = ${refilled} >= 1,
           tokens = case when ${refilled} >= 1 then ${refilled} - 1 else ${refilled} end
         returning tokens, taken`,
        [key, perSecond, burst],
      );
      if (!row || row.taken) return 0;
      return Math.max(1, Math.ceil((1 - row.tokens) / perSecond));
    },
  };
}
