-- Every table is led by its workspace, so that it can be sharded and fenced by it. Texts that are
-- digested are kept as the exact RFC 8785 text, and the digest is a constraint on it.

create table workspaces (
  workspace_id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table agents (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  key_hash text not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (workspace_id, id)
);

create table reviewers (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  email text not null,
  role text not null check (role in ('rep', 'manager', 'admin')),
  mailboxes text[] not null default '{}',
  -- what this person may see changed in this transaction: older cursors start over
  resync_xid xid8,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, email)
);

create table pairing_codes (
  workspace_id uuid not null,
  code_hash text not null unique,
  reviewer_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (workspace_id, code_hash),
  foreign key (workspace_id, reviewer_id) references reviewers
);

create table devices (
  workspace_id uuid not null,
  id uuid not null unique,
  reviewer_id uuid not null,
  name text not null,
  jkt text not null,
  jwk jsonb not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, reviewer_id) references reviewers
);

create table tokens (
  workspace_id uuid not null,
  token_hash text not null unique,
  device_id uuid not null,
  expires_at timestamptz not null,
  primary key (workspace_id, token_hash),
  foreign key (workspace_id, device_id) references devices
);
create index tokens_expiry on tokens (expires_at);

create table tickets (
  workspace_id uuid not null,
  ticket_hash text not null unique,
  device_id uuid not null,
  expires_at timestamptz not null,
  primary key (workspace_id, ticket_hash),
  foreign key (workspace_id, device_id) references devices
);

-- Replay cache of DPoP proofs. The one table without a workspace: a proof is checked before
-- anyone knows whose it is.
create table seen_once (
  key text primary key,
  expires_at timestamptz not null
);
create index seen_once_expiry on seen_once (expires_at);

create table workflows (
  workspace_id uuid not null references workspaces,
  id text not null,
  name text not null,
  -- P6: a workflow without a pattern cannot exist
  pattern text not null check (pattern in ('pre-approval', 'active-monitoring', 'periodic-review',
    'exception-handling', 'post-hoc-audit')),
  owner text not null,
  kinds text[] not null check (cardinality(kinds) > 0),
  policy jsonb not null,
  executor_url text,
  state text not null default 'running' check (state in ('running', 'paused')),
  pause_reason text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

-- Position in the feed: (moved_xid, moved_id), set by trigger on every change. One place per
-- proposal, which moves forward; nothing has to be pruned and a first sync reads each item once.
create sequence feed_positions as bigint cache 32;

create table proposals (
  workspace_id uuid not null,
  id uuid not null,
  agent_id uuid not null,
  workflow_id text not null,
  external_id text not null,
  kind text not null,
  revision int not null check (revision >= 1),
  state text not null,
  lane text not null check (lane in ('auto', 'constrained', 'human')),
  -- mailboxes whose reps see it; null: every rep
  accounts text[],
  -- mailboxes that saw an earlier revision, so that a removal can be sent
  accounts_before text[] not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  moved_xid xid8 not null default pg_current_xact_id(),
  moved_id bigint not null default nextval('feed_positions'),
  primary key (workspace_id, id),
  unique (workspace_id, agent_id, external_id),
  foreign key (workspace_id, agent_id) references agents,
  foreign key (workspace_id, workflow_id) references workflows
);
create index proposals_feed on proposals (workspace_id, moved_xid, moved_id);
create index proposals_open on proposals (workspace_id, workflow_id, state)
  where state in ('pending', 'escalated', 'recalled', 'approved');
create index proposals_expiry on proposals (expires_at)
  where state in ('pending', 'escalated', 'recalled') and expires_at is not null;

create table revisions (
  workspace_id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  -- RFC 8785 text of the executable content
  content text not null,
  content_digest text not null,
  submission_digest text not null,
  lane text not null check (lane in ('auto', 'constrained', 'human')),
  tier text not null check (tier in ('low', 'medium', 'high')),
  trigger jsonb not null,
  flags jsonb not null,
  model text not null,
  model_version text not null,
  confidence double precision not null check (confidence between 0 and 1),
  -- the rest of the submission: reasoning, claims, context, placement, template
  review jsonb not null,
  callback_url text,
  due_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, proposal_id, revision),
  foreign key (workspace_id, proposal_id) references proposals,
  constraint content_is_what_was_digested
    check (content_digest = encode(sha256(convert_to(content, 'UTF8')), 'hex'))
);

create table attachments (
  workspace_id uuid not null references workspaces,
  sha256 text not null,
  bytes bytea not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, sha256),
  constraint bytes_are_what_was_digested check (sha256 = encode(sha256(bytes), 'hex'))
);

