import { normalAddress } from '../../core/conduct/names.ts';
import { effectOf } from '../../core/conduct/signal-effect.ts';
import type { Signal } from '../../core/schema/signal.ts';
import type { NewSuppression, SignalStore } from '../dispatch/ports.ts';
import { hear } from './brake-feed.ts';
import { leaveDays, leaveForBrakes } from './brake-inbox.ts';
import { conductPolicy } from './conduct-policy.ts';
import type { Db, Query } from './db.ts';
import { afterWithdrawals, suppressIn, withdrawLate } from './suppressions.ts';

type Adding = Parameters<SignalStore['add']>[0];
type Person = { scope: 'address' | 'account'; value: string };

/**
 * Telemetry, idempotent by the source's id. What it means for the person it came from (on the list,
 * heard from) happens in the same transaction, with the withdrawal of what was waiting for them.
 */
export function signalStore(db: Db): SignalStore {
  return {
    async add(input) {
      const { workspaceId, source } = input;
      const done = await db.tx({ workspaceId, actor: source }, (q) => add(q, input));
      // First what stops work; also after nothing new, since what died may have died before this.
      await hear(db, { workspaceId, all: false });
      if (done.entries.length > 0) {
        await withdrawLate(db, { workspaceId, entries: done.entries, by: source });
        afterWithdrawals(db, workspaceId);
      }
      return done.accepted;
    },
  };
}

/** Within a transaction; {@link hear} comes after it. */
export async function add(
  q: Query,
  input: Adding,
): Promise<{ accepted: number; entries: NewSuppression[] }> {
  const { workspaceId, source } = input;
  const ids = new Set(await insert(q, input));
  const fresh = input.signals.filter(({ id }) => ids.delete(id));
  const { policy } = await conductPolicy(q, workspaceId);
  const entries: NewSuppression[] = [];
  for (const signal of fresh) {
    const effect = effectOf(signal, policy);
    if (!effect.heard && effect.suppress === undefined) continue;
    const people = await peopleOf(q, { workspaceId, signal });
    if (effect.heard) await heardFrom(q, { workspaceId, people, at: signal.at });
    if (effect.suppress === undefined) continue;
    // Who of several a bounce is about, nobody said.
    if (effect.suppress === 'bounce' && people.length !== 1) continue;
    const until = effect.days === undefined ? undefined : after(signal.at, effect.days);
    if (until !== undefined && Date.parse(until) <= Date.now()) continue;
    for (const person of people) {
      entries.push({
        ...person,
        id: globalThis.crypto.randomUUID(),
        reason: effect.suppress,
        source: `signal:${signal.id}`.slice(0, 200),
        since: signal.at,
        ...(until === undefined ? {} : { until }),
      });
    }
  }
  await suppressIn(q, { workspaceId, entries, by: source });
  await leaveForBrakes(q, { workspaceId, signals: fresh });
  const days = await leaveDays(q, { workspaceId, daily: input.daily ?? [] });
  return { accepted: fresh.length + days, entries };
}

async function insert(q: Query, { workspaceId, signals, source }: Adding): Promise<string[]> {
  if (signals.length === 0) return [];
  const rows = await q<{ id: string }>(
    `insert into signals (workspace_id, id, type, proposal_id, at, detail, person, facts, source)
     select $1, s.id, s.type, s.proposal_id, s.at, s.detail, s.person, s.facts, $2
     from unnest($3::text[], $4::text[], $5::uuid[], $6::timestamptz[], $7::text[], $8::text[],
       $9::jsonb[]) as s (id, type, proposal_id, at, detail, person, facts)
     on conflict (workspace_id, id) do nothing returning id`,
    [
      workspaceId,
      source,
      signals.map((signal) => signal.id),
      signals.map((signal) => signal.type),
      signals.map((signal) => signal.proposalId ?? null),
      signals.map((signal) => signal.at),
      signals.map((signal) => signal.detail ?? null),
      signals.map(({ person }) => (person === undefined ? null : normalAddress(person))),
      signals.map(({ replyType, bounceType, foundBy, firstBadAt, name }) =>
        replyType || bounceType || foundBy || firstBadAt || name
          ? JSON.stringify({ replyType, bounceType, foundBy, firstBadAt, name })
          : null,
      ),
    ],
  );
  return rows.map(({ id }) => id);
}

const after = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * 86_400_000).toISOString();

/** Whom a signal is about: whom it names, otherwise everybody outside whom its proposal reached. */
async function peopleOf(
  q: Query,
  { workspaceId, signal }: { workspaceId: string; signal: Signal },
): Promise<Person[]> {
  if (signal.person !== undefined)
    return [{ scope: 'address', value: normalAddress(signal.person) }];
  if (signal.proposalId === undefined) return [];
  return q<Person>(
    `select case when cardinality(f.addresses) > 0 then 'address' else 'account' end as scope,
       f.person as value
     from (select p.id, p.revision, c.decision_id from proposals p
       left join lateral (select k.decision_id from clearances k where k.workspace_id = p.workspace_id
         and k.proposal_id = p.id and k.revision = p.revision and k.state <> 'void'
         order by k.issued_at desc limit 1) c on true
       where p.workspace_id = $1 and p.id = $2) s,
       conduct_people($1, conduct_of($1, s.id, s.revision, s.decision_id)) f
     where not f.own order by 2`,
    [workspaceId, signal.proposalId],
  );
}

/** Never in the future: a source's clock may be wrong, and silence would not be counted until then. */
async function heardFrom(
  q: Query,
  work: { workspaceId: string; people: Person[]; at: string },
): Promise<void> {
  await q(
    `insert into heard as h (workspace_id, person, at)
     select $1, p, least($3::timestamptz, now()) from unnest($2::text[]) p order by p
     on conflict (workspace_id, person) do update set at = greatest(h.at, excluded.at)`,
    [work.workspaceId, work.people.map(({ value }) => value), work.at],
  );
}
