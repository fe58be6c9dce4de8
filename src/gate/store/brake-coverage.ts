import { coverageOf } from '../../core/brakes/coverage.ts';
import type { Query } from './db.ts';

/**
 * What a scope's complaint rate is worth: a sentence each, from the last 30 days' sends by their
 * recipients' domains. A domain reports when counts by day came from it, or a complaint did.
 */
export async function coverage(
  q: Query,
  workspaceId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await q<{ scope_id: string; domain: string; sends: number; reports: boolean }>(
    `with reporting as materialized (
       select distinct domain from brake_days where workspace_id = $1 and signal = 'complaint'
         and day > now() - interval '60 days'
       union select distinct c.domain from signals g
       join recipients c on c.workspace_id = g.workspace_id and c.proposal_id = g.proposal_id
       where g.workspace_id = $1 and g.type = 'complaint' and c.domain is not null
         and g.received_at > now() - interval '60 days')
     select s.scope_id, c.domain, count(*)::int as sends,
       exists (select from reporting r where r.domain = c.domain) as reports
     from brake_sends s
     join recipients c on c.workspace_id = s.workspace_id and c.proposal_id = s.proposal_id
     where s.workspace_id = $1 and s.at > now() - interval '30 days' and c.domain is not null
     group by s.scope_id, c.domain`,
    [workspaceId],
  );
  const scopes = new Map<string, { sent: Map<string, number>; reporting: Set<string> }>();
  for (const { scope_id, domain, sends, reports } of rows) {
    const scope = scopes.get(scope_id) ?? { sent: new Map(), reporting: new Set() };
    scopes.set(scope_id, scope);
    scope.sent.set(domain, sends);
    if (reports) scope.reporting.add(domain);
  }
  return new Map(
    [...scopes].map(([id, { sent, reporting }]) => [
      id,
      coverageOf('complaint', sent, reporting).sentence,
    ]),
  );
}