create table decisions (
  workspace_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  reviewer_id uuid not null,
  device_id uuid not null,
  action text not null check (action in ('approve', 'approve_edited', 'reject', 'escalate')),
  content_digest text not null,
  -- RFC 8785 text of what leaves instead of the revision's content
  content text,
  compose_digest text,
  tail_digest text,
  reason jsonb,
  difference text,
  attention jsonb not null,
  -- as the device signed it
  jws text not null,
  decided_at timestamptz not null,
  received_at timestamptz not null default now(),
  status text not null check (status in ('accepted', 'conflict')),
  conflict text,
  detail text,
  -- false once Gmail's Undo, an unsent compose or an expired clearance took its effect back
  standing boolean not null,
  -- what the confidence was worth, without a join
  workflow_id text not null,
  model_version text not null,
  confidence_bucket int not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, proposal_id) references proposals,
  foreign key (workspace_id, reviewer_id) references reviewers,
  foreign key (workspace_id, device_id) references devices,
  constraint content_is_what_was_digested check (content is null
    or content_digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  constraint conflict_says_why check ((status = 'conflict') = (conflict is not null)),
  constraint only_accepted_stands check (status = 'accepted' or not standing)
);
-- one winning decision per revision
create unique index one_decision_wins on decisions (workspace_id, proposal_id, revision)
  where standing and action <> 'escalate';
create unique index one_escalation on decisions (workspace_id, proposal_id, revision)
  where standing and action = 'escalate';
create index decisions_track on decisions
  (workspace_id, workflow_id, model_version, confidence_bucket, received_at desc)
  include (action) where status = 'accepted' and action <> 'escalate';

create table clearances (
  workspace_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  revision int not null,
  workflow_id text not null,
  decision_id uuid,
  executor text not null,
  content_digest text not null,
  compose_digest text,
  tail_digest text,
  policy_version int not null,
  jws text not null,
  state text not null check (state in ('open', 'redeemed', 'void')),
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  redeemed_at timestamptz,
  void_reason text,
  primary key (workspace_id, id),
  foreign key (workspace_id, proposal_id, revision) references revisions,
  foreign key (workspace_id, decision_id) references decisions,
  foreign key (workspace_id, workflow_id) references workflows,
  constraint redeemed_at_a_time check ((state = 'redeemed') = (redeemed_at is not null))
);
create unique index one_clearance_a_decision on clearances (workspace_id, decision_id)
  where decision_id is not null;
create unique index one_open_clearance on clearances (workspace_id, proposal_id) where state = 'open';
create index clearances_by_proposal on clearances (workspace_id, proposal_id, revision);
create index clearances_expiry on clearances (expires_at) where state = 'open';

create table dispatches (
  workspace_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  workflow_id text not null,
  clearance_id uuid not null,
  executor text not null,
  content_digest text not null,
  state text not null check (state in ('queued', 'claimed', 'handing_over', 'executed', 'failed',
    'unknown', 'refused')),
  claimed_by text,
  external_ref text,
  detail text,
  created_at timestamptz not null default now(),
  claimed_at timestamptz,
  handed_over_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, id),
  -- one redemption, one execution
  constraint one_dispatch_a_clearance unique (workspace_id, clearance_id),
  foreign key (workspace_id, clearance_id) references clearances,
  foreign key (workspace_id, proposal_id) references proposals
);
create index dispatches_by_proposal on dispatches (workspace_id, proposal_id);
create index dispatches_recent on dispatches (workspace_id, created_at desc);
create index dispatches_live on dispatches (state, created_at)
  where state in ('queued', 'claimed', 'handing_over');

create table bindings (
  workspace_id uuid not null,
  id bigint generated always as identity,
  proposal_id uuid not null,
  revision int not null,
  host text not null,
  account text not null,
  draft_id text not null,
  thread_id text,
  device_id uuid not null,
  bound_at timestamptz not null default now(),
  released_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, proposal_id) references proposals
);
create unique index one_proposal_a_compose on bindings (workspace_id, account, draft_id)
  where released_at is null;
create unique index one_compose_a_proposal on bindings (workspace_id, proposal_id)
  where released_at is null;

create table leases (
  workspace_id uuid not null,
  proposal_id uuid not null,
  reviewer_id uuid not null,
  until timestamptz not null,
  primary key (workspace_id, proposal_id, reviewer_id),
  foreign key (workspace_id, proposal_id) references proposals
);

create table signals (
  workspace_id uuid not null references workspaces,
  id text not null,
  type text not null,
  proposal_id uuid,
  at timestamptz not null,
  detail text,
  source text not null,
  received_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

-- Append-only. Written by triggers, so no code path and no SQL client changes a state unseen.
create table audit_log (
  workspace_id uuid not null,
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  -- set per transaction by the gate; the database role where nobody said
  actor text not null,
  subject text not null,
  subject_id text not null,
  proposal_id uuid,
  was text,
  became text not null,
  data jsonb not null default '{}',
  primary key (workspace_id, id)
);
create index audit_by_proposal on audit_log (workspace_id, proposal_id, id);
