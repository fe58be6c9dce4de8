import { observeAll } from '../../core/brakes/observe.ts';
import type { Restart } from '../../core/brakes/state.ts';
import { lockBudget, write } from './brake-feed.ts';
import { type BrakeRow, liveBrakes } from './brake-rows.ts';
import type { Query } from './db.ts';

/**
 * Who acted, in a log that is never changed: a reviewer by id, so that their address can be erased. The
 * rest is whoever runs the gate.
 */
const REVIEWER = '@reviewer.invalid';
const NOBODY = 'operator@gate.invalid';

/** Puts the reviewer's address where the log has the id. */
export async function namedRestart(
  q: Query,
  { workspaceId, restart }: { workspaceId: string; restart: Restart | null },
): Promise<Restart | null> {
  if (!restart?.by.endsWith(REVIEWER)) return restart;
  const [person] = await q<{ email: string }>(
    'select email from reviewers where workspace_id = $1 and id::text = $2',
    [workspaceId, restart.by.slice(0, -REVIEWER.length)],
  );
  return { ...restart, by: person?.email ?? restart.by };
}

/**
 * Restarts the brakes that are meant, with the person's address and reason in the log. Before any
 * workflow's row is locked: the order is budget, brakes, workflow. Gives how many.
 */
export async function restartBrakes(
  q: Query,
  work: {
    workspaceId: string;
    /** a reviewer's id, or an address */
    by: string;
    reason: string;
    only: (brake: BrakeRow) => boolean;
  },
): Promise<number> {
  const { workspaceId, by, reason, only } = work;
  const { now } = await lockBudget(q, workspaceId);
  const brakes = (await liveBrakes(q, { workspaceId, scopes: null })).filter(only);
  if (brakes.length === 0) return 0;
  const [person] = await q<{ id: string }>(
    'select id from reviewers where workspace_id = $1 and (id::text = $2 or email = lower($2))',
    [workspaceId, by],
  );
  const written = brakes.map((brake) => {
    const { granted: grant } = brake;
    const events = [
      {
        type: 'restart',
        at: now,
        by: person ? `${person.id}${REVIEWER}` : NOBODY,
        reason,
        grant,
      } as const,
    ];
    const { state, verdicts } = observeAll(brake.state, events);
    return { id: brake.id, events, verdicts, brake: { ...brake, state } };
  });
  await write(q, { workspaceId, written });
  return brakes.length;
}
