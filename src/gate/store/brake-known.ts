import type { Known } from '../../core/brakes/sentence.ts';
import { sinceSend } from '../../core/brakes/since.ts';
import { wilson } from '../../core/stats/wilson.ts';
import type { BrakeRow } from './brake-rows.ts';
import type { Query } from './db.ts';
import { iso } from './rows.ts';

/** What a brake's log and state say about the rate, since it began or was restarted. */
export async function knownOf(
  q: Query,
  { workspaceId, brake }: { workspaceId: string; brake: BrakeRow },
): Promise<Known> {
  const { state, line } = brake;
  if (line.counted === 'by-day') return knownByDay(q, { workspaceId, brake });
  const after = state.restart?.after ?? 0;
  const last = line.side === 'floor' ? state.closed : state.sends;
  const rows = await q<{ send: number }>(
    `select (event ->> 'send')::int as send from brake_events
     where workspace_id = $1 and brake_id = $2 and said = 'counted' and event ->> 'type' = 'outcome'
       and (event ->> 'send')::int > $3 and (event ->> 'send')::int <= $4 order by 1`,
    [workspaceId, brake.id, after, last],
  );
  const events = rows.map(({ send }) => send);
  const sends = Math.max(0, last - after);
  const from = sinceSend(line, { after, events, last });
  const [first] = await q<{ at: Date }>(
    'select at from brake_sends where workspace_id = $1 and scope_id = $2 and n = $3',
    [workspaceId, brake.scopeId, from + brake.bornAfter],
  );
  return {
    sends,
    events: events.length,
    ...wilson(events.length, sends),
    open: state.sends - state.closed,
    ...(first && sends > 0
      ? { since: { send: from, at: iso(first.at), sent: state.sends - from + 1 } }
      : {}),
  };
}

/** Of brakes of counts: the days that were counted since, the last word on each. */
async function knownByDay(
  q: Query,
  { workspaceId, brake }: { workspaceId: string; brake: BrakeRow },
): Promise<Known> {
  const from = brake.state.restart === null ? null : iso(new Date(brake.state.restart.at));
  const [row] = await q<{ sends: number; events: number }>(
    `select coalesce(sum(sends), 0)::int as sends, coalesce(sum(events), 0)::int as events
     from brake_days where workspace_id = $1 and signal = $2 and sender = $3
       and ($4::timestamptz is null or day > ($4::timestamptz at time zone 'utc')::date)`,
    [workspaceId, brake.line.signal, brake.name, from],
  );
  const { sends, events } = row ?? { sends: 0, events: 0 };
  const open = brake.state.days.reduce((sum, day) => sum + day.sends, 0);
  return { sends, events, ...wilson(events, sends), open };
}
