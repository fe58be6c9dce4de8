-- Who decided a revision, escalations included: the two partial unique indexes each miss a part.
create index decisions_by_proposal on decisions (workspace_id, proposal_id, revision);
