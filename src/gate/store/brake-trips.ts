import { sentenceOf } from '../../core/brakes/sentence.ts';
import type { Trip } from '../../core/brakes/state.ts';
import { raiseAlert } from './alerts.ts';
import { knownOf } from './brake-known.ts';
import type { BrakeRow } from './brake-rows.ts';
import type { Query } from './db.ts';
import { pauseFor } from './pauses.ts';

/** A brake that tripped, and the workflows that it paused. */
export type Tripped = { brakeId: string; stopped: string[] };

type OneTrip = { brake: BrakeRow; trip: Trip };

/**
 * Pauses what tripped brakes are on, and tells the owners, in the transaction of the trip. One bad mail
 * counts with its workflow, template, model version and domain, on two or three lines: trips of one
 * signal in one workflow are one alert, which names the gravest and lists the rest.
 */
export async function stopFor(
  q: Query,
  { workspaceId, trips }: { workspaceId: string; trips: readonly OneTrip[] },
): Promise<Tripped[]> {
  const stopped = new Map<string, string[]>();
  // Several workflows in the order of their ids, whichever brakes stop them.
  const workflows = [...new Set(trips.flatMap(({ brake }) => brake.workflows))].sort();
  for (const workflowId of workflows) {
    const here = trips.filter(({ brake }) => brake.workflows.includes(workflowId));
    const signals = new Set(here.map(({ brake }) => brake.line.signal));
    for (const signal of signals) {
      const of = here.filter(({ brake }) => brake.line.signal === signal).sort(graver);
      const [lead] = of;
      if (!lead) continue;
      await stopOne(q, { workspaceId, workflowId, lead, rest: of.slice(1) });
    }
    for (const { brake } of here)
      if (brake.line.action === 'stop')
        stopped.set(brake.id, [...(stopped.get(brake.id) ?? []), workflowId]);
  }
  return trips.map(({ brake }) => ({ brakeId: brake.id, stopped: stopped.get(brake.id) ?? [] }));
}

const RANK = ['workflow', 'template', 'model-version', 'domain'];

/** What stops before what warns, then the highest line, of the widest thing but a domain first. */
const graver = (a: OneTrip, b: OneTrip): number =>
  Number(b.brake.line.action === 'stop') - Number(a.brake.line.action === 'stop') ||
  b.brake.line.line - a.brake.line.line ||
  RANK.indexOf(a.brake.watches) - RANK.indexOf(b.brake.watches);

async function stopOne(
  q: Query,
  work: { workspaceId: string; workflowId: string; lead: OneTrip; rest: readonly OneTrip[] },
): Promise<void> {
  const { workspaceId, workflowId, lead, rest } = work;
  const { brake, trip } = lead;
  const known = await knownOf(q, { workspaceId, brake });
  const said = sentenceOf(brake, known);
  const stops = brake.line.action === 'stop';
  const paused = stops ? await pauseFor(q, { workspaceId, workflowId, reason: said }) : null;
  const also: string[] = [];
  for (const other of rest)
    also.push(sentenceOf(other.brake, await knownOf(q, { workspaceId, brake: other.brake })));
  await raiseAlert(q, {
    workspaceId,
    alert: {
      cause: `brake:${workflowId}:${brake.line.signal}`,
      kind: stops ? 'brake-tripped' : 'brake-warns',
      urgency: stops ? 'page' : 'tell',
      workflowId,
      title: said,
      afresh: paused?.fresh === true,
      detail: {
        ...{ brakeId: brake.id, watches: brake.watches, name: brake.name, line: brake.line },
        ...{ trip, grant: brake.state.grant, known, also },
        ...(paused ? { held: paused.held, underWay: paused.underWay.map(({ id }) => id) } : {}),
        // What these dispatches carry out: by these ids it can be looked at.
        ...(paused ? { items: paused.underWay.map(({ proposalId }) => proposalId) } : {}),
      },
    },
  });
}
