-- Earned autonomy: labels, audits, lanes. What a buyer sees runs without a person only through an open
-- lane, and a lane opens only on a bound that this file computes once more, from the evidence as it is
-- recorded here: whoever writes `held` without it is refused, the gate's own code included.

alter table revisions add column prompt_version text not null default '';

-- core/schema/kind.ts; a test compares both.
create function buyer_facing(kind_ text) returns boolean language sql immutable as $$
  select kind_ in ('email.draft', 'sequence.enroll', 'price.quote', 'meeting.schedule',
    'message.social', 'call.task')
$$;

-- One tier's lane of one workflow, model, model version and prompt version.
create table lanes (
  workspace_id uuid not null,
  workflow_id text not null,
  model text not null,
  model_version text not null,
  prompt_version text not null,
  tier text not null check (tier in ('auto', 'constrained')),
  -- what the bound rests on (core/lanes/policy.ts), fixed within a round
  alpha double precision not null check (alpha > 0 and alpha < 1),
  delta double precision not null check (delta > 0 and delta < 1),
  grid double precision[] not null check (cardinality(grid) between 1 and 200),
  first_labels int not null,
  choose_at int not null,
  -- counts up with every closing by a breach and every other rule: what was known before doesn't count
  round int not null default 1 check (round >= 1),
  -- cohorts up to this day are of earlier rounds
  known_from date not null default '-infinity',
  -- places in the grid, from 0
  first int check (first >= 0 and first < cardinality(grid)),
  held int check (held >= 0 and held < cardinality(grid)),
  -- what `held` was reached with: the line of noticed defects and the level of its bound
  line double precision check (line > 0 and line < 1),
  level double precision check (level > 0 and level < 1),
  open boolean not null default false,
  threshold double precision,
  bound double precision,
  -- the whole verdict, as the page shows it
  verdict jsonb,
  breach jsonb,
  -- the detector on audited outcomes while it is open: {line, threshold, values, seen, defects}
  watch jsonb,
  -- of the constrained lane's daily cap
  used_on date,
  used int not null default 0 check (used >= 0),
  norms jsonb not null default '{}',
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, workflow_id, model, model_version, prompt_version, tier),
  foreign key (workspace_id, workflow_id) references workflows,
  constraint open_by_its_bound check (not open or (held is not null and first is not null
    and held >= first and threshold is not null and threshold = grid[held + 1]
    and bound is not null and bound <= alpha and line <= alpha and level <= delta))
);

-- What became of a proposal, once: revision 1 alone, which is what would have run.
create table labels (
  workspace_id uuid not null,
  proposal_id uuid not null,
  workflow_id text not null,
  model text not null,
  model_version text not null,
  prompt_version text not null,
  confidence double precision not null,
  -- the probability that somebody would look at it
  inclusion double precision not null check (inclusion > 0 and inclusion <= 1),
  outcome text not null check (outcome in ('unseen', 'right', 'defect')),
  source text not null check (source in ('sample', 'decision', 'audit', 'report', 'complaint',
    'overdue', 'superseded')),
  -- the day, in UTC, on which it came: its cohort
  day date not null,
  settled_at timestamptz not null default now(),
  -- what was settled together is counted together
  xid xid8 not null default pg_current_xact_id(),
  primary key (workspace_id, proposal_id),
  foreign key (workspace_id, proposal_id) references proposals
);
create index labels_by_cohort on labels
  (workspace_id, workflow_id, model, model_version, prompt_version, day);
create index labels_lately on labels (workspace_id, workflow_id, settled_at desc);

-- A day's cohort as the bound counts it: every stratum there was, also the empty ones.
create table lane_periods (
  workspace_id uuid not null,
  id bigint generated always as identity,
  workflow_id text not null,
  model text not null,
  model_version text not null,
  prompt_version text not null,
  tier text not null,
  round int not null,
  day date not null,
  -- late: a report about something settled before
  late boolean not null default false,
  strata jsonb not null,
  at timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id(),
  primary key (workspace_id, id),
  foreign key (workspace_id, workflow_id, model, model_version, prompt_version, tier) references lanes
);
create index periods_of_lane on lane_periods
  (workspace_id, workflow_id, model, model_version, prompt_version, tier, round);

