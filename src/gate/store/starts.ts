import type { Rate } from '../dispatch/ports.ts';
import type { Db } from './db.ts';
import { bucketOf } from './dispatch-again.ts';

/**
 * How much of an executor's work may start now: one bucket of tokens for all processes, so that
 * more of them don't make a limit larger.
 */
export function createStarts(db: Db) {
  return {
    /** as many as may start, at most `wanted`; asks the bucket only when there is something to do */
    async take(queue: string, wanted: number, { perSecond, burst }: Rate): Promise<number> {
      const [waiting] = await db.outside<{ waits: boolean }>(
        `select exists (select from pgboss.job
           where name = $1 and state < 'active' and start_after < now()) as waits`,
        [queue],
      );
      if (!waiting?.waits) return 0;
      const [row] = await db.outside<{ taken: number }>(
        'select take_starts($1, $2, $3, $4) as taken',
        [bucketOf(queue), wanted, perSecond, burst],
      );
      return row?.taken ?? 0;
    },
    /** what was taken and found nothing to start */
    async giveBack(queue: string, count: number): Promise<void> {
      await db.outside('update rate_buckets set tokens = tokens + $2 where key = $1', [
        bucketOf(queue),
        count,
      ]);
    },
  };
}
