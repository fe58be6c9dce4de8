-- Reports, and the weekly review. What a workspace says of itself in its report: which data its workflows
-- use, and who processes it. One document; every version of it is in the audit log.
create table disclosures (
  workspace_id uuid primary key references workspaces,
  document jsonb not null,
  changed_at timestamptz not null default now()
);
create function audit_disclosures() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.document = old.document then return null; end if;
  -- It names companies, and whom to ask.
  perform audit_note(new.workspace_id, 'disclosures', new.workspace_id::text, null, null,
    case tg_op when 'INSERT' then 'created' else 'changed' end, '{}',
    jsonb_build_object('document', new.document));
  return null;
end $$;
create trigger disclosures_audit after insert or update on disclosures
  for each row execute function audit_disclosures();
create trigger disclosures_stay before delete on disclosures for each row execute function never();
select fence('disclosures');

-- What was done in a weekly review: who, what, why. Written in the action's own transaction.
create table review_notes (
  workspace_id uuid not null,
  id uuid not null,
  reviewer_id uuid not null,
  workflow_id text not null,
  act text not null check (act in ('retire', 'tighten', 'promote')),
  -- what changed: names of templates and kinds, numbers
  detail jsonb not null,
  reason text not null,
  at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, reviewer_id) references reviewers,
  foreign key (workspace_id, workflow_id) references workflows
);
create index review_notes_lately on review_notes (workspace_id, at desc);
create trigger review_notes_stay before update or delete on review_notes
  for each row execute function never();
-- As sweeps are: the sentence can be opened and forgotten, the rest is plain.
create trigger review_notes_audit after insert on review_notes
  for each row execute function audit_lever('weekly-review');
select fence('review_notes');

-- A report counts the log, and proposals, between two times. Both lie about in the order of their times:
-- ranges of pages are enough to know, and cost writers next to nothing.
create index audit_by_time on audit_log using brin (at);
create index proposals_by_time on proposals using brin (created_at);

-- A template is retired under a lock that whoever proposes from it shares: what came before is seen by the
-- sweep of the retirement, and what comes after sees the policy. In memory, and one look by key.
create function template_lock(workspace_ uuid, workflow_ text, template_ text) returns bigint
language sql immutable as $$
  select hashtextextended(workspace_::text || ' ' || workflow_ || ' ' || template_, 24)
$$;
create function revisions_of_retired() returns trigger language plpgsql as $$
declare
  template_ text := new.review ->> 'template';
  workflow_ text;
begin
  select p.workflow_id into workflow_ from proposals p
    where p.workspace_id = new.workspace_id and p.id = new.proposal_id;
  perform pg_advisory_xact_lock_shared(template_lock(new.workspace_id, workflow_, template_));
  if exists (select from workflows w where w.workspace_id = new.workspace_id and w.id = workflow_
      and w.policy -> 'retiredTemplates' ? template_) then
    raise exception 'template % is retired', template_ using errcode = 'CS024';
  end if;
  return null;
end $$;
create trigger revisions_of_retired after insert on revisions for each row
  when (new.review ? 'template') execute function revisions_of_retired();