-- Every verdict with what it was made of.
create table lane_verdicts (
  workspace_id uuid not null,
  id bigint generated always as identity,
  workflow_id text not null,
  model text not null,
  model_version text not null,
  prompt_version text not null,
  tier text not null,
  round int not null,
  verdict jsonb not null,
  -- {noticing, information, strata}
  inputs jsonb not null,
  at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, workflow_id, model, model_version, prompt_version, tier) references lanes
);
create index verdicts_of_lane on lane_verdicts (workspace_id, workflow_id, at desc);

-- What ran, or may run, without a person: whether it is drawn for an audit, and how likely that was.
create table lane_passes (
  workspace_id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  workflow_id text not null,
  model text not null,
  model_version text not null,
  prompt_version text not null,
  tier text not null,
  template text,
  stratum text not null,
  inclusion double precision not null check (inclusion > 0 and inclusion <= 1),
  drawn boolean not null,
  at timestamptz not null default now(),
  primary key (workspace_id, proposal_id, revision),
  foreign key (workspace_id, proposal_id, revision) references revisions
);
create index passes_by_template on lane_passes (workspace_id, workflow_id, template);
create index passes_drawn on lane_passes (workspace_id, at) where drawn;

-- A look at something beside its one decision: an audit of what ran, a second opinion, a canary (0017).
-- Reviewers know it by an id of its own, which is no proposal's, so that nothing can ever clear it.
create table looks (
  workspace_id uuid not null,
  id uuid not null,
  reason text not null check (reason in ('audit', 'second-opinion', 'canary')),
  proposal_id uuid not null,
  revision int not null,
  workflow_id text not null,
  accounts text[],
  -- who had decided it first
  not_for uuid,
  inclusion double precision not null check (inclusion > 0 and inclusion <= 1),
  state text not null default 'open' check (state in ('open', 'decided', 'void')),
  decision_id uuid,
  reviewer_id uuid,
  device_id uuid,
  action text check (action in ('approve', 'approve_edited', 'reject')),
  reason_code text,
  -- whether that is a defect (core/autonomy/defect.ts)
  defect boolean,
  attention jsonb,
  jws text,
  content_digest text not null,
  due_at timestamptz not null,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  erased_at timestamptz,
  moved_xid xid8 not null default pg_current_xact_id(),
  moved_id bigint not null default nextval('feed_positions'),
  primary key (workspace_id, id),
  unique (workspace_id, decision_id),
  foreign key (workspace_id, proposal_id, revision) references revisions,
  foreign key (workspace_id, reviewer_id) references reviewers,
  constraint decided_by_somebody check ((state = 'decided') = (decision_id is not null
    and reviewer_id is not null and action is not null and defect is not null
    and decided_at is not null))
);
create unique index one_look_a_reason on looks (workspace_id, proposal_id, reason);
create index looks_feed on looks (workspace_id, moved_xid, moved_id);
create index looks_open on looks (workspace_id, due_at) where state = 'open';
create index looks_decided on looks (workspace_id, workflow_id, decided_at desc) where state = 'decided';

-- What a confidence has been worth: steps of the isotonic regression, for display.
create table calibrations (
  workspace_id uuid not null,
  workflow_id text not null,
  model_version text not null,
  steps jsonb not null,
  information jsonb not null,
  at timestamptz not null default now(),
  primary key (workspace_id, workflow_id, model_version),
  foreign key (workspace_id, workflow_id) references workflows
);

create index proposals_by_day on proposals (workspace_id, workflow_id, created_at);

select fence('lanes'), fence('labels'), fence('lane_periods'), fence('lane_verdicts'),
  fence('lane_passes'), fence('looks'), fence('calibrations');

