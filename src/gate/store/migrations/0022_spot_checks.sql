-- Spot-checks: a manager looks, blind, at a fair draw of what went out. Each item is a look (0016) of its
-- own, for that manager alone, so nothing is ever cleared by it. What it was drawn from is kept with it.

alter table looks drop constraint looks_reason_check;
alter table looks add constraint looks_reason_check
  check (reason in ('audit', 'second-opinion', 'canary', 'spot-check'));
alter table looks add column only_for uuid;
alter table looks add constraint a_spot_check_is_somebodys
  check ((reason = 'spot-check') = (only_for is not null));
-- The same may be drawn by one manager and by another, and again next week.
drop index one_look_a_reason;
create unique index one_look_a_reason on looks (workspace_id, proposal_id, reason)
  where reason <> 'spot-check';
create index looks_by_proposal on looks (workspace_id, proposal_id);

create table spot_checks (
  workspace_id uuid not null,
  id uuid not null,
  reviewer_id uuid not null,
  at timestamptz not null default now(),
  -- what it was drawn from: what was executed from here to there, of one workflow or all
  from_at timestamptz not null,
  to_at timestamptz not null,
  workflow_id text,
  -- asked for, and drawn: all there was where that was less
  n int not null check (n between 1 and 200),
  drawn int not null check (drawn between 0 and n),
  by_risk boolean not null,
  -- HMAC of the id under the gate's secret. Items were taken in the order of
  -- −ln((first 56 bits of sha256(seed, dispatch id) + ½) / 2^56) / weight
  seed text not null check (seed ~ '^[0-9a-f]{64}$'),
  -- [{workflowId, lane, tier, items, weight}], in order
  strata jsonb not null,
  population int not null check (population >= drawn),
  -- left out: approved by whoever looks, and what has no text any more
  own int not null check (own >= 0),
  erased int not null check (erased >= 0),
  primary key (workspace_id, id),
  foreign key (workspace_id, reviewer_id) references reviewers,
  foreign key (workspace_id, workflow_id) references workflows
);
create index spot_checks_lately on spot_checks (workspace_id, at desc);

create table spot_check_items (
  workspace_id uuid not null,
  check_id uuid not null,
  -- in the order of drawing, from 1
  place int not null check (place >= 1),
  look_id uuid not null,
  dispatch_id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  -- who let it out; null where nobody did
  decision_id uuid,
  -- of the check's strata, from 0
  stratum int not null check (stratum >= 0),
  -- of this draw among what was left, and the least of any item then
  chance double precision not null check (chance > 0 and chance <= 1),
  least double precision not null check (least > 0 and least <= chance),
  inclusion double precision not null check (inclusion > 0 and inclusion <= 1),
  primary key (workspace_id, check_id, place),
  unique (workspace_id, look_id),
  unique (workspace_id, check_id, dispatch_id),
  foreign key (workspace_id, check_id) references spot_checks,
  foreign key (workspace_id, look_id) references looks,
  foreign key (workspace_id, dispatch_id) references dispatches,
  foreign key (workspace_id, proposal_id, revision) references revisions,
  foreign key (workspace_id, decision_id) references decisions
);
create index spot_checks_of_proposal on spot_check_items (workspace_id, proposal_id);
-- What went out, the newest first.
create index dispatches_went_out on dispatches (workspace_id, finished_at desc)
  where state = 'executed';

select fence('spot_checks'), fence('spot_check_items');

create trigger spot_checks_stay before update or delete on spot_checks
  for each row execute function never();
create trigger spot_check_items_stay before update or delete on spot_check_items
  for each row execute function never();

-- What went out, as it went out, for whoever drew it.
create function spot_check_items_guard() returns trigger language plpgsql as $$
begin
  perform from looks k
    join spot_checks s on s.workspace_id = k.workspace_id and s.id = new.check_id
      and s.reviewer_id = k.only_for
    join dispatches d on d.workspace_id = k.workspace_id and d.id = new.dispatch_id
      and d.state = 'executed'
    join clearances c on c.workspace_id = d.workspace_id and c.id = d.clearance_id
      and c.revision = new.revision and c.decision_id is not distinct from new.decision_id
    where k.workspace_id = new.workspace_id and k.id = new.look_id and k.reason = 'spot-check'
      and k.proposal_id = new.proposal_id and k.revision = new.revision
      and d.proposal_id = new.proposal_id;
  if not found then perform refuse_move('a spot-check looks at what went out'); end if;
  return new;
end $$;
create trigger spot_check_items_guard before insert on spot_check_items
  for each row execute function spot_check_items_guard();

create function audit_spot_check() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'spot-check', new.id::text, null, null, 'drawn',
    jsonb_build_object('reviewer', new.reviewer_id, 'from', new.from_at, 'to', new.to_at,
      'workflow', new.workflow_id, 'n', new.n, 'drawn', new.drawn, 'byRisk', new.by_risk,
      'seed', new.seed, 'population', new.population, 'own', new.own, 'erased', new.erased,
      'strata', new.strata));
  return null;
end $$;
create trigger spot_checks_audit after insert on spot_checks
  for each row execute function audit_spot_check();

-- "This sent mail was wrong", by whom it was found (M1) and since when it was so (M3).
create function audit_defect() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'defect', new.id, new.proposal_id, null, 'reported',
    jsonb_build_object('foundBy', new.facts ->> 'foundBy', 'source', new.source, 'at', new.at,
      'firstBadAt', new.facts ->> 'firstBadAt'));
  return null;
end $$;
create trigger defects_audit after insert on signals for each row
  when (new.type = 'defect_reported') execute function audit_defect();

-- What a manager sees at a glance: counted from an index alone.
create index proposals_waiting on proposals (workspace_id, workflow_id, created_at)
  where state in ('pending', 'escalated', 'recalled') and lane = 'human';
create index signals_of_defects on signals (workspace_id, received_at)
  where type = 'defect_reported';
