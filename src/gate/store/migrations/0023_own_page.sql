-- A reviewer's own page asks for their decisions and looks of the last days, never for the table's.
create index decisions_by_reviewer on decisions (workspace_id, reviewer_id, received_at desc)
  where status = 'accepted';
create index looks_by_reviewer on looks (workspace_id, reviewer_id, decided_at desc)
  where state = 'decided';
