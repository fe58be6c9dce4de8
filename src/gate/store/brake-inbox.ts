import { brakeEventsOf } from '../../core/brakes/signals.ts';
import { normalAddress, normalDomain } from '../../core/conduct/names.ts';
import type { DailyCount, Signal } from '../../core/schema/signal.ts';
import type { Query } from './db.ts';

/**
 * Leaves signals for the brakes, in the transaction that takes them in. One that names no proposal is
 * of the last mail that left to this person; one about nothing that we know says nothing to a brake.
 */
export async function leaveForBrakes(
  q: Query,
  { workspaceId, signals }: { workspaceId: string; signals: readonly Signal[] },
): Promise<void> {
  const rows = signals.flatMap((signal) => {
    const events = brakeEventsOf(signal);
    if (events.length === 0) return [];
    const { proposalId = null, person } = signal;
    return [{ events, proposalId, person: person === undefined ? null : normalAddress(person) }];
  });
  if (rows.length === 0) return;
  await q(
    `insert into brake_inbox (workspace_id, proposal_id, signals)
     select $1, p.id, r.events
     from jsonb_to_recordset($2) as r (events text[], "proposalId" uuid, person text)
     cross join lateral (
       select p.id from proposals p where p.workspace_id = $1 and p.id = r."proposalId"
       union all
       (select s.proposal_id from recipients c
        join brake_sends s on s.workspace_id = c.workspace_id and s.proposal_id = c.proposal_id
        where r."proposalId" is null and c.workspace_id = $1 and c.person = r.person
        order by s.at desc limit 1)) p`,
    [workspaceId, JSON.stringify(rows)],
  );
}

/** Counts by day: the last word on each is kept, and what is new goes to the brakes. Gives how many. */
export async function leaveDays(
  q: Query,
  { workspaceId, daily }: { workspaceId: string; daily: readonly DailyCount[] },
): Promise<number> {
  if (daily.length === 0) return 0;
  const rows = daily.map(({ signal, day, from, domain, sends, events }, nth) => ({
    ...{ signal, day, domain: normalDomain(domain), from: normalDomain(from), sends, events, nth },
  }));
  const changed = await q(
    `with told as (
       select distinct on (signal, "from", domain, day) * from jsonb_to_recordset($2) as t
         (signal text, "from" text, domain text, day date, sends int, events int, nth int)
       order by signal, "from", domain, day, nth desc),
     kept as (
       insert into brake_days as d (workspace_id, signal, sender, domain, day, sends, events)
       select $1, signal, "from", domain, day, sends, events from told order by 2, 3, 4, 5
       on conflict (workspace_id, signal, sender, domain, day) do update
         set sends = excluded.sends, events = excluded.events
         where (d.sends, d.events) is distinct from (excluded.sends, excluded.events)
       returning *)
     insert into brake_inbox (workspace_id, day)
     select $1, jsonb_build_object('signal', signal, 'from', sender, 'count',
       jsonb_build_object('day', day, 'domain', domain, 'sends', sends, 'events', events))
     from kept order by day, signal, sender, domain returning id`,
    [workspaceId, JSON.stringify(rows)],
  );
  return changed.length;
}