-- The logarithm of the evidence against "of proposals at or above this place in the grid, `line_` or more
-- are noticed defects": core/stats/betting.ts and core/lanes/evidence.ts once more; a test compares both.
create function lane_evidence(l lanes, index_ int, line_ double precision) returns double precision
language sql stable as $$
  with inside as (
    select p.id, s.inclusion, s.unseen, s."right", s.defects
    from lane_periods p, jsonb_to_recordset(p.strata)
      as s(band int, inclusion double precision, unseen int, "right" int, defects int)
    where p.workspace_id = l.workspace_id and p.workflow_id = l.workflow_id and p.model = l.model
      and p.model_version = l.model_version and p.prompt_version = l.prompt_version
      and p.tier = l.tier and p.round = l.round and s.band <= index_),
  design as (
    select id, min(inclusion) as least, min(inclusion) = max(inclusion) as uniform
    from inside group by id),
  losses as (
    select case when uniform then 1 else 1 / least end as most, 0::double precision as loss,
      sum(case when uniform then "right" else unseen + "right" end)::double precision as n
    from inside join design using (id) group by 1
    union all
    select case when uniform then 1 else 1 / least end,
      case when uniform then 1 else 1 / inclusion end, sum(defects)
    from inside join design using (id) group by 1, 2),
  logs as (
    select ln(b.weight) + sum(x.n * ln(greatest(1e-300,
      1 + b.fraction * (line_ - x.loss) / (x.most - line_)))) as log
    from losses x, (values (1::double precision, 0.1::double precision), (0.95, 0.1), (0.88, 0.1),
      (0.78, 0.14), (0.66, 0.14), (0.54, 0.14), (0.42, 0.12), (0.3, 0.08), (0.18, 0.05),
      (0.08, 0.03)) as b(fraction, weight)
    group by b.fraction, b.weight),
  peak as (select max(log) as at from logs)
  select peak.at + ln(sum(case when log - peak.at < -700 then 0 else exp(log - peak.at) end))
  from logs, peak group by peak.at
$$;

