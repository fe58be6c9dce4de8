import type { GateFacts } from '../../core/scan/from-gate.ts';
import type { Query } from './db.ts';
import { iso } from './rows.ts';

/** Signals of one question that are looked at, the latest first. */
const SIGNALS = 5000;
/** An agent by its name; another source by its own. */
const SENDER = `coalesce(a.name, n.source) as sender,
  coalesce(array_agg(distinct a.id::text) filter (where a.id is not null), '{}') as agents`;
const AGENT = `left join agents a on a.workspace_id = $1 and n.source = 'agent:' || a.id::text`;
const PAST = `(select n.source, n.person, n.at, n.received_at from signals n
  where n.workspace_id = $1 and n.type = 'sent' and n.proposal_id is null
    and n.received_at > now() - interval '30 days'
  order by n.received_at desc limit ${SIGNALS}) n`;

type Sender = { sender: string; n: number; last_at: Date };
type Agents = Sender & { agents: string[] };

/** What the structural scan asks of the gate's own data; of 30 days. */
export async function structureOf(q: Query, workspaceId: string): Promise<GateFacts> {
  const values = [workspaceId];
  const past = await q<Agents>(
    `select ${SENDER}, count(*)::int as n, max(n.received_at) as last_at
     from ${PAST} ${AGENT} group by 1 order by 1`,
    values,
  );
  const uncleared = await q<Sender>(
    `select i.mailbox as sender, count(*)::int as n, max(i.found_at) as last_at
     from incidents i where i.workspace_id = $1 and i.kind = 'sent-uncleared'
       and i.found_at > now() - interval '30 days' group by 1 order by 1`,
    values,
  );
  const opted = await q<Agents>(
    `select ${SENDER}, count(distinct n.person)::int as n, max(n.received_at) as last_at
     from ${PAST} ${AGENT}
     where exists (select from suppressions s where s.workspace_id = $1 and s.scope = 'address'
       and s.value = n.person and s.since < n.at and (s.until is null or s.until > n.at))
     group by 1 order by 1`,
    values,
  );
  return {
    pastTheGate: past.map(({ sender, agents, n, last_at }) => ({
      ...{ sender, agents, sends: n, lastAt: iso(last_at) },
    })),
    uncleared: uncleared.map(({ sender, n, last_at }) => ({
      ...{ mailbox: sender, mails: n, lastAt: iso(last_at) },
    })),
    afterOptOut: opted.map(({ sender, agents, n, last_at }) => ({
      ...{ sender, agents, people: n, lastAt: iso(last_at) },
    })),
    workflows: await standings(q, workspaceId),
  };
}

type Standing = {
  id: string;
  name: string;
  owner: string;
  owner_known: boolean;
  running: boolean;
  to_people: number;
  waiting: number;
  oldest: Date | null;
  answered: Date | null;
  review_ms: number;
  decisions: number;
};

async function standings(q: Query, workspaceId: string): Promise<GateFacts['workflows']> {
  const rows = await q<Standing>(
    `select w.id, w.name, w.owner, w.state = 'running' as running,
       exists (select from reviewers r where r.workspace_id = $1
         and lower(r.email) = lower(w.owner)) as owner_known,
       p.to_people, o.waiting, o.oldest, d.answered, d.review_ms, d.decisions
     from workflows w
     cross join lateral (select count(*) filter (where p.lane = 'human')::int as to_people
       from (select p.lane from proposals p where p.workspace_id = $1 and p.workflow_id = w.id
           and p.created_at > now() - interval '30 days'
         order by p.created_at desc limit 500) p) p
     cross join lateral (select count(*)::int as waiting, min(o.created_at) as oldest
       from (select o.created_at from proposals o where o.workspace_id = $1 and o.workflow_id = w.id
           and o.state in ('pending', 'escalated', 'recalled') limit 1001) o) o
     cross join lateral (select max(d.received_at) as answered, count(*)::int as decisions,
         coalesce(sum((d.attention ->> 'activeMs')::float8), 0) as review_ms
       from (select d.received_at, d.attention from decisions d where d.workspace_id = $1
           and d.workflow_id = w.id and d.status = 'accepted' and d.action <> 'escalate'
         order by d.received_at desc, d.id desc limit 500) d) d
     where w.workspace_id = $1 order by w.id`,
    [workspaceId],
  );
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, owner: row.owner, ownerKnown: row.owner_known },
    ...{ running: row.running, toPeople: row.to_people, waiting: row.waiting },
    ...{ reviewMs: row.review_ms, decisions: row.decisions },
    oldest: row.oldest?.getTime() ?? null,
    answered: row.answered?.getTime() ?? null,
  }));
}
