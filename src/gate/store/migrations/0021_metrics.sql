-- M1 to M10 of weeks that are over, so that a year opens at once. Nothing decides by these rows: they are
-- counts of what stands elsewhere (store/metric-facts.ts), and are made anew by deleting them.

-- One measure of a week, by workflow, model version and template. What each column counts is said at the
-- statement that fills it.
create table metric_cells (
  workspace_id uuid not null references workspaces,
  -- its Monday, in UTC
  week date not null,
  workflow_id text not null,
  model_version text not null,
  -- '' where it has none
  template text not null,
  measure text not null,
  key text not null,
  n double precision not null,
  hits double precision not null default 0,
  squares double precision not null default 0,
  total double precision not null default 0,
  items int not null default 0,
  primary key (workspace_id, week, measure, workflow_id, model_version, template, key)
);

-- Weeks that are counted, and how far signals have been heard that may be about them.
create table metric_weeks (
  workspace_id uuid not null references workspaces,
  week date not null,
  primary key (workspace_id, week)
);
create table metric_marks (
  workspace_id uuid not null references workspaces,
  until timestamptz not null,
  primary key (workspace_id)
);
select fence('metric_cells'), fence('metric_weeks'), fence('metric_marks');

create index signals_received on signals (workspace_id, received_at);
create index signals_of_people on signals (workspace_id, person, type)
  where proposal_id is null and person is not null;
create index dispatches_finished on dispatches (workspace_id, finished_at) where state = 'executed';
create index proposals_created on proposals (workspace_id, created_at);
create index looks_by_time on looks (workspace_id, decided_at) where state = 'decided';

-- Accounts in 64 groups that are the same on every server: what goes together within an account stays
-- together in its group, and unrelated accounts in one group only add noise to the variance, no bias.
create function metric_group(account_ text) returns text language sql immutable as $$
  select (get_byte(decode(md5(account_), 'hex'), 0) % 64)::text
$$;