create function lanes_guard() returns trigger language plpgsql as $$
declare at_ int;
begin
  if tg_op = 'INSERT' then
    if new.open or new.held is not null or new.round <> 1 then
      perform refuse_move('a lane begins closed, with nothing known');
    end if;
    return new;
  end if;
  if (new.workspace_id, new.workflow_id, new.model, new.model_version, new.prompt_version, new.tier)
      is distinct from
     (old.workspace_id, old.workflow_id, old.model, old.model_version, old.prompt_version, old.tier) then
    perform refuse_move('a lane keeps what it is about');
  end if;
  if new.round = old.round + 1 then
    if new.open or new.held is not null or new.first is not null then
      perform refuse_move('a new round begins closed, with nothing known');
    end if;
    return new;
  end if;
  if new.round <> old.round then perform refuse_move('rounds count up by one'); end if;
  if (new.alpha, new.delta, new.grid, new.first_labels, new.choose_at, new.known_from)
      is distinct from
     (old.alpha, old.delta, old.grid, old.first_labels, old.choose_at, old.known_from) then
    perform refuse_move('a rule chosen after a look at the labels is no rule: begin a new round');
  end if;
  if old.first is not null and new.first is distinct from old.first then
    perform refuse_move('the first threshold is chosen once');
  end if;
  if (new.open or new.held is distinct from old.held) and not exists (
      select from workflows w, jsonb_array_elements(w.policy #> '{autonomy,lanes}') r
      where w.workspace_id = new.workspace_id and w.id = new.workflow_id
        and r ->> 'tier' = new.tier and (r ->> 'alpha')::double precision = new.alpha
        and (r ->> 'delta')::double precision = new.delta
        and array(select jsonb_array_elements_text(r -> 'grid')::double precision) = new.grid) then
    perform refuse_move('the workflow''s policy has another rule for this lane, or none');
  end if;
  if new.held is distinct from old.held then
    if new.held is null or new.held < old.held then
      perform refuse_move('what was shown stays shown until a breach');
    end if;
    if new.first is null or new.line is null or new.level is null
        or new.line > new.alpha or new.level > new.delta then
      perform refuse_move('a threshold is reached by a bound at its line and level');
    end if;
    for at_ in coalesce(old.held + 1, new.first) .. new.held loop
      -- 1e-6: the last bits of a logarithm differ between this and the gate's own arithmetic
      if coalesce(lane_evidence(new, at_, new.line), 0) < -ln(new.level) - 1e-6 then
        perform refuse_move(format('the bound does not hold at %s', new.grid[at_ + 1]));
      end if;
    end loop;
  end if;
  return new;
end $$;
create trigger lanes_guard before insert or update on lanes for each row execute function lanes_guard();
create trigger lanes_stay before delete on lanes for each row execute function never();

-- Nothing is counted that no label says.
create function lane_periods_guard() returns trigger language plpgsql as $$
declare
  counted record;
  labelled record;
begin
  select coalesce(sum(s.unseen), 0) as unseen, coalesce(sum(s."right"), 0) as well,
      coalesce(sum(s.defects), 0) as defects into counted
    from jsonb_to_recordset(new.strata) as s(unseen int, "right" int, defects int);
  if new.late then
    if counted.unseen + counted.well > 0 then
      perform refuse_move('only a defect comes to light late');
    end if;
    return new;
  end if;
  select count(*) filter (where outcome = 'unseen') as unseen,
      count(*) filter (where outcome = 'right') as well,
      count(*) filter (where outcome = 'defect') as defects into labelled
    from labels b where b.workspace_id = new.workspace_id and b.workflow_id = new.workflow_id
      and b.model = new.model and b.model_version = new.model_version
      and b.prompt_version = new.prompt_version and b.day = new.day
      and b.xid = pg_current_xact_id();
  if (counted.unseen, counted.well, counted.defects) is distinct from
     (labelled.unseen, labelled.well, labelled.defects) or exists (
       select from lane_periods p where p.workspace_id = new.workspace_id
         and p.workflow_id = new.workflow_id and p.model = new.model
         and p.model_version = new.model_version and p.prompt_version = new.prompt_version
         and p.tier = new.tier and p.round = new.round and p.day = new.day and not p.late
         and p.xid = pg_current_xact_id()) then
    perform refuse_move('a period counts the labels that were settled with it, once');
  end if;
  return new;
end $$;
create trigger lane_periods_guard before insert on lane_periods
  for each row execute function lane_periods_guard();
create trigger lane_periods_stay before update or delete on lane_periods
  for each row execute function never();
create trigger lane_verdicts_stay before update or delete on lane_verdicts
  for each row execute function never();
create trigger lane_passes_stay before update or delete on lane_passes
  for each row execute function never();
create trigger labels_stay before delete on labels for each row execute function never();

-- A label is made once. What turns out wrong later may still turn it into a defect, never back.
create function labels_guard() returns trigger language plpgsql as $$
declare may_ text[] := array['outcome', 'source', 'settled_at'];
begin
  if (to_jsonb(new) - may_) is distinct from (to_jsonb(old) - may_) or old.outcome = 'defect'
      or new.outcome <> 'defect' then
    perform refuse_move('a label changes only from good to bad');
  end if;
  perform audit_note(new.workspace_id, 'label', new.proposal_id::text, new.proposal_id, old.outcome,
    new.outcome, jsonb_build_object('source', new.source));
  return new;
end $$;
create trigger labels_guard before update on labels for each row execute function labels_guard();

-- A clearance that no person decided: only through a lane that is open at that moment, for exactly what
-- this lane is about, and only where it stands written how likely an audit of it is. Again when it is
-- redeemed. The share lock makes a closing wait or win, as a pause does.
create function clearances_lane() returns trigger language plpgsql as $$
declare f record;
begin
  if new.decision_id is not null then return new; end if;
  if tg_op = 'UPDATE' and new.state <> 'redeemed' then return new; end if;
  select p.kind, p.workflow_id, p.lane, r.confidence, r.model, r.model_version, r.prompt_version,
      w.policy ? 'autonomy' as earns into f
    from proposals p
    join revisions r on r.workspace_id = p.workspace_id and r.proposal_id = p.id
      and r.revision = new.revision
    join workflows w on w.workspace_id = p.workspace_id and w.id = p.workflow_id
    where p.workspace_id = new.workspace_id and p.id = new.proposal_id;
  if f.kind = 'price.quote' then perform refuse_move('a price always needs a person'); end if;
  if not buyer_facing(f.kind) and not f.earns then return new; end if;
  perform from lanes l where l.workspace_id = new.workspace_id and l.workflow_id = f.workflow_id
    and l.model = f.model and l.model_version = f.model_version
    and l.prompt_version = f.prompt_version and l.tier = f.lane
    and l.open and f.confidence >= l.threshold for share;
  if not found or not exists (select from lane_passes s where s.workspace_id = new.workspace_id
      and s.proposal_id = new.proposal_id and s.revision = new.revision) then
    raise exception 'no open lane covers this proposal' using errcode = 'CS016';
  end if;
  return new;
end $$;
create trigger clearances_lane before insert or update on clearances
  for each row execute function clearances_lane();

-- Other rules: the lanes that were found by the old ones close until the next verdict.
create function workflows_lanes() returns trigger language plpgsql as $$
begin
  update lanes set open = false, decided_at = null
    where workspace_id = new.workspace_id and workflow_id = new.id and open;
  return null;
end $$;
create trigger workflows_lanes after update on workflows for each row
  when ((old.policy #> '{autonomy,lanes}') is distinct from (new.policy #> '{autonomy,lanes}'))
  execute function workflows_lanes();

create function audit_lane() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'lane', new.workflow_id, null,
    case when old.open then 'open' else 'closed' end,
    case when new.open then 'open' else 'closed' end,
    jsonb_build_object('tier', new.tier, 'model', new.model, 'modelVersion', new.model_version,
      'promptVersion', new.prompt_version, 'round', new.round, 'threshold', new.threshold,
      'bound', new.bound, 'alpha', new.alpha, 'delta', new.delta,
      'reason', case when new.round > old.round then new.breach ->> 'by'
        else new.verdict ->> 'reason' end,
      'labels', new.verdict -> 'labels'),
    -- a person's sentence, where a person closed it
    case when new.round > old.round and new.breach is not null
      then jsonb_build_object('why', new.breach ->> 'why') end);
  return null;
end $$;
create trigger lanes_audit after update on lanes for each row
  when (old.open is distinct from new.open or old.round <> new.round
    or old.threshold is distinct from new.threshold) execute function audit_lane();
create function audit_verdict() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'lane', new.workflow_id, null, null, 'verdict',
    jsonb_build_object('tier', new.tier, 'model', new.model, 'modelVersion', new.model_version,
      'promptVersion', new.prompt_version, 'round', new.round)
    || new.verdict - array['why', 'limits']);
  return null;
end $$;
create trigger lane_verdicts_audit after insert on lane_verdicts
  for each row execute function audit_verdict();

create function looks_guard() returns trigger language plpgsql as $$
declare may_ text[] := array['state', 'decision_id', 'reviewer_id', 'device_id', 'action',
  'reason_code', 'defect', 'attention', 'jws', 'decided_at', 'moved_xid', 'moved_id'];
begin
  if tg_op = 'INSERT' then
    if new.state <> 'open' then perform refuse_move('a look begins open'); end if;
    if exists (select from proposals p where p.workspace_id = new.workspace_id and p.id = new.id) then
      perform refuse_move('a look has an id of its own');
    end if;
  elsif new.erased_at is distinct from old.erased_at then
    if not erasing(old.workspace_id) then perform refuse_move('a look stays as it was'); end if;
  elsif (to_jsonb(new) - may_) is distinct from (to_jsonb(old) - may_) or old.state <> 'open' then
    perform refuse_move('a look is decided once');
  end if;
  new.moved_xid := pg_current_xact_id();
  new.moved_id := nextval('feed_positions');
  return new;
end $$;
create trigger looks_guard before insert or update on looks
  for each row execute function looks_guard();
create trigger looks_stay before delete on looks for each row execute function never();

-- What is opened is not said before it is decided: the log may be read by who reviews.
create function audit_look() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'look', new.id::text, new.proposal_id, old.state, new.state,
    jsonb_build_object('reason', new.reason, 'revision', new.revision, 'action', new.action,
      'defect', new.defect, 'reviewer', new.reviewer_id, 'device', new.device_id,
      'inclusion', new.inclusion, 'openedAt', new.created_at, 'jws', sha256_of(new.jws)));
  return null;
end $$;
create trigger looks_audit after update on looks for each row
  when (old.state is distinct from new.state) execute function audit_look();

-- A proposal's id is never a look's: what reviewers know as a look can't be cleared, by anybody.
create function proposals_no_look() returns trigger language plpgsql as $$
begin
  if exists (select from looks k where k.workspace_id = new.workspace_id and k.id = new.id) then
    perform refuse_move('this id is a look''s');
  end if;
  return new;
end $$;
create trigger proposals_no_look before insert on proposals
  for each row execute function proposals_no_look();

-- Erasing a revision takes along what looks hold of it.
create function looks_of_erased() returns trigger language plpgsql as $$
begin
  update looks set state = 'void' where workspace_id = new.workspace_id
    and proposal_id = new.proposal_id and revision = new.revision and state = 'open';
  update looks set jws = null, erased_at = now() where workspace_id = new.workspace_id
    and proposal_id = new.proposal_id and revision = new.revision and erased_at is null;
  return null;
end $$;
create trigger looks_of_erased after update on revisions for each row
  when (old.erased_at is null and new.erased_at is not null) execute function looks_of_erased();
