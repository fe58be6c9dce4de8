import { sentenceOf } from '../../core/brakes/sentence.ts';
import type { Trip } from '../../core/brakes/state.ts';
import { raiseAlert } from './alerts.ts';
import { knownOf } from './brake-known.ts';
import type { BrakeRow } from './brake-rows.ts';
import type { Query } from './db.ts';
import { pauseFor } from './pauses.ts';

/** A brake that tripped, and the workflows that it paused. */
export type Tripped = { brakeId: string; stopped: string[] };

/** Pauses what tripped brakes are on, and tells the owners, in the transaction of the trip. */
export async function stopFor(
  q: Query,
  work: { workspaceId: string; trips: readonly { brake: BrakeRow; trip: Trip }[] },
): Promise<Tripped[]> {
  const { workspaceId, trips } = work;
  const tripped: Tripped[] = [];
  // Several workflows in the order of their ids, whichever brakes stop them.
  const pairs = trips
    .flatMap(({ brake, trip }) =>
      brake.workflows.map((workflowId) => ({ workflowId, brake, trip })),
    )
    .sort((a, b) => (a.workflowId < b.workflowId ? -1 : a.workflowId > b.workflowId ? 1 : 0));
  const stopped = new Map<string, string[]>();
  for (const { workflowId, brake, trip } of pairs) {
    const known = await knownOf(q, { workspaceId, brake });
    const said = sentenceOf(brake, known);
    const stops = brake.line.action === 'stop';
    const paused = stops ? await pauseFor(q, { workspaceId, workflowId, reason: said }) : null;
    if (paused) stopped.set(brake.id, [...(stopped.get(brake.id) ?? []), workflowId]);
    await raiseAlert(q, {
      workspaceId,
      alert: {
        cause: `brake:${brake.id}:${workflowId}`,
        kind: stops ? 'brake-tripped' : 'brake-warns',
        urgency: stops ? 'page' : 'tell',
        workflowId,
        title: said,
        detail: {
          ...{ brakeId: brake.id, watches: brake.watches, name: brake.name, line: brake.line },
          ...{ trip, grant: brake.state.grant, known },
          ...(paused ? { held: paused.held, underWay: paused.underWay.map(({ id }) => id) } : {}),
        },
      },
    });
  }
  for (const { brake } of trips)
    tripped.push({ brakeId: brake.id, stopped: stopped.get(brake.id) ?? [] });
  return tripped;
}
