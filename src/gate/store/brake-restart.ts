import { observeAll } from '../../core/brakes/observe.ts';
import { lockBudget, write } from './brake-feed.ts';
import { type BrakeRow, liveBrakes } from './brake-rows.ts';
import type { Query } from './db.ts';

/** Who acted without a reviewer's address: the command line, a test. */
const NOBODY = 'operator@gate.invalid';

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
  const [person] = await q<{ email: string }>(
    'select email from reviewers where workspace_id = $1 and (id::text = $2 or email = $2)',
    [workspaceId, by],
  );
  const written = brakes.map((brake) => {
    const { granted: grant } = brake;
    const events = [
      { type: 'restart', at: now, by: person?.email ?? NOBODY, reason, grant } as const,
    ];
    const { state, verdicts } = observeAll(brake.state, events);
    return { id: brake.id, events, verdicts, brake: { ...brake, state } };
  });
  await write(q, { workspaceId, written });
  return brakes.length;
}
