-- Corrections, read oldest first by what exports them, and a workflow's newest by what looks for fixes
-- that recur: a small part of all decisions. The first is of all workflows, the second of one.
create index decisions_corrected on decisions (workspace_id, received_at, id)
  where status = 'accepted' and standing and erased_at is null
    and action in ('reject', 'approve_edited');
create index decisions_of_workflow on decisions (workspace_id, workflow_id, received_at desc, id desc)
  where status = 'accepted' and action <> 'escalate';
-- What ran in a lane between its opening and its closing.
create index passes_by_time on lane_passes (workspace_id, workflow_id, at);
