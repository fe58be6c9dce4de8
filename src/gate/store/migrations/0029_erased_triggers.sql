-- Why a proposal came to a person may name whom it is about (a failed check's sentence does): erased with the text.

create or replace function revisions_erased() returns trigger language plpgsql as $$
declare open_ text[] := array['content', 'review', 'flags', 'trigger', 'callback_url', 'erased_at'];
begin
  if old.erased_at is not null or not erasing(old.workspace_id)
      or (to_jsonb(new) - open_) is distinct from (to_jsonb(old) - open_) then
    perform refuse_move('revisions is never changed');
  end if;
  return new;
end $$;

-- What was erased before: the owner is held by the rows' policy and by the trigger that lets nothing change.
alter table revisions no force row level security;
alter table revisions disable trigger revisions_stay_as_they_are;
update revisions set trigger = jsonb_build_object('code', trigger -> 'code', 'message', 'Its text was erased.')
  where erased_at is not null;
alter table revisions enable trigger revisions_stay_as_they_are;
alter table revisions force row level security;

create or replace function looks_of_erased() returns trigger language plpgsql as $$
begin
  update looks set state = 'void' where workspace_id = new.workspace_id
    and proposal_id = new.proposal_id and revision = new.revision and state = 'open';
  update looks set jws = null, erased_at = now() where workspace_id = new.workspace_id
    and proposal_id = new.proposal_id and revision = new.revision and erased_at is null;
  update canaries set content = 'erased', flags = '[]', claims = '[]', planted = '{}',
      trigger = jsonb_build_object('code', trigger -> 'code', 'message', 'Its text was erased.'),
      erased_at = now()
    where workspace_id = new.workspace_id and proposal_id = new.proposal_id and erased_at is null;
  return null;
end $$;

alter table canaries no force row level security;
alter table canaries disable trigger canaries_guard;
update canaries set trigger = jsonb_build_object('code', trigger -> 'code', 'message', 'Its text was erased.')
  where erased_at is not null;
alter table canaries enable trigger canaries_guard;
alter table canaries force row level security;
