-- A year's figures in one look at any number of decisions: what the figures are made of is kept by week, and by
-- day in the week that isn't over, packed. Nothing decides by these rows: they are counts of what stands elsewhere
-- (store/metric-facts.ts, metric-backs.ts) and are made anew by deleting them. 0021's tables are left to
-- processes of before; a later migration drops them. The first look after this one fills these, newest first;
-- until then figures are counted as they are asked for.

-- Whole weeks (days = 7, from a Monday in UTC) and days of the present week (1) that are counted.
create table metric_spans (
  workspace_id uuid not null references workspaces,
  first date not null,
  days smallint not null check (days in (1, 7)),
  primary key (workspace_id, first, days)
);

-- One sum of a span, by workflow, model version and template. What each column adds up is said at the
-- statement that fills it.
create table metric_sums (
  workspace_id uuid not null references workspaces,
  first date not null,
  days smallint not null,
  workflow_id text not null,
  model_version text not null,
  -- '' where it has none
  template text not null,
  measure text not null,
  key text not null,
  n double precision not null,
  hits double precision not null,
  squares double precision not null,
  total double precision not null,
  items int not null,
  primary key (workspace_id, first, days, measure, workflow_id, model_version, template, key)
);

-- Sums with many keys (accounts, waiting times, confidences): a row a measure instead of one a key.
create table metric_spreads (
  workspace_id uuid not null references workspaces,
  first date not null,
  days smallint not null,
  workflow_id text not null,
  model_version text not null,
  template text not null,
  measure text not null,
  keys smallint[] not null,
  n double precision[] not null,
  more double precision[] not null,
  primary key (workspace_id, first, days, measure, workflow_id, model_version, template),
  check (cardinality(n) = cardinality(keys) and cardinality(more) = cardinality(keys))
);

-- How far it was heard what came back. Whoever counts holds this row, so that one counts at a time.
create table metric_heard (
  workspace_id uuid not null references workspaces,
  until timestamptz not null,
  primary key (workspace_id)
);
select fence('metric_spans'), fence('metric_sums'), fence('metric_spreads'), fence('metric_heard');

create index signals_by_hand on signals (workspace_id, received_at)
  where type = 'sent' and proposal_id is null and person is not null;
