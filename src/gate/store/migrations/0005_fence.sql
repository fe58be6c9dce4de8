-- Row-level security, the second lock: a table that is fenced shows and takes rows of one workspace
-- only, the one that the transaction was opened for (setting `gate.workspace`), whoever asks, its
-- owner included. Every table of a workspace is fenced, in the migration that makes it.
create function fence(table_ regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', table_);
  execute format('alter table %s force row level security', table_);
  execute format('create policy own_workspace on %s using (workspace_id = '
    'nullif(current_setting(''gate.workspace'', true), '''')::uuid)', table_);
end $$;
