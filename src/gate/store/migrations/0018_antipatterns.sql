-- Anti-patterns and the structural scan: what was done about which finding, and the ways to what they are
-- found in. Findings themselves aren't kept: they are what the data says when somebody looks.

create table antipattern_fixes (
  workspace_id uuid not null,
  id uuid not null,
  -- core/antipatterns: the finding's key, and which of the five it is
  finding text not null,
  pattern text not null check (pattern in ('A1', 'A2', 'A3', 'A4', 'A5')),
  -- evidence of this workflow from before doesn't count for this pattern any more
  workflow_id text not null,
  fix text not null,
  reason text not null,
  -- what the finding rested on at that moment
  figures jsonb not null,
  -- of the workflow's policy that the fix made; null for a lever
  version int,
  by_whom text not null,
  at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, workflow_id) references workflows
);
create index antipattern_fixes_of on antipattern_fixes (workspace_id, workflow_id, pattern, at desc);
create index antipattern_fixes_lately on antipattern_fixes (workspace_id, at desc);
select fence('antipattern_fixes');
create trigger antipattern_fixes_stay before update or delete on antipattern_fixes
  for each row execute function never();

create function audit_antipattern_fix() returns trigger language plpgsql as $$
begin
  perform audit_note(new.workspace_id, 'antipattern', new.pattern, null, null, 'fixed',
    jsonb_build_object('workflow', new.workflow_id, 'fix', new.fix, 'version', new.version,
      'figures', new.figures),
    -- a finding may be about a person; why is somebody's own sentence
    jsonb_build_object('finding', new.finding, 'reason', new.reason));
  return null;
end $$;
create trigger antipattern_fixes_audit after insert on antipattern_fixes
  for each row execute function audit_antipattern_fix();

-- An alert whose cause is gone is over, though nobody said what it was worth: it has no verdict, and so
-- doesn't count for how many are worth it. What a person closes still has one.
alter table alerts drop constraint closed_with_a_verdict;
alter table alerts add constraint closed_with_a_verdict check (
  (verdict is null or closed_at is not null)
  and (closed_at is null or verdict is not null or closed_by is null));

create index dispatches_executed on dispatches (workspace_id, workflow_id, finished_at desc)
  where state = 'executed';
create index signals_defects on signals (workspace_id, received_at desc)
  where type = 'defect_reported';
-- What was sent without the gate having cleared it, as its senders tell.
create index signals_past_the_gate on signals (workspace_id, received_at desc)
  where type = 'sent' and proposal_id is null;
