import { chancesOf, inclusionsOf } from '../../core/stats/spot-check.ts';
import { Refusal, type SpotCheckStore } from '../dispatch/ports.ts';
import type { Db, Query } from './db.ts';
import { reportDefect, sentLately } from './defects.ts';
import { workflowHealth } from './health.ts';
import { type KeptStratum, spotCheckList, spotCheckOf } from './spot-check-read.ts';
import { WENT_OUT } from './spot-check-shown.ts';

type Input = Parameters<SpotCheckStore['draw']>[0];

/** How readily an item of each risk is drawn beside one of low risk, where that is wanted. */
const BY_RISK = { high: 4, medium: 2, low: 1 } as const;

/** Days after which what was not looked at is closed. */
const OPEN_DAYS = 14;

/** Spot-checks and what they are about: what left. */
export function spotCheckStore(db: Db): SpotCheckStore {
  return {
    async draw(input) {
      const { workspaceId, reviewer, id } = input;
      const drawn = await db.tx({ workspaceId, actor: `reviewer:${reviewer.id}` }, (q) =>
        draw(q, input),
      );
      if (drawn > 0) db.moved(workspaceId);
      const made = await spotCheckOf(db.in(workspaceId), { workspaceId, reviewer, id });
      if (!made) throw new Refusal('unavailable', 'The spot-check can’t be read yet; try again.');
      return made;
    },
    list: (input) => spotCheckList(db.in(input.workspaceId), input),
    get: (input) => spotCheckOf(db.in(input.workspaceId), input),
    health: (workspaceId) => workflowHealth(db.in(workspaceId), workspaceId),
    sent: (input) => sentLately(db.in(input.workspaceId), input),
    report: (input) => reportDefect(db, input),
  };
}

type Drawn = {
  dispatch_id: string;
  proposal_id: string;
  revision: number;
  decision_id: string | null;
  stratum: number;
};
type Frame = {
  strata: KeptStratum[] | null;
  drawn: Drawn[] | null;
  own: number;
  erased: number;
};

/**
 * One statement, so that what is counted and what is drawn from are the same. Every item has a clock of
 * its own, from the seed; the first to ring are drawn, in that order (core/stats/spot-check.ts).
 */
const FRAME = `with frame as materialized (
    select d.id as dispatch_id, d.proposal_id, c.revision, c.decision_id, d.workflow_id,
      case when c.decision_id is null then r.lane else 'human' end as lane, r.tier,
      r.erased_at is not null as erased,
      coalesce(e.reviewer_id = $5, false) or exists (select from concurrences x
        where x.workspace_id = d.workspace_id and x.proposal_id = d.proposal_id
          and x.revision = c.revision and x.reviewer_id = $5) as own
    from dispatches d
    join clearances c on c.workspace_id = d.workspace_id and c.id = d.clearance_id
    join revisions r on r.workspace_id = d.workspace_id and r.proposal_id = d.proposal_id
      and r.revision = c.revision
    left join decisions e on e.workspace_id = c.workspace_id and e.id = c.decision_id
    where d.workspace_id = $1 and d.state = 'executed' and d.finished_at >= $2::timestamptz
      and d.finished_at < $3::timestamptz and ($4::text is null or d.workflow_id = $4)),
  strata as materialized (
    select row_number() over (order by workflow_id, lane, tier)::int - 1 as place, workflow_id,
      lane, tier, count(*)::int as items,
      case tier when 'high' then $6::double precision when 'medium' then $7 else $8 end as weight
    from frame where not erased and not own group by workflow_id, lane, tier),
  drawn as materialized (
    select f.dispatch_id, f.proposal_id, f.revision, f.decision_id, s.place as stratum,
      -ln((('x' || left(encode(sha256($9::bytea || uuid_send(f.dispatch_id)), 'hex'), 14))::bit(56)
        ::bigint::double precision + 0.5) / 72057594037927936::double precision) / s.weight as rings
    from frame f join strata s on s.workflow_id = f.workflow_id and s.lane = f.lane
      and s.tier = f.tier
    where not f.erased and not f.own order by rings, f.dispatch_id limit $10)
  select (select json_agg(json_build_object('workflowId', workflow_id, 'lane', lane, 'tier', tier,
        'items', items, 'weight', weight) order by place) from strata) as strata,
    (select json_agg(drawn order by rings, dispatch_id) from drawn) as drawn,
    (select count(*)::int from frame where own and not erased) as own,
    (select count(*)::int from frame where erased) as erased`;

