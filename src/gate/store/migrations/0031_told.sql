-- What people said of a proposal, a small part of what is heard: the weekly review and accuracy over time ask it of
-- tens of thousands of them at once (store/weekly-counts.ts, accuracy.ts).

create index signals_told on signals (workspace_id, proposal_id)
  where proposal_id is not null
    and type in ('reply', 'unsubscribe', 'complaint', 'defect_reported');
