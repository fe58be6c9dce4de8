import * as z from 'zod/mini';
import { BrakeEvent } from '../../core/brakes/event.ts';
import { BrakeLine } from '../../core/brakes/line.ts';
import type { Watches } from '../../core/brakes/lines-for.ts';
import { BrakeState, Grant } from '../../core/brakes/state.ts';
import type { Query } from './db.ts';

/** A live brake with what it is on. */
export type BrakeRow = {
  id: string;
  scopeId: string;
  watches: Watches;
  name: string;
  workflows: string[];
  line: BrakeLine;
  bornAfter: number;
  granted: Grant;
  state: BrakeState;
  events: number;
};

type Raw = {
  id: string;
  scope_id: string;
  watches: Watches;
  name: string;
  workflows: string[];
  line: unknown;
  born_after: string;
  granted: unknown;
  state: unknown;
  events: number;
};

export const BRAKE_COLUMNS = `b.id, b.scope_id, s.watches, s.name, s.workflows, b.line, b.born_after,
  b.granted, b.state, b.events`;

/** Kept as JSON, read by the schema: a row that is no brake's state stops here and not in the numbers. */
export const brakeOf = (row: Raw): BrakeRow => ({
  id: row.id,
  scopeId: row.scope_id,
  watches: row.watches,
  name: row.name,
  workflows: row.workflows,
  line: BrakeLine.parse(row.line),
  bornAfter: Number(row.born_after),
  granted: Grant.parse(row.granted),
  state: BrakeState.parse(row.state),
  events: row.events,
});

/** Live brakes of these scopes, or of all. Under the budget's lock they are nobody else's to change. */
export async function liveBrakes(
  q: Query,
  { workspaceId, scopes }: { workspaceId: string; scopes: readonly string[] | null },
): Promise<BrakeRow[]> {
  const rows = await q<Raw>(
    `select ${BRAKE_COLUMNS} from brakes b
     join brake_scopes s on s.workspace_id = b.workspace_id and s.id = b.scope_id
     where b.workspace_id = $1 and b.retired_at is null
       and ($2::uuid[] is null or b.scope_id = any ($2))
     order by b.born_at, b.id`,
    [workspaceId, scopes],
  );
  return rows.map(brakeOf);
}

/** A brake's log in its order. */
export async function logOfBrake(
  q: Query,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<BrakeEvent[]> {
  const rows = await q<{ event: unknown }>(
    'select event from brake_events where workspace_id = $1 and brake_id = $2 order by seq',
    [workspaceId, id],
  );
  return z.array(BrakeEvent).parse(rows.map(({ event }) => event));
}