async function draw(q: Query, input: Input): Promise<number> {
  const { workspaceId, reviewer, id, seed, request } = input;
  const { n, from, to, workflowId, byRisk = false } = request;
  const weights = byRisk ? BY_RISK : { high: 1, medium: 1, low: 1 };
  const [frame] = await q<Frame>(FRAME, [
    ...[workspaceId, from, to, workflowId ?? null, reviewer.id],
    ...[weights.high, weights.medium, weights.low, Buffer.from(seed, 'hex'), n],
  ]);
  const strata = frame?.strata ?? [];
  const drawn = frame?.drawn ?? [];
  await q(
    `insert into spot_checks (workspace_id, id, reviewer_id, from_at, to_at, workflow_id, n, drawn,
       by_risk, seed, strata, population, own, erased)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[
        workspaceId,
        id,
        reviewer.id,
        from,
        to,
        workflowId ?? null,
        n,
        drawn.length,
        byRisk,
        seed,
      ],
      JSON.stringify(strata),
      strata.reduce((sum, { items }) => sum + items, 0),
      ...[frame?.own ?? 0, frame?.erased ?? 0],
    ],
  );
  const chances = chancesOf(
    strata,
    drawn.map(({ stratum }) => stratum),
  );
  const inclusions = inclusionsOf(strata, drawn.length);
  const items = drawn.map((item, at) => ({
    ...item,
    ...(chances[at] ?? { chance: 1, least: 1 }),
    lookId: input.newId(),
    inclusion: inclusions[item.stratum] ?? 1,
  }));
  await q(
    `insert into looks (workspace_id, id, reason, proposal_id, revision, workflow_id, accounts,
       only_for, inclusion, content_digest, due_at)
     select $1, i.look_id, 'spot-check', p.id, i.revision, p.workflow_id, p.accounts, $2, i.inclusion,
       encode(sha256(convert_to(${WENT_OUT}, 'UTF8')), 'hex'), now() + make_interval(days => $3)
     from unnest($4::uuid[], $5::uuid[], $6::int[], $7::uuid[], $8::double precision[])
       with ordinality as i (look_id, proposal_id, revision, decision_id, inclusion, place)
     join proposals p on p.workspace_id = $1 and p.id = i.proposal_id
     join revisions r on r.workspace_id = $1 and r.proposal_id = i.proposal_id
       and r.revision = i.revision
     left join decisions e on e.workspace_id = $1 and e.id = i.decision_id order by i.place`,
    [
      ...[workspaceId, reviewer.id, OPEN_DAYS],
      items.map(({ lookId }) => lookId),
      items.map(({ proposal_id }) => proposal_id),
      items.map(({ revision }) => revision),
      items.map(({ decision_id }) => decision_id),
      items.map(({ inclusion }) => inclusion),
    ],
  );
  await q(
    `insert into spot_check_items (workspace_id, check_id, place, look_id, dispatch_id, proposal_id,
       revision, decision_id, stratum, chance, least, inclusion)
     select $1, $2, i.* from unnest($3::int[], $4::uuid[], $5::uuid[], $6::uuid[], $7::int[],
       $8::uuid[], $9::int[], $10::double precision[], $11::double precision[],
       $12::double precision[]) as i`,
    [
      ...[workspaceId, id],
      items.map((_, at) => at + 1),
      items.map(({ lookId }) => lookId),
      items.map(({ dispatch_id }) => dispatch_id),
      items.map(({ proposal_id }) => proposal_id),
      items.map(({ revision }) => revision),
      items.map(({ decision_id }) => decision_id),
      items.map(({ stratum }) => stratum),
      items.map(({ chance }) => chance),
      items.map(({ least }) => least),
      items.map(({ inclusion }) => inclusion),
    ],
  );
  return items.length;
}
